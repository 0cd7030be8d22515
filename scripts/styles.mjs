// Writes the widget's styles as small as they get:
//   node scripts/styles.mjs FROM TO
// Beyond what esbuild does, the values of custom properties lose their blanks, and properties that are
// nobody else's (--_accent) are called by letters; those that scripts set keep their names.
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const SET_BY_SCRIPTS = ['--_theirs', '--_shift', '--_height', '--_top'];

const [from, to] = process.argv.slice(2);
const { code } = transformSync(readFileSync(from, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
const names = new Set([...code.matchAll(/--_[a-z-]+/g)].map(([name]) => name));
for (const name of SET_BY_SCRIPTS) names.delete(name);
const short = new Map([...names].map((name, at) => [name, `--_${at.toString(36)}`]));
const small = code
  .replace(/, /g, ',')
  .replace(/(--[\w-]+:) /g, '$1')
  .replace(/--_[a-z-]+/g, (name) => short.get(name) ?? name);
writeFileSync(to, small);
