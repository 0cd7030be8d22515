#!/usr/bin/env bash
# Compiles the engine for the browser: target/engine/files, a folder of files
# that build.rs embeds into the program:
#
#   engine.wasm           the engine, without an index
#   findling.js           the widget and the API, an ES module
#   findling.engine.js    the API alone
#   findling.offline.js   widget and API as a classic script, for pages without a server
#   findling.sw.js        a service worker
#   findling.register.js  the script that registers it
#   findling.opensearch.js   an engine that asks a search server, an ES module
#   findling.de.json …    the widget's texts in other languages than English
#   preview.js            the script of the preview page
#   findling.d.ts, findling.opensearch.d.ts, index.html, preview.css, icon.svg
#                         as they are in www/
#   glue/                 what no bundle needs: wasm-bindgen's JavaScript, the style sheet and
#                         the widget, which the scripts contain, and custom-elements.json,
#                         which describes the element
#
# Beside it lies sources/, a copy of the Rust sources that they were compiled
# from: build.rs embeds no engine of other sources than the program's.
#
# Nothing is done if all that goes into it is unchanged since the last time.
# Needs cargo, wasm-bindgen, wasm-opt and esbuild in PATH: `./build.sh engine`
# sees to that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/common.sh
. scripts/common.sh

# A cargo profile named `engine` would build its helpers into target/engine.
wasm_target_dir=$target_dir/wasm

# What rustc emits for wasm32-unknown-unknown by default; wasm-opt must be told.
wasm_features='--enable-bulk-memory --enable-bulk-memory-opt --enable-sign-ext
  --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue
  --enable-reference-types'

# Half a kilobyte less. The first kilobyte of memory is the far end of the stack; and
# functions that LLVM kept apart, though they are called once, are smaller so. To inline
# tiny ones as well (--always-inline-max-function-size=7), or to arrange branches anew
# (--flatten --rereloop), would be 0.2 KB less, but make queries with phrases slower,
# by 80 % and by 10 %.
wasm_size='--low-memory-unused --one-caller-inline-max-function-size=20'

main() {
  local work stamp
  stamp=$(inputs_digest)
  if [ "$(cat "$engine_dir/stamp" 2>/dev/null)" = "$stamp" ]; then
    note "unchanged since the last build"
    return
  fi
  mkdir -p "$(dirname "$engine_dir")"
  work=$(mktemp -d "$engine_dir.new.XXXXXX")
  chmod 755 "$work"
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$work'" EXIT
  # First, so that what changes meanwhile is not taken for compiled.
  mkdir "$work/sources"
  cp -R src Cargo.lock "$work/sources/"
  build_files "$work/files"
  place "$work"
  echo "$stamp" >"$engine_dir/stamp"
}

# Everything that can change the result, tool versions included.
inputs_digest() {
  {
    find src www scripts Cargo.toml Cargo.lock package-lock.json custom-elements-manifest.config.mjs -type f \
      -not -path 'www/articles/*' | LC_ALL=C sort | file_digests
    rustc -vV
    if have_std_source; then echo "a standard library of its own"; fi
    wasm-bindgen --version
  } | digest
}

# build_files DIR
build_files() {
  local dir=$1
  mkdir -p "$dir/glue"
  compile
  # `bundler`: www/engine.js starts the module itself. What `web` has for that takes modules
  # of all kinds, which is 0.3 KB more.
  wasm-bindgen "$wasm_target_dir/wasm32-unknown-unknown/engine/findling.wasm" \
    --target bundler --no-typescript \
    --remove-name-section --remove-producers-section \
    --out-dir "$dir/glue" --out-name findling
  # shellcheck disable=SC2086 # a list of options
  wasm-opt -Oz --converge $wasm_size $wasm_features --strip-debug --strip-producers \
    --strip-target-features "$dir/glue/findling_bg.wasm" -o "$dir/engine.wasm"
  rm "$dir/glue/findling_bg.wasm"
  bundle_scripts "$dir"
  copy_static_files "$dir"
  describe_element "$dir/glue"
  node scripts/sizes.mjs "$dir"
}

