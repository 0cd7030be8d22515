#!/usr/bin/env bash
# Builds the sites of examples/sites as docs/recipes.md tells: target/recipes/NAME/…
# Needs the program and the tools of `prepare_site_tools`: `./build.sh test recipes` sees to that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/common.sh
. scripts/common.sh

recipes_dir=$target_dir/recipes
# The commands of the recipes find these.
export PATH=$target_dir/release:$tools_dir/mkdocs/bin:$tools_dir/eleventy/node_modules/.bin:$PATH

# site NAME COMMAND…: runs the commands in a copy of the example.
site() {
  local name=$1
  shift
  note "$name: $*"
  (cd "$recipes_dir/$name" && quietly bash -euc "$*")
}

rm -rf "$recipes_dir"
mkdir -p "$recipes_dir"
cp -R examples/sites/. "$recipes_dir/"

site html 'findling build . --out findling --base-url /'
site mdbook 'mdbook build; findling build book --out book/findling'
site mkdocs 'mkdocs build --strict'
site eleventy 'eleventy'
