// Writes the widget's styles as small as they get:
//   node scripts/styles.mjs FROM TO
// Beyond what esbuild does, the values of custom properties lose their blanks, and properties that are
// nobody else's (--_accent) are called by letters; those that scripts beside FROM set keep their names.
// The unit rem is r, as the element puts another length in its place anyway.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

const OWN = /--_[a-z-]+/g;

const [from, to] = process.argv.slice(2);
const { code } = transformSync(readFileSync(from, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
const names = new Set(code.match(OWN));
for (const file of readdirSync(dirname(from)).filter((name) => name.endsWith('.js'))) {
  for (const name of readFileSync(join(dirname(from), file), 'utf8').match(OWN) ?? []) names.delete(name);
}
const short = new Map([...names].map((name, at) => [name, `--${at.toString(36)}`]));
const small = code
  .replace(/, /g, ',')
  .replace(/(--[\w-]+:) /g, '$1')
  .replace(/(?<=\d)rem/g, 'r')
  .replace(OWN, (name) => short.get(name) ?? name);
writeFileSync(to, small);
