# shellcheck shell=bash
# shellcheck disable=SC2154 # directories are set by common.sh
# Build tools: programs in .tools/bin, Node packages in node_modules, browsers
# for the tests.

wasm_pack_version=0.15.1
geckodriver_version=0.37.1
mdbook_version=0.5.4

prepare_tools() {
  local wasm_bindgen_version
  wasm_bindgen_version=$(locked_version wasm-bindgen)
  # Its own lock file may name versions that were withdrawn since: not --locked.
  cargo_tool wasm-bindgen wasm-bindgen-cli "$wasm_bindgen_version"
  cargo_tool wasm-pack wasm-pack "$wasm_pack_version" --locked
}

# cargo_tool PROGRAM CRATE VERSION [OPTION…]: installs unless this very version is there.
cargo_tool() {
  local program=$1 crate=$2 version=$3
  shift 3
  has_version "$program" "$version" && return
  note "cargo install $crate $version"
  # Tools that run for seconds: quick to compile counts more than quick to run.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_TARGET_DIR=$target_dir/tools \
    quietly cargo install "$crate" --version "$version" --root "$tools_dir" --force "$@"
  has_version "$program" "$version" || fail "$program $version was installed but does not run"
}

# has_version PROGRAM VERSION. All of its output is taken before it is looked
# at: a program whose reader goes away early may fail for that.
has_version() {
  local output
  have "$1" && output=$("$1" --version 2>/dev/null) || return 1
  case ${output%%$'\n'*} in *" $2"* | *" v$2"*) ;; *) return 1 ;; esac
}

# npm writes node_modules/.package-lock.json last, so ours stands beside it.
prepare_packages() {
  local stamp=node_modules/.findling-lock
  cmp -s package-lock.json "$stamp" && return
  quietly npm ci --no-audit --no-fund --ignore-scripts
  cp package-lock.json "$stamp"
}

# What the sites of examples/sites are built with.
prepare_site_tools() {
  cargo_tool mdbook mdbook "$mdbook_version" --locked --no-default-features
  prepare_mkdocs examples/sites/mkdocs/requirements.txt
  prepare_eleventy examples/sites/eleventy/package.json examples/sites/eleventy/package-lock.json
}

# prepare_mkdocs REQUIREMENTS: in an environment of its own.
prepare_mkdocs() {
  local dir=$tools_dir/mkdocs
  cmp -s "$1" "$dir/installed" && return
  note "pip install: mkdocs"
  rm -rf "$dir"
  if ! python3 -m venv "$dir" >/dev/null 2>&1; then
    if have_debian_package python3-venv; then install_debian_packages python3-venv; fi
    quietly python3 -m venv "$dir"
  fi
  quietly "$dir/bin/pip" install --no-deps --requirement "$1"
  cp "$1" "$dir/installed"
}

# prepare_eleventy PACKAGE LOCK
prepare_eleventy() {
  local dir=$tools_dir/eleventy
  cmp -s "$2" "$dir/installed" && return
  note "npm ci: eleventy"
  rm -rf "$dir"
  mkdir -p "$dir"
  cp "$1" "$2" .npmrc "$dir/"
  (cd "$dir" && quietly npm ci --no-audit --no-fund --ignore-scripts)
  cp "$2" "$dir/installed"
}

# Finds the browsers and drivers that the tests use, and exports their paths.
prepare_browsers() {
  find_browsers
  if [ -z "$CHROME$CHROMEDRIVER" ] || [ -z "$FIREFOX" ]; then
    install_debian_browsers
    find_browsers
  fi
  [ -n "$CHROME" ] || fail "no Chrome or Chromium found; install one, or set CHROME to its path"
  [ -n "$FIREFOX" ] || fail "no Firefox found; install it, or set FIREFOX to its path"
  if [ -z "$GECKODRIVER" ]; then
    cargo_tool geckodriver geckodriver "$geckodriver_version" --locked
    GECKODRIVER=$tools_dir/bin/geckodriver
  fi
  export CHROME CHROMEDRIVER HEADLESS_SHELL FIREFOX GECKODRIVER
  note "Chrome: $CHROME (driver: ${CHROMEDRIVER:-fetched by wasm-pack})"
  note "for stories: ${HEADLESS_SHELL:-$CHROME}"
  note "Firefox: $FIREFOX (driver: $GECKODRIVER)"
}

# WebKit, which only Debian's packages bring with a driver; it wants a screen.
prepare_webkit() {
  if ! find_webkit && have_debian_package webkit2gtk-driver; then
    install_debian_packages webkit2gtk-driver xvfb xauth || true
  fi
  find_webkit || fail "no WebKitWebDriver with xvfb-run found; on Debian or Ubuntu run build.sh as" \
    "root once, it then installs them; elsewhere name the checks to run without 'everywhere'"
  export WEBKITDRIVER
  note "WebKit: $WEBKITDRIVER"
}

find_webkit() {
  WEBKITDRIVER=$(first_of "${WEBKITDRIVER-}" WebKitWebDriver) && have xvfb-run
}

find_browsers() {
  local apps=/Applications
  CHROME=$(first_of "${CHROME-}" chromium chromium-browser google-chrome google-chrome-stable \
    "$apps/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "$apps/Chromium.app/Contents/MacOS/Chromium") || CHROME=''
  # Chromium without windows, in which stories take half as long.
  HEADLESS_SHELL=$(first_of "${HEADLESS_SHELL-}" chromium-headless-shell) || HEADLESS_SHELL=''
  FIREFOX=$(first_of "${FIREFOX-}" firefox firefox-esr \
    "$apps/Firefox.app/Contents/MacOS/firefox") || FIREFOX=''
  CHROMEDRIVER=$(first_of "${CHROMEDRIVER-}" chromedriver) || CHROMEDRIVER=''
  GECKODRIVER=$(first_of "${GECKODRIVER-}" geckodriver) || GECKODRIVER=''
}

# Debian's browsers, where nothing else is there; without root rights it is
# left to the messages of prepare_browsers.
install_debian_browsers() {
  local wanted=''
  have_debian_package chromium || return 0
  [ -n "$CHROME" ] && [ -n "$CHROMEDRIVER" ] || wanted='chromium chromium-driver'
  # Older systems have none; stories run in Chromium then.
  [ -n "$HEADLESS_SHELL" ] || ! have_debian_package chromium-headless-shell ||
    wanted="$wanted chromium-headless-shell"
  [ -n "$FIREFOX" ] || wanted="$wanted firefox-esr"
  # shellcheck disable=SC2086 # a list of names
  install_debian_packages $wanted || true
}
