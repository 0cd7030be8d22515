# shellcheck shell=bash
# shellcheck disable=SC2154 # directories are set by common.sh
# A Rust compiler that builds for the machine itself and for the browser.
#
# Usually rustup has it, or fetches the missing target. Where rustup cannot
# download (behind a package mirror, say), Debian's own compiler does it: its
# packages lack a standard library for wasm32 but carry its source, from which
# the library is built once.

wasm_target=wasm32-unknown-unknown
# The program for Node is built for this one.
wasi_target=wasm32-wasip1
# Where Debian has the C library for it.
wasi_libc=/usr/lib/wasm32-wasi
# Programs of Debian's toolchain that must come before rustup's in PATH.
debian_programs='cargo cargo-clippy cargo-fmt clippy-driver rustc rustdoc rustfmt'

prepare_toolchain() {
  { have node && have npm; } ||
    fail "Node.js with npm (version 20.19 or later) is missing; install it, for example from nodejs.org"
  if can_build_wasm rustc; then
    note "$(rustc --version)"
  elif [ ! -e /etc/debian_version ]; then
    have rustup || fail "$(toolchain_advice)"
    add_target_by_rustup || fail "$(toolchain_advice)"
  else
    use_debian_toolchain || add_target_by_rustup ||
      { install_debian_toolchain && use_debian_toolchain; } || fail "$(toolchain_advice)"
  fi
  add_std_source_by_rustup
}

# The engine is a tenth smaller with a standard library of its own (engine.sh);
# where its source cannot be had, it is built all the same.
add_std_source_by_rustup() {
  have rustup && [ -d "$(rustup show home)" ] || return 0
  [ ! -e "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ] || return 0
  note "rustup component add rust-src"
  within 90 rustup component add rust-src >/dev/null 2>&1 ||
    note "rustup could not download it; the engine will be larger"
}

toolchain_advice() {
  cat <<TEXT
no Rust compiler builds for $wasm_target here. With rustup (rustup.rs):
    rustup target add $wasm_target
On Debian or Ubuntu run build.sh as root once, it then installs Debian's compiler.
TEXT
}

# can_build_wasm RUSTC [TARGET]: whether this compiler makes a module that uses std;
# it fails without the target, without a linker, and with the standard library
# of another version.
can_build_wasm() {
  local dir status=0 target=${2:-$wasm_target}
  have "$1" || return 1
  dir=$(mktemp -d)
  echo 'pub fn probe() -> String { String::from("wasm") }' |
    "$1" --edition 2024 --target "$target" --crate-type cdylib --crate-name probe \
      -o "$dir/probe.wasm" - >/dev/null 2>&1 || status=1
  rm -rf "$dir"
  return "$status"
}

# A minute is ample for the few megabytes; a closed network must not hang us.
add_target_by_rustup() {
  have rustup || return 1
  note "rustup target add $wasm_target"
  within 90 rustup target add "$wasm_target" >/dev/null 2>&1
  can_build_wasm rustc || { note "rustup could not download it" && return 1; }
}

# A compiler for the program that Node runs: rustup has it; else the standard library is built
# along, with Debian's C library.
prepare_wasi() {
  can_build_wasm rustc "$wasi_target" && return
  if have rustup; then
    note "rustup target add $wasi_target"
    within 90 rustup target add "$wasi_target" >/dev/null 2>&1 || true
    can_build_wasm rustc "$wasi_target" && return
  fi
  if [ ! -e "$wasi_libc/libc.a" ] && have_debian_package wasi-libc; then
    install_debian_packages wasi-libc || true
  fi
  { have_std_source && [ -e "$wasi_libc/libc.a" ]; } ||
    fail "no Rust compiler builds for $wasi_target here; with rustup: rustup target add $wasi_target"
  note "with a standard library that is built along, and Debian's wasi-libc"
}

# Puts Debian's compiler before any other in PATH if it can do the work.
use_debian_toolchain() {
  local name bin=$tools_dir/debian
  can_build_wasm /usr/bin/rustc && have_all_debian_programs || return 1
  mkdir -p "$bin"
  for name in $debian_programs; do
    ln -sf "/usr/bin/$name" "$bin/$name"
  done
  export PATH=$bin:$PATH
  # A choice of rustup's toolchain would be passed on to no one.
  unset RUSTUP_TOOLCHAIN
  note "$(rustc --version), from Debian"
}

have_all_debian_programs() {
  local name
  for name in $debian_programs; do
    [ -x "/usr/bin/$name" ] || return 1
  done
}

install_debian_toolchain() {
  have_debian_package rust-web-llvm || return 1
  install_debian_packages gcc libc6-dev rustc-web cargo-web rust-web-src rust-web-llvm \
    rust-web-clippy rustfmt-web || return 1
  # rust-lld is a link to the linker of one LLVM version, in a package of that name.
  install_debian_packages "$(readlink /usr/bin/rust-lld)" || return 1
  install_wasm_std /usr/bin "$(/usr/bin/rustc --print sysroot)/lib/rustlib/$wasm_target"
}

# have_debian_package NAME, by lists of today: those that came with the machine
# may name versions that are gone, and miss the security updates.
have_debian_package() {
  have apt-get && have apt-cache || return 1
  if [ -z "${debian_lists_updated-}" ]; then
    note "apt-get update"
    quietly as_root apt-get update || return 1
    debian_lists_updated=yes
  fi
  [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}

# --no-remove: never at the price of something the machine's owner installed.
install_debian_packages() {
  note "apt-get install $*"
  quietly as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends --no-remove "$@"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install_wasm_std BIN TO: builds the standard library with BIN's cargo and
# rustc, and places it as the folder TO of the sysroot.
install_wasm_std() {
  local work status=0
  note "building the standard library for $wasm_target (takes about 90 s)"
  work=$(mktemp -d)
  { compile_wasm_std "$1" "$work" && swap_in "$work/placed" "$2"; } || status=1
  rm -rf "$work"
  return "$status"
}

# compile_wasm_std BIN WORK: leaves the libraries in WORK/placed/lib.
#
# RUSTC_BOOTSTRAP: -Zbuild-std is a nightly flag; embed-bitcode: or the engine
# could not be linked with LTO; crate `test`: or no test could be built.
compile_wasm_std() (
  bin=$1
  cd "$2" || exit
  mkdir -p src placed/lib
  : >src/lib.rs
  printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n' >Cargo.toml
  unset RUSTUP_TOOLCHAIN RUSTC_WRAPPER CARGO_BUILD_TARGET
  PATH=$bin:$PATH RUSTC=$bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target \
    CARGO_ENCODED_RUSTFLAGS="-Cembed-bitcode=yes$flag_separator$(remap_flags)" \
    quietly "$bin/cargo" build --release --target "$wasm_target" \
    -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro || exit
  rm -f "target/$wasm_target"/release/deps/libempty-*
  cp "target/$wasm_target"/release/deps/*.rlib placed/lib/
)

# swap_in FROM TO: the whole folder or nothing; copied beside, then renamed.
swap_in() {
  as_root mkdir -p "$(dirname "$2")" &&
    as_root rm -rf "$2.new" && as_root cp -R "$1" "$2.new" &&
    as_root rm -rf "$2" && as_root mv "$2.new" "$2"
}
