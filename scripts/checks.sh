# shellcheck shell=bash
# shellcheck disable=SC2154 # directories are set by common.sh
# The checks of `./build.sh test`. Each goes on after the one before has
# failed, and can be run alone: ./build.sh test NAME…

all_checks='fmt shell clippy clippy-wasm fuzz test doctest rustdoc types html docs deps sizes wasm-chrome wasm-firefox pages everywhere package recipes'

# shellcheck disable=SC2034 # build.sh asks what to prepare for a check
{
  checks_of_engine='clippy fuzz test doctest rustdoc html docs sizes pages everywhere package recipes'
  checks_of_page='html pages everywhere package recipes'
  checks_in_browsers='wasm-chrome wasm-firefox pages everywhere package recipes'
}

wasm_build=(--target wasm32-unknown-unknown --features wasm)

# The limits for what every visitor loads, in bytes as brotli: the engine, the widget by
# itself, with its styles and English texts, and the widget with the API.
size_limits=(engine.wasm=64400 glue/search-widget.js=12000 findling.js=16500)

passed=0
failed=''

# any_of LIST NAME…: whether a name is in the list.
any_of() {
  local list=" $1 " name
  shift
  for name in "$@"; do
    case $list in *" $name "*) return ;; esac
  done
  return 1
}

known_checks() {
  local name
  for name in "$@"; do
    any_of "$all_checks" "$name" || fail "there is no check '$name'; there are: $all_checks"
  done
}

run_checks() {
  local name
  for name in "$@"; do
    run_check "$name"
  done
  print_steps
  print_verdict
}

# run_check NAME. The check runs in a bash of its own, which stops at the first
# error: bash ignores errors in functions whose result is asked for.
run_check() {
  local name=$1 start=$SECONDS result=ok
  say "==> $name"
  if bash -euo pipefail -c '. scripts/common.sh; . scripts/checks.sh; "check_$1"' check "${name//-/_}"; then
    passed=$((passed + 1))
  else
    result=FAILED
    failed="$failed $name"
  fi
  add_step "$name" "$result" $((SECONDS - start))
}

print_verdict() {
  # shellcheck disable=SC2086 # a list of names
  set -- $failed
  printf '\n%d passed, %d failed\n' "$passed" $#
  [ $# = 0 ] && return
  say "failed:$failed; run them alone: ./build.sh test$failed" >&2
  exit 1
}

check_fmt() { cargo fmt --all --check; }

# A linter for scripts like these, where it is installed.
check_shell() {
  local script
  for script in build.sh .ci/run scripts/*.sh; do bash -n "$script" || return; done
  if have shellcheck; then shellcheck -x build.sh .ci/run scripts/*.sh; fi
}

check_clippy() { cargo clippy --quiet --all-targets --all-features -- -D warnings; }

check_clippy_wasm() {
  CARGO_TARGET_DIR=$target_dir/wasm \
    cargo clippy --quiet --lib --test wasm "${wasm_build[@]}" -- -D warnings
}

# That the fuzz targets compile; nothing is fuzzed.
check_fuzz() {
  CARGO_TARGET_DIR=$target_dir \
    cargo clippy --quiet --locked --manifest-path fuzz/Cargo.toml --no-default-features --bins -- -D warnings
}

check_test() { cargo test --features cli --lib --bins --tests --examples; }

check_doctest() { cargo test --features cli --doc; }

check_rustdoc() {
  RUSTDOCFLAGS='-D warnings' cargo doc --quiet --no-deps --all-features --document-private-items
}

# The declarations of the page's API are valid TypeScript, and what the scripts say of types holds.
check_types() {
  tsc --noEmit --strict --target es2022 --lib es2022,dom www/*.d.ts
  tsc --project www
  tsc --project www/service-worker
}

# The preview page, and the pages to read.
check_html() { html-validate "$out/index.html" "$out/pages/**/*.html"; }

# The tables of docs/widget.md are what the element says of itself, and it says all; the code map
# names each file.
check_docs() {
  node scripts/widget-docs.mjs "$engine_dir/files/glue/custom-elements.json" --check
  local file
  for file in src/*.rs www/*.*; do
    grep -qF "${file##*/}\`" ARCHITECTURE.md && continue
    say "ARCHITECTURE.md does not name $file in its code map" >&2
    return 1
  done
}

# The parser of an HTML page, say, must never reach the browser: what does is
# listed in scripts/browser-crates.txt.
check_deps() {
  local crates
  crates=$(cargo tree --quiet "${wasm_build[@]}" --edges normal,no-proc-macro --prefix none \
    --format '{p}' | cut -d ' ' -f 1 | LC_ALL=C sort -u)
  grep -v '^#' scripts/browser-crates.txt | diff - <(say "$crates") && return
  say 'the crates that reach the browser changed (> is new); if that is right,' \
    'adapt scripts/browser-crates.txt' >&2
  return 1
}

check_sizes() {
  node scripts/sizes.mjs "$engine_dir/files" "${size_limits[@]}"
  no_machine_paths "$engine_dir/files/engine.wasm"
}

# no_machine_paths FILE…: that no folder of this machine is named in them.
no_machine_paths() {
  local path
  for path in "$PWD" "$HOME"; do
    if [ "$path" != / ] && grep -lF "$path" "$@"; then
      say "these files name the folder $path of this machine: what was compiled into" \
        "them (a standard library built by hand?) lacks --remap-path-prefix" >&2
      return 1
    fi
  done
}

# The test runner takes the first driver that the environment names, whatever the browser.
check_wasm_chrome() { (unset GECKODRIVER && wasm_test --chrome --chromedriver "$CHROMEDRIVER"); }

check_wasm_firefox() { wasm_test --firefox --geckodriver "$GECKODRIVER"; }

# wasm_test --BROWSER --DRIVER PATH. wasm-bindgen is there, in .tools/; only a
# driver that is not found is left to wasm-pack to fetch.
wasm_test() {
  local browser=$1 driver=$2 path=$3
  set -- --mode no-install "$driver" "$path"
  [ -n "$path" ] || set --
  CARGO_TARGET_DIR=$target_dir/wasm within 900 \
    wasm-pack test --headless "$browser" "$@" . --features wasm --test wasm
}

# stories SECONDS COMMAND…: browser tests. When their time is nearly over they end by themselves,
# and say where they were.
stories() {
  local seconds=$1
  shift
  within "$seconds" "$@" --global-timeout $(((seconds - 30) * 1000))
}

check_pages() { stories 1300 playwright test --project chromium --project strict; }

# These need more than the others: what they install is their own affair.

# The core stories in the browsers that Playwright does not drive.
check_everywhere() {
  . scripts/toolchain.sh
  . scripts/tools.sh
  prepare_webkit
  stories 600 playwright test --project firefox
  stories 600 xvfb-run -a playwright test --project webkit
}

# The npm package says rightly what it holds, and a site that installs it works.
check_package() {
  local tarball
  . scripts/toolchain.sh
  prepare_wasi
  scripts/package.sh
  tarball=$(echo "$target_dir"/package/findling-*.tgz)
  publint "$tarball" --strict
  attw "$tarball" --profile esm-only --exclude-entrypoints ./custom-elements.json
  scripts/install.sh "$tarball"
  stories 300 playwright test --project package
}

# Sites as they are built by others, with the search put in as docs/recipes.md says.
check_recipes() {
  . scripts/toolchain.sh
  . scripts/tools.sh
  prepare_site_tools
  scripts/recipes.sh
  stories 300 playwright test --project recipes
}
