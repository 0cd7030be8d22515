/** What a server answers → results as the engine gives them: plain text, and where it matched. */
import { MARKS, PASSAGE, SECTIONS } from './opensearch-body.js';

/** @import { Excerpt, Facet, Hit, SectionHit } from './findling' */
/** @import { Json } from './opensearch-body.js' */

/** Letters of a word that is looked for within others too. */
const PART = 4;

/**
 * @param {Json} hit
 * @param {string} words what was asked for
 * @returns {Hit}
 */
export function hitOf(hit, words) {
  const { id, title, lang, date, sections, ...source } = hit._source ?? {};
  const url = source.url ?? '';
  return {
    id: id ?? hit._id,
    url,
    title: title ?? '',
    score: hit._score ?? 0,
    lang: lang ?? '',
    date: (date ?? '').slice(0, 10),
    ...(sections ? found(sections, url, words) : shown(hit, url)),
  };
}

/**
 * The passage and the sections that the server chose.
 *
 * @param {Json} hit
 * @param {string} url
 */
function shown(hit, url) {
  const passages = Object.values(hit.highlight ?? {}).map(([passage]) => marked(passage));
  // In one of several languages a text is read as it should be.
  const excerpt = passages.sort((a, b) => b.marks.length - a.marks.length)[0] ?? { text: '', marks: [] };
  const inner = hit.inner_hits?.sections?.hits?.hits ?? [];
  return { excerpt, sections: sectionHits(inner.map((/** @type {Json} */ { _source }) => _source), url) };
}

/**
 * The same, chosen here, for servers that do not.
 *
 * @param {Json[]} sections
 * @param {string} url
 * @param {string} words
 */
function found(sections, url, words) {
  const pattern = patternOf(words);
  const counted = sections.map((section) => ({ section, count: places(`${section.heading}\n${section.text}`, pattern).length }));
  const best = counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  const texts = [...best.map(({ section }) => section), ...sections].map(({ text }) => text);
  const text = texts.find((text) => places(text, pattern).length > 0) ?? texts.find(Boolean) ?? '';
  return { excerpt: passage(text, pattern), sections: sectionHits(best.map(({ section }) => section), url) };
}

/**
 * @param {Json[]} sections
 * @param {string} url
 * @returns {SectionHit[]}
 */
function sectionHits(sections, url) {
  // An address that has a place in its page already leads there.
  const address = (/** @type {string} */ anchor) => (url.includes('#') ? url : `${url}#${encodeURIComponent(anchor)}`);
  return sections
    .filter(({ heading, anchor }) => heading && anchor)
    .slice(0, SECTIONS)
    .map(({ heading, anchor }) => ({ heading, url: address(anchor) }));
}

/**
 * A text with characters around its matches → without them, and where they are.
 *
 * @param {string} passage
 * @returns {Excerpt}
 */
export function marked(passage) {
  const [open, close] = MARKS;
  /** @type {[number, number][]} */
  const marks = [];
  let text = '';
  let start = -1;
  for (const piece of passage.split(new RegExp(`([${open}${close}])`, 'u'))) {
    if (piece === open) start = text.length;
    else if (piece === close && start >= 0) marks.push([start, text.length]);
    if (piece === close) start = -1;
    if (piece !== open && piece !== close) text += piece;
  }
  return { text, marks: marks.filter(([start, end]) => end > start) };
}

/**
 * What matches any of the words, short ones only at the beginning of others.
 *
 * @param {string} words
 * @returns {RegExp | null}
 */
function patternOf(words) {
  const escaped = words.match(/[\p{L}\p{N}\p{M}]+/gu)?.map((word) => (word.length < PART ? `(?<![\\p{L}\\p{N}])${word}` : word));
  return escaped ? new RegExp(escaped.join('|'), 'giu') : null;
}

/**
 * @param {string} text
 * @param {RegExp | null} pattern
 * @returns {[number, number][]}
 */
function places(text, pattern) {
  return pattern ? Array.from(text.matchAll(pattern), ({ index, 0: { length } }) => [index, index + length]) : [];
}

/**
 * The part of a text that holds the most of the words.
 *
 * @param {string} text
 * @param {RegExp | null} pattern
 * @returns {Excerpt}
 */
function passage(text, pattern) {
  const matches = places(text, pattern);
  const start = Math.max(0, bestOf(text, matches) - PASSAGE / 4);
  // Words stay whole, unless they are as long as what stands before them may be.
  const from = start && Math.max(text.lastIndexOf(' ', start) + 1, start - PASSAGE / 4);
  const last = from + PASSAGE < text.length ? text.lastIndexOf(' ', from + PASSAGE) : text.length;
  const to = last > from + PASSAGE / 2 ? last : from + PASSAGE;
  const before = from ? '…' : '';
  const shift = before.length - from;
  return {
    text: before + text.slice(from, to) + (to < text.length ? '…' : ''),
    marks: matches.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start + shift, end + shift]),
  };
}

/**
 * The match from which on there are the most different ones.
 *
 * @param {string} text
 * @param {[number, number][]} matches
 * @returns {number} where it begins; 0 if there is none
 */
function bestOf(text, matches) {
  let best = { from: 0, different: 0 };
  for (const [i, [from]] of matches.entries()) {
    const near = new Set();
    for (let j = i; j < matches.length && matches[j][1] <= from + PASSAGE / 2; j += 1) {
      near.add(text.slice(...matches[j]).toLowerCase());
    }
    if (near.size > best.different) best = { from, different: near.size };
  }
  return best.from;
}

/**
 * @param {Json | undefined} aggregations
 * @returns {Facet[]}
 */
export function facetsOf(aggregations = {}) {
  return Object.entries(aggregations)
    .map(([name, { buckets = [] }]) => ({ name, values: buckets.map(valueOf) }))
    .filter(({ values }) => values.length > 0);
}

/** @param {Json} bucket */
function valueOf({ key, doc_count }) {
  return { value: String(key), count: doc_count };
}

/**
 * A text with the words that the index lacks replaced by the nearest ones that it has. One that
 * goes on to be such a word is unfinished, and not wrong.
 *
 * @param {string} text that was sent
 * @param {Json | undefined} suggest
 * @returns {string | null} null if it has them all, or none that is near
 */
export function correctedBy(text, suggest) {
  const isWrong = (/** @type {Json} */ { text, options: [best] }) => best && !best.text.startsWith(text);
  // From the end on, so that what is before stays where it is.
  const wrong = (suggest?.words ?? []).filter(isWrong).sort((/** @type {Json} */ a, /** @type {Json} */ b) => b.offset - a.offset);
  const corrected = wrong.reduce((/** @type {string} */ all, /** @type {Json} */ entry) => replace(all, entry, entry.options[0].text), text);
  return wrong.length ? corrected : null;
}

/** What stands before a word that is excluded. */
const EXCLUDING = /(^|\s)[-−](\S*|"[^"]*)$/;

/**
 * The text with one word replaced, for each word that is near one and not excluded.
 *
 * @param {string} text
 * @param {Json | undefined} suggest
 */
export function othersBy(text, suggest) {
  const entries = /** @type {Json[]} */ (suggest?.words ?? []).filter(({ offset }) => !EXCLUDING.test(text.slice(0, offset)));
  return entries.flatMap((entry) =>
    entry.options.map((/** @type {Json} */ option) => ({ kind: /** @type {const} */ ('word'), text: replace(text, entry, option.text), count: option.freq })),
  );
}

/**
 * @param {string} text
 * @param {Json} entry
 * @param {string} word
 */
function replace(text, { offset, length }, word) {
  return text.slice(0, offset) + word + text.slice(offset + length);
}
