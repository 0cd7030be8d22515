#!/bin/bash
# Findling beside other search engines, in Chromium, in one run:
#
#   benches/browser/compare.sh HARNESS SITES [CORPUS [ROUNDS [ENGINES]]]
#
# HARNESS is a folder with the bench harness (bench.mjs, adapters/), SITES one with the archives
# of pages that its corpora.sh unpacks. Both stay as they are: the harness is copied to
# target/compare, where its results lie then. CORPUS is gimp-de (the default), gnad-1k or
# gesetze-10k, or a folder of pages; ENGINES are names of adapters, with commas.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

harness=$1 sites=$2 corpus=${3-gimp-de} rounds=${4-3}
engines=${5-findling,pagefind,minisearch,minisearch-lite,flexsearch,orama,lunr}
work=$PWD/target/compare

cargo build --quiet --release --features cli
mkdir -p "$work"
cp -R "$harness/." "$work"
ln -sfn "$PWD/benches/browser/findling" "$work/adapters/findling"
cd "$work"
[ -d node_modules ] || npm install --no-package-lock --silent
if [ -d "$corpus" ]; then
  mkdir -p work/corpora
  cp -R "$corpus" work/corpora/
  corpus=$(basename "$corpus")
elif ! [ -d "work/corpora/$corpus" ]; then
  # It also fails where one of its corpora is not installed.
  SITES=$sites bash corpora.sh || [ -d "work/corpora/$corpus" ]
fi
node bench.mjs --corpus "$corpus" --engines "$engines" --rounds "$rounds"
cat "results/$corpus.md"