# The same sources give the same bytes wherever they lie:
# paths of this machine are left out.
#
# --crate-type: as long as an rlib is made too, cargo leaves out LTO, and the
# engine is twice the size. No strip: wasm-bindgen reads the section in which
# the linker names the WebAssembly features; wasm-opt strips it afterwards.
compile() {
  quietly cargo fetch --locked
  # shellcheck disable=SC2086 # a list of options
  if have_std_source && compile_with "$small_std_flags" $small_std; then
    return
  fi
  note "without a standard library of its own: about 7 KB larger"
  compile_with ""
}

# The standard library is built along, for size, and without the texts of panics,
# which nothing in the engine should cause. That takes flags of nightly compilers.
small_std='-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size'
small_std_flags=-Zunstable-options${flag_separator}-Cpanic=immediate-abort

# Loads that are there only now and then are not copied to the other way into a block: a
# third of a kilobyte (brotli) less. To leave out the strength reduction of loops as well
# (-disable-lsr) would be half a kilobyte less, but make queries 4 % slower.
llvm_size=-Cllvm-args=-enable-load-pre=false

# compile_with RUSTFLAGS [OPTION…]
compile_with() {
  local flags
  flags=$(remap_flags)${1:+$flag_separator$1}
  shift
  RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$wasm_target_dir CARGO_ENCODED_RUSTFLAGS=$flags \
    CARGO_PROFILE_ENGINE_STRIP=none \
    cargo rustc --quiet --locked --lib --crate-type cdylib --profile engine \
    --target wasm32-unknown-unknown --features wasm "$@" -- "$llvm_size"
}

# bundle_scripts DIR
bundle_scripts() {
  node scripts/styles.mjs www/search-widget.css "$1/glue/search-widget.css"
  script "$1" findling.js findling.js --format=esm
  script "$1" api.js findling.engine.js --format=esm
  # A classic script has the encoding of its page.
  script "$1" offline.js findling.offline.js --format=iife --charset=ascii
  script "$1" opensearch.js findling.opensearch.js --format=esm
  script "$1" service-worker/worker.js findling.sw.js --format=iife
  script "$1" register.js findling.register.js
  # What is imported by address is not there yet, see load() in it.
  script "$1" preview.js preview.js --format=iife --external:./findling.js
  # To be measured by itself.
  script "$1" search-widget.js glue/search-widget.js --format=esm
}

# script DIR FROM TO OPTION…
script() {
  local dir=$1 from=$2 to=$3
  shift 3
  bundle_script "$dir/glue" "www/$from" "$dir/$to" --minify "$@"
}

# copy_static_files DIR: what needs no bundling. The preview's styles, like its script,
# are a file of their own because a site's Content-Security-Policy may refuse
# what stands in the page.
copy_static_files() {
  local file
  cp www/index.html www/preview.css www/icon.svg www/*.d.ts "$1/"
  for file in www/i18n/*.json; do
    cp "$file" "$1/findling.${file##*/}"
  done
  rm "$1/findling.en.json" # in the scripts
}

# describe_element DIR: custom-elements.json, for editors and docs/widget.md.
describe_element() {
  local made
  mkdir -p target
  made=$(mktemp -d "$PWD/target/manifest.XXXXXX")
  # It takes its folder for one below this.
  quietly cem analyze --quiet --outdir "${made#"$PWD/"}"
  mv "$made/custom-elements.json" "$1/"
  rmdir "$made"
}

# place DIR: puts the finished folder where the old one was; if the files are
# equal, the old ones stay, so that cargo has no reason to embed them anew.
place() {
  rm -f "$engine_dir/stamp"
  if same_files "$1" "$engine_dir"; then
    note "the same bytes as before"
    rm -rf "$engine_dir/sources"
    mv "$1/sources" "$engine_dir/sources"
    return
  fi
  rm -rf "$engine_dir"
  mv "$1" "$engine_dir"
}

# same_files DIR DIR
same_files() {
  diff -rq "$1/files" "$2/files" >/dev/null 2>&1
}

main
