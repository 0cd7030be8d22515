// Prints the sizes of what visitors load, and fails when it outgrows its limits:
//   node scripts/sizes.mjs DIR [FILE=MAX_BROTLI_BYTES…]
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const SERVED = /\.(wasm|js)$/;

const [dir, ...limits] = process.argv.slice(2);
const maxima = new Map(limits.map((limit) => limit.split('=')));

function sizes(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

function row(name, { raw, gzip, brotli }) {
  const cells = [raw, gzip, brotli].map((bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(11));
  return `    ${name.padEnd(22)}${cells.join('')}`;
}

/** Whether the file keeps to its limit, if it has one. */
function check(name, { brotli }) {
  const max = Number(maxima.get(name) ?? Infinity);
  maxima.delete(name);
  if (brotli <= max) return true;
  console.error(`${join(dir, name)}: ${brotli} bytes as brotli, at most ${max} are allowed`);
  return false;
}

console.log(`    ${dir}\n    ${'file'.padEnd(22)}        raw       gzip     brotli`);
let kept = true;
const served = readdirSync(dir).filter((name) => SERVED.test(name));
for (const name of [...new Set([...served, ...maxima.keys()])].sort()) {
  if (!statSync(join(dir, name), { throwIfNoEntry: false })?.isFile()) continue;
  const measured = sizes(readFileSync(join(dir, name)));
  console.log(row(name, measured));
  kept = check(name, measured) && kept;
}
for (const name of maxima.keys()) {
  console.error(`${join(dir, name)}: there is no such file, expected by its size limit`);
  kept = false;
}
process.exit(kept ? 0 : 1);
