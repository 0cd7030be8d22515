#!/bin/bash
# What a site would deploy: called by the harness with a folder of pages and one to write to.
set -eu
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
exec "${FINDLING:-$here/../../../target/release/findling}" build "$1" --out "$2/findling" --base-url / --no-cache --quiet
