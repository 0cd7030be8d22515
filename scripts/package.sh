#!/usr/bin/env bash
# Makes the npm package: target/package/, and findling-VERSION.tgz in it. It holds
#
#   index.js, define.js, findling.iife.js   the widget and the API for sites that bundle their scripts
#   findling.opensearch.js                  an engine that asks a server
#   *.d.ts, custom-elements.json, i18n/     their types, the element's description, the widget's texts
#   bin/                                    the program, as WebAssembly that Node runs
#
# Needs the engine (scripts/engine.sh), and cargo, esbuild and npm in PATH: `./build.sh package`
# sees to that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/common.sh
. scripts/common.sh
# shellcheck source=scripts/toolchain.sh
. scripts/toolchain.sh

package_dir=$target_dir/package
# A folder of its own: with other flags cargo would build all anew each time.
wasi_target_dir=$target_dir/wasi

main() {
  rm -rf "$package_dir"
  mkdir -p "$package_dir/i18n" "$package_dir/bin"
  bundle_scripts
  describe
  compile_program
  (cd "$package_dir" && quietly npm pack --ignore-scripts)
  note "$(cd "$package_dir" && ls -l findling-*.tgz | awk '{ print $NF ": " $5 " bytes" }')"
}

bundle_scripts() {
  script npm/index.js index.js --format=esm
  script www/opensearch.js findling.opensearch.js --format=esm
  script npm/iife.js findling.iife.js --format=iife --global-name=findling --minify --charset=ascii
  cp npm/define.js "$package_dir/"
}

# script FROM TO OPTION…
script() {
  local from=$1 to=$package_dir/$2
  shift 2
  bundle_script "$engine_dir/files/glue" "$from" "$to" "$@"
  fill_version "$to"
}

# What describes the package and its parts.
describe() {
  cp npm/*.d.ts www/*.d.ts npm/README.md npm/package.json LICENSE "$package_dir/"
  cp www/i18n/*.json "$package_dir/i18n/"
  cp npm/bin/findling.mjs "$package_dir/bin/"
  fill_version "$package_dir/package.json"
  describe_element
}

# What the engine's build has told of the element, which is in another file here.
describe_element() {
  sed 's#www/search-widget\.js#index.js#' "$engine_dir/files/glue/custom-elements.json" \
    >"$package_dir/custom-elements.json"
}

# fill_version FILE: perl, as sed edits in place in two ways.
fill_version() {
  VERSION=$(locked_version findling) perl -pi -e 's/__FINDLING_VERSION__/$ENV{VERSION}/' "$1"
}

# The program for Node: the same sources, for a system that is none. As it comes: wasm-opt (-O2)
# takes two minutes, and it would be a tenth smaller, but not once it is packed, and slower.
compile_program() {
  local flags build_std=''
  flags=$(remap_flags)
  if ! can_build_wasm rustc "$wasi_target"; then
    flags=$flags$flag_separator$(wasi_libc_flags)
    build_std=-Zbuild-std=std,panic_abort
  fi
  quietly cargo fetch --locked
  # shellcheck disable=SC2086 # an option or none
  RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$wasi_target_dir CARGO_ENCODED_RUSTFLAGS=$flags \
    CARGO_PROFILE_RELEASE_STRIP=true \
    cargo build --quiet --locked --release --features cli --bin findling \
    --target "$wasi_target" $build_std
  cp "$wasi_target_dir/$wasi_target/release/findling.wasm" "$package_dir/bin/"
}

# A standard library that is built along finds a C library only where it is told.
wasi_libc_flags() {
  printf -- '-Clink-self-contained=no%s-L%s%s-Clink-arg=%s/crt1-command.o' \
    "$flag_separator" "$wasi_libc" "$flag_separator" "$wasi_libc"
}

main
