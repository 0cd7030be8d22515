#!/usr/bin/env bash
# Builds Findling from its sources and, with it, a page that searches a folder
# of articles; `./build.sh help` tells the rest. The steps live in scripts/.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: ./build.sh [COMMAND]

  ./build.sh                  build everything, index the sample articles, write dist/
  ./build.sh ARTICLES_DIR     the same for a folder of your own
  ./build.sh engine           only the engine for the browser, target/engine/
  ./build.sh package          the npm package, target/package/
  ./build.sh test [STEP…]     all checks and tests, or only the named steps:
                              fmt shell clippy clippy-wasm fuzz test doctest rustdoc
                              types html docs deps sizes wasm-chrome wasm-firefox
                              pages everywhere package recipes
  ./build.sh help             this text

The first run prepares what is missing: the Rust target wasm32-unknown-unknown
(by rustup, or from Debian's packages where rustup cannot download it), build
tools in .tools/ and Node packages in node_modules/. Later runs only build what
changed.

Environment:
  CARGO_TARGET_DIR             where cargo builds (default: target)
  FINDLING_ENGINE_DIR          where the engine is placed (default: target/engine)
  FINDLING_OUT                 where the page is written (default: dist)
  CHROME, FIREFOX              browsers for the tests (default: found in PATH)
  HEADLESS_SHELL               Chromium without windows, for most of them
                               (default: found in PATH, or else CHROME)
  CHROMEDRIVER, GECKODRIVER, WEBKITDRIVER
                               their drivers (default: found in PATH)
TEXT
}

caller=$PWD
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"

# shellcheck source=scripts/common.sh
. scripts/common.sh
# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh
# shellcheck source=scripts/tools.sh
. scripts/tools.sh
# shellcheck source=scripts/checks.sh
. scripts/checks.sh

prepare() {
  step toolchain "find or install a compiler for wasm32-unknown-unknown" prepare_toolchain
  step tools "install build tools into .tools/" prepare_tools
  step packages "install Node packages by package-lock.json" prepare_packages
}

build_engine() {
  step engine "compile the engine to WebAssembly" scripts/engine.sh
}

build_program() {
  step program "compile the findling program" \
    cargo build --quiet --locked --release --features cli --bin findling
}

# build_page ARTICLES OUT
build_page() {
  step page "index $1 into $2" "$findling" build "$1" --out "$2" --pages
}

build_all() {
  local articles=$1
  prepare
  build_engine
  build_program
  build_page "$articles" "$out"
  print_steps
  cat <<TEXT

To look at it, open $out/index.html by double click, or run
  $findling serve $out
TEXT
}

build_package() {
  step wasi "find or install a compiler for the program that Node runs" prepare_wasi
  step package "compile the program for Node and pack the npm package" scripts/package.sh
}

# Prepares what the chosen checks need, then runs them.
test_all() {
  # shellcheck disable=SC2086 # a list of names
  [ $# -gt 0 ] || set -- $all_checks
  known_checks "$@"
  prepare
  if any_of "$checks_of_engine" "$@"; then build_engine; fi
  if any_of "$checks_of_page" "$@"; then
    build_program
    build_page "$root/www/articles" "$out"
  fi
  if any_of "$checks_in_browsers" "$@"; then
    step browsers "find or install browsers and their drivers" prepare_browsers
  fi
  run_checks "$@"
}

# articles_dir NAME: the folder NAME as the caller meant it.
articles_dir() {
  (cd "$caller" && cd "$1" 2>/dev/null && pwd) ||
    fail "no folder '$1' below $caller; see ./build.sh help for the commands"
}

# No `&&` and `||` around these: bash does not stop at errors inside of them.
case ${1-} in
  help | -h | --help) usage ;;
  engine)
    prepare
    build_engine
    print_steps
    ;;
  package)
    prepare
    build_engine
    build_package
    print_steps
    ;;
  test)
    shift
    test_all "$@"
    ;;
  -*)
    usage >&2
    exit 2
    ;;
  '') build_all "$root/www/articles" ;;
  *)
    articles=$(articles_dir "$1")
    build_all "$articles"
    ;;
esac
