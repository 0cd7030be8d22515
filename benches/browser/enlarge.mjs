// A larger site of the same kind, to see how things grow:
//
//   node benches/browser/enlarge.mjs PAGES OUT TIMES
//
// Writes every .html file below PAGES into OUT, TIMES over, each time into a folder of its own.
// The first copies are as they were. In each of the others one word in four, of those with
// five letters or more, has other vowels, the same ones wherever it stands in that copy: so
// the vocabulary grows about as it does on a larger site, while frequent words stay as
// frequent, and no two copies of a page have the same sentences.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const VOWELS = 'aeiou';
const WORD = /\p{L}{5,}/gu;
/** Tags with what is in them, and references to characters. */
const MARKUP = /(<[^>]*>|&\w+;)/;

const [pages, out, times] = process.argv.slice(2);
if (!(Number(times) >= 1)) {
  console.error('usage: node benches/browser/enlarge.mjs PAGES OUT TIMES');
  process.exit(2);
}

/** @param {string} text */
function number(text) {
  return createHash('sha256').update(text).digest().readUInt32LE();
}

/** @param {number} copy */
function alter(copy) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return (/** @type {string} */ word) => {
    let altered = known.get(word);
    if (altered === undefined) {
      const hash = number(`${copy} ${word.toLowerCase()}`);
      altered = hash % 4 ? word : word.replace(/[aeiou]/g, (vowel) => turned(vowel, 1 + ((hash >>> 2) % 4)));
      known.set(word, altered);
    }
    return altered;
  };
}

/**
 * @param {string} vowel
 * @param {number} by
 */
function turned(vowel, by) {
  return VOWELS[(VOWELS.indexOf(vowel) + by) % VOWELS.length];
}

const files = readdirSync(pages, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
for (let copy = 0; copy < Number(times); copy += 1) {
  const altered = alter(copy);
  for (const path of files) {
    const parts = readFileSync(join(pages, path), 'utf8').split(MARKUP);
    // Text and markup take turns.
    const texts = parts.map((part, at) => (copy === 0 || at % 2 ? part : part.replace(WORD, altered)));
    const to = join(out, String(copy), path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, texts.join(''));
  }
}
console.log(`${files.length * Number(times)} pages in ${out}`);
