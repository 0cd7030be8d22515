// Queries like those of visitors, drawn from what articles say: the same ones
// for the same articles, and none for a language or a subject in particular.

/**
 * @typedef {{ title: string, text: string }} Article a title and a passage
 * @typedef {{ kind: string, text: string }} Query
 */

/** Letters of a text that somebody pastes into the field. */
const PASTED = 5000;

/** Attempts at a query; a passage may be too short for one of its kind. */
const ATTEMPTS = 100;

/** How many queries of each kind, and how one is drawn. */
const KINDS = /** @type {[string, number, (draw: Draw) => string][]} */ ([
  ['word', 100, (draw) => draw.word(4)],
  ['pair', 60, pair],
  ['prefix', 60, (draw) => begin(draw.word(7), 3 + draw.number(4))],
  ['misspelt', 60, (draw) => misspell(draw, draw.word(5))],
  ['misspelt twice', 40, (draw) => misspell(draw, misspell(draw, draw.word(8)))],
  ['12 words', 60, (draw) => draw.words(12)],
  ['1 or 2 letters', 30, (draw) => begin(draw.word(4), 1 + draw.number(2))],
  ['phrase', 30, phrase],
  ['paste', 10, paste],
]);

/** The kinds that somebody types, in the order of `KINDS`. */
export const TYPED = ['word', 'pair', 'prefix', 'misspelt', 'misspelt twice', '12 words'];

/**
 * @param {Article[]} articles
 * @param {number} [seed]
 * @returns {Query[]} no two are alike, but where there are too few articles for that
 */
export function sample(articles, seed = 1) {
  const known = new Set();
  return KINDS.flatMap(([kind, count, make], at) => {
    const draw = new Draw(articles, seed + at);
    return Array.from({ length: count }, () => {
      const text = draw.attempt(() => make(draw), known);
      known.add(text);
      return { kind, text };
    });
  });
}

/** Draws by chance that is the same in every run. */
class Draw {
  /** @type {string[]} */
  #texts;
  #state;

  /**
   * @param {Article[]} articles
   * @param {number} seed
   */
  constructor(articles, seed) {
    this.#texts = articles.flatMap(({ title, text }) => [title, text]).filter(Boolean);
    this.#state = seed;
  }

  /**
   * A whole number below `limit`, by the generator mulberry32.
   *
   * @param {number} limit
   */
  number(limit) {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /**
   * @template T
   * @param {ArrayLike<T>} list
   */
  of(list) {
    return list[this.number(list.length)];
  }

  text() {
    return this.of(this.#texts);
  }

  /**
   * The first result that is neither empty nor known, or else the last one.
   *
   * @param {() => string} make
   * @param {Set<string>} known
   */
  attempt(make, known = new Set()) {
    let text = '';
    for (let i = 0; i < ATTEMPTS; i += 1) {
      text = make() || text;
      if (text && !known.has(text)) break;
    }
    return text;
  }

  /**
   * A word of at least so many letters.
   *
   * @param {number} letters
   */
  word(letters) {
    return this.attempt(() => this.of(wordsOf(this.text()).filter((word) => word.length >= letters)));
  }

  /**
   * So many words that stand one after the other in one text, as they stand there.
   *
   * @param {number} count
   */
  words(count) {
    return this.attempt(() => {
      const words = this.text().split(/\s+/u).filter(Boolean);
      if (words.length < count) return '';
      const start = this.number(words.length - count + 1);
      return words.slice(start, start + count).join(' ');
    });
  }
}

/** @param {string} text */
function wordsOf(text) {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/**
 * Two words that stand close together.
 *
 * @param {Draw} draw
 */
function pair(draw) {
  const words = wordsOf(draw.words(8)).filter((word) => word.length >= 4);
  return words.length > 1 ? `${words[0]} ${words.at(-1)}` : '';
}

/** @param {Draw} draw */
function phrase(draw) {
  return `"${draw.words(2 + draw.number(3)).replace(/["“”„«»]/gu, '')}"`;
}

/** @param {Draw} draw */
function paste(draw) {
  let pasted = '';
  while (pasted.length < PASTED) pasted += `${draw.text()}\n`;
  return pasted.slice(0, PASTED);
}

/**
 * @param {string} word
 * @param {number} letters
 */
function begin(word, letters) {
  return word.slice(0, letters).toLowerCase();
}

/**
 * The word with two letters swapped, one missing, one doubled, or a wrong one.
 *
 * @param {Draw} draw
 * @param {string} word
 */
function misspell(draw, word) {
  const at = 1 + draw.number(word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 1)];
  return draw.of([
    before + next + letter + after.slice(1),
    before + after,
    before + letter + letter + after,
    before + draw.of('abcdefghijklmnopqrstuvwxyz') + after,
  ]);
}
