/**
 * What was typed → parts, as a search server shall look for them. There are no errors: what is
 * no filter is words.
 */

/**
 * @typedef {object} Part a word, a phrase, or the value of a filter
 * @property {string} text
 * @property {boolean} quoted its words stand side by side
 * @property {boolean} wildcard a `*` ended it: what begins so is meant
 * @property {boolean} unfinished the query ends with it
 * @property {string} name of the filter: `title`, `date` or a facet; empty for words
 */

/**
 * @typedef {object} Unit alternatives, of which one will do
 * @property {boolean} excluded none of them may be there
 * @property {Part[]} parts words and phrases, or filters
 */

const QUOTES = '"“”„«»';
const NAME = '\\p{L}[\\p{L}\\p{N}_-]*';

/** A minus, the name of a filter, and a phrase or a run of characters. */
const PART = new RegExp(`([-−])?(?:(${NAME}):)?(?:[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|([^\\s${QUOTES}]+))`, 'gu');

/** Alternatives to the value of a filter, with a minus before it; or another word, in which no name begins. */
const GROUP = new RegExp(`(?:(?<!\\S)([-−]))?(${NAME}:)\\(([^()]*)\\)?|[\\p{L}\\p{N}_]+(?:-+[\\p{L}\\p{N}_]+)*`, 'gu');

const OR = /^(OR|ODER)$/;

/** What a command's option has behind its minus, as in "rebase -i" or "--amend": it excludes nothing. */
const OPTION = /^(-|[a-z]\)*$)/i;

/** What a filter may be called beside its own name. */
const ALIASES = new Map([
  ['titel', 'title'],
  ['datum', 'date'],
  ['autor', 'author'],
  ['kategorie', 'category'],
  ['schlagwort', 'tag'],
  ['sprache', 'lang'],
  ['jahr', 'year'],
]);

/**
 * @param {string} query
 * @param {string[]} facets names by which can be filtered
 * @returns {Unit[]}
 */
export function parse(query, facets) {
  const names = new Set(['title', 'date', ...facets]);
  /** @type {Unit[]} */
  const units = [];
  let joined = false;
  for (const match of query.replace(GROUP, distribute).matchAll(PART)) {
    if (units.length && OR.test(match[0])) {
      joined = true;
      continue;
    }
    const unit = read(match, names, match.index + match[0].length === match.input.length);
    if (!unit) continue;
    const last = units.at(-1);
    if (joined && last && alike(last, unit)) last.parts.push(...unit.parts);
    else units.push(unit);
    joined = false;
  }
  return units;
}

/**
 * `tag:(a OR b)` is `tag:a OR tag:b`, `-tag:(a OR b)` is `-tag:a -tag:b`.
 *
 * @param {string} whole
 * @param {string | undefined} minus
 * @param {string | undefined} name with its colon
 * @param {string} inner
 */
function distribute(whole, minus, name, inner) {
  if (!name) return whole;
  const values = inner.match(new RegExp(`[${QUOTES}][^${QUOTES}]*[${QUOTES}]|\\S+`, 'g')) ?? [];
  if (minus) return values.filter((value) => !OR.test(value)).map((value) => minus + name + value).join(' ');
  return values.map((value) => (OR.test(value) ? value : name + value)).join(' ');
}

/**
 * @param {RegExpMatchArray} match
 * @param {Set<string>} names
 * @param {boolean} unfinished
 * @returns {Unit | null} null if there is nothing to look for
 */
function read([, minus, stated, phrase, run], names, unfinished) {
  const called = (stated ?? '').toLowerCase();
  const known = [called, ALIASES.get(called) ?? ''].find((name) => names.has(name)) ?? '';
  const value = (phrase ?? run).replace(/^\(+|\)+$/g, '');
  const text = known || !stated ? value : `${stated}:${value}`;
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  const quoted = phrase !== undefined;
  const wildcard = !quoted && text.endsWith('*');
  const isOption = !stated && !quoted && OPTION.test(run);
  return { excluded: Boolean(minus) && !isOption, parts: [{ text, quoted, wildcard, unfinished: unfinished && !quoted, name: known }] };
}

/**
 * Words are alternatives to words, filters to filters.
 *
 * @param {Unit} a
 * @param {Unit} b
 */
function alike(a, b) {
  return !a.excluded && !b.excluded && isFilter(a) === isFilter(b);
}

/**
 * Whether it says which articles may be found, and nothing about how well.
 *
 * @param {Unit} unit
 */
export function isFilter({ parts: [{ name }] }) {
  return name !== '' && name !== 'title';
}

/**
 * Dates from the first on, before the second; either may be missing. `2022..2024`, `>=2023-05`,
 * `<2024`, `2023`.
 *
 * @param {string} text
 * @returns {{ gte?: string, lt?: string } | null} null if it is none
 */
export function dates(text) {
  const [, sign, one, between, other] = text.match(/^([<>]=?)?([\d-]*)(\.\.)?([\d-]*)$/) ?? [];
  const [from, to] = [period(one ?? ''), period(other ?? '')];
  if (between) return from || to ? { ...(from && { gte: from[0] }), ...(to && { lt: to[1] }) } : null;
  if (!from) return null;
  const [start, end] = from;
  if (!sign) return { gte: start, lt: end };
  return sign.startsWith('<') ? { lt: sign === '<' ? start : end } : { gte: sign === '>' ? end : start };
}

/**
 * @param {string} text a year, a month or a day
 * @returns {[string, string] | null} its beginning and the next one's
 */
function period(text) {
  const [year, month, day] = (String(text).match(/^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/) ?? []).slice(1).map(Number);
  if (!year || month === 0 || month > 12 || day === 0 || day > 31) return null;
  const start = Date.UTC(year, (month || 1) - 1, day || 1);
  const end = Date.UTC(year + (month ? 0 : 1), (month || 1) - 1 + (month && !day ? 1 : 0), (day || 1) + (day ? 1 : 0));
  return [iso(start), iso(end)];
}

/** @param {number} time */
function iso(time) {
  return new Date(time).toISOString().replace('.000', '');
}
