#!/usr/bin/env bash
# Installs the npm package into a site that Vite builds, a copy of examples/sites/vite, and builds it:
#   scripts/install.sh TARBALL
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck source=scripts/common.sh
. scripts/common.sh

tarball=$1
site=$target_dir/vite-site

rm -rf "$site"
cp -R examples/sites/vite "$site"
cp .npmrc "$site/"
cd "$site"
quietly npm ci --no-audit --no-fund --ignore-scripts
quietly npm install --no-audit --no-fund --ignore-scripts "$tarball"

# What it exports is found, also by programs without a page.
node --input-type=module --eval "
  import 'findling/define';
  import { bundle, define, FindlingSearch } from 'findling';
  import { openSearchEngine } from 'findling/opensearch';
  for (const it of [bundle, define, FindlingSearch, openSearchEngine]) if (typeof it !== 'function') throw new Error(String(it));
  for (const it of ['i18n/de.json', 'custom-elements.json', 'package.json']) {
    await import('findling/' + it, { with: { type: 'json' } });
  }"
tsc --noEmit --strict --target es2022 --module esnext --moduleResolution bundler \
  --lib es2022,dom,dom.iterable --types '' main.ts
quietly npm run build
note "$(npx findling --version), in $(du -sh node_modules/findling | cut -f 1)"
