# shellcheck shell=bash
# What the other scripts share: messages, timed steps, small portable helpers.
# Written for bash 3.2, the one that macOS has.

target_dir=${CARGO_TARGET_DIR:-$PWD/target}
engine_dir=${FINDLING_ENGINE_DIR:-$PWD/target/engine}
# shellcheck disable=SC2034 # build.sh and checks.sh write there
out=${FINDLING_OUT:-dist}
# shellcheck disable=SC2034 # build.sh and checks.sh run it
findling=$target_dir/release/findling
tools_dir=$PWD/.tools

# The oldest browsers that scripts are built for: the first with light-dark() and :has() in
# styles, without which there is no element (www/define.js). docs/widget.md names them.
browsers=es2022,chrome123,firefox121,safari17.5

export CARGO_TARGET_DIR=$target_dir
export FINDLING_ENGINE_DIR=$engine_dir
export PATH=$tools_dir/bin:$PWD/node_modules/.bin:$PATH

say() { printf '%s\n' "$*"; }

note() { printf '    %s\n' "$*"; }

fail() {
  printf 'build.sh: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# first_of NAME…: the path of the first of these programs that exists.
first_of() {
  local name
  for name in "$@"; do
    if [ -n "$name" ] && have "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

# within SECONDS COMMAND…: ends COMMAND when its time is over or this script is ended, first as
# Ctrl-C does, ten seconds later by force. Of what it has started nothing remains. macOS has
# no timeout(1); perl is on every system that has git.
within() {
  perl -e '
    my ($seconds, $signal) = (shift, "INT");
    my $child = fork // die "fork: $!";
    if (!$child) { setpgrp; exec @ARGV or exit 127 }
    $SIG{$_} = sub { kill $signal, -$child; $signal = "KILL"; alarm 10 } for qw(ALRM INT TERM HUP);
    alarm $seconds;
    waitpid $child, 0;
    my $status = $?;
    kill KILL => -$child;
    exit($status & 127 ? 128 + ($status & 127) : $status >> 8)' "$@"
}

# quietly COMMAND…: shows what COMMAND printed only if it failed.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [ "$status" = 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

# SHA-256 of what comes in.
digest() {
  if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# Reads file names, writes each with its SHA-256.
file_digests() {
  while IFS= read -r file; do
    printf '%s %s\n' "$(digest <"$file")" "$file"
  done
}

# What cargo expects between the flags of CARGO_ENCODED_RUSTFLAGS.
flag_separator=$(printf '\037')

# Flags for rustc that replace the paths of this machine by neutral ones in
# everything that it writes. The last flag that fits counts: the first one is
# for a registry that cargo has yet to create.
remap_flags() {
  local registry=${CARGO_HOME:-$HOME/.cargo}/registry/src dir
  printf -- '--remap-path-prefix=%s=/crates%s' "$registry" "$flag_separator"
  for dir in "$registry"/*; do
    printf -- '--remap-path-prefix=%s=/crates%s' "$dir" "$flag_separator"
  done
  printf -- '--remap-path-prefix=%s=/findling' "$PWD"
}

# Whether the source of the standard library is at hand, to be built along.
have_std_source() {
  [ -e "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]
}

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v name="\"$1\"" '$1 == "name" { found = $3 == name }
    found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# Steps: one line each while they run, a table at the end. A failed step ends
# the run; scripts/checks.sh goes on with the next check instead.
step_table=''

# step NAME WHAT COMMAND…
step() {
  local name=$1 what=$2 start=$SECONDS
  shift 2
  say "==> $name: $what"
  current_step=$name
  "$@"
  current_step=''
  add_step "$name" ok $((SECONDS - start))
}

# add_step NAME RESULT SECONDS
add_step() {
  step_table="$step_table$(printf '  %-13s %-7s %4d s' "$@")
"
}

print_steps() {
  printf '\n%s' "$step_table"
  printf '  %-13s %-7s %4d s\n' 'in all' '' "$SECONDS"
}

# Says which step an unexpected end happened in.
on_exit() {
  local status=$?
  if [ "$status" != 0 ] && [ -n "${current_step-}" ]; then
    print_steps
    say "build.sh: step '$current_step' failed (exit code $status), see above"
  fi >&2
}
trap on_exit EXIT

# bundle_script GLUE FROM TO OPTION…: esbuild makes one script of several; GLUE is the folder with
# what the engine's build has made for them.
bundle_script() {
  local glue=$1 from=$2 to=$3
  shift 3
  esbuild "$from" --bundle --target="$browsers" --charset=utf8 --legal-comments=none \
    --alias:findling-glue="$glue/findling_bg.js" \
    --alias:findling-styles="$glue/search-widget.css" --loader:.css=text \
    --log-level=warning --outfile="$to" "$@"
}
