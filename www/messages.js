/**
 * What the widget says around the hits and in their place, and the buttons in it: how the query was
 * taken, what else to search for, which searches were made before, what went wrong.
 */
import { button, el, icon } from './dom.js';
import { CROSS } from './layout.js';
import { fill, plural } from './strings.js';

/** @import { SearchResults, Suggestion } from './findling' */
/** @import { Child } from './dom.js' */
/** @import { Strings } from './strings.js' */

const LONG = /^(.{60}).+/su; // a query of which messages repeat the beginning

/**
 * @typedef {object} Manner how it is said, and what the buttons do
 * @property {Strings} strings
 * @property {string} lang
 * @property {boolean} mixed whether hits tell their language
 * @property {(query: string) => void} take a query that the visitor chose instead of typing it
 * @property {(exact: boolean) => void} again search once more, exactly or not
 * @property {() => void} unfilter
 * @property {(query: string) => void} forget
 */

/**
 * What to search for where nothing was found.
 *
 * @param {Manner} manner
 * @param {Suggestion[]} others
 * @param {boolean} isFiltered
 */
export function instead(manner, others, isFiltered) {
  const { strings, unfilter } = manner;
  const nodes = chips(manner, strings.suggestions, others);
  return isFiltered ? [button('suggestion', [strings.unfilter], unfilter), ...nodes] : nodes;
}

/**
 * @param {Manner} manner
 * @param {Suggestion[]} found
 */
export function relatedTo(manner, found) {
  return chips(manner, manner.strings.related, found.filter(({ kind }) => kind !== 'title'));
}

/**
 * Queries to take instead.
 *
 * @param {Manner} manner
 * @param {string} title
 * @param {Suggestion[]} found
 */
function chips({ take }, title, found) {
  if (!found.length) return [];
  const buttons = found.map(({ text }) => button('suggestion', [el('span', { dir: 'auto' }, text)], () => take(text)));
  return [el('span', { class: 'hint' }, title), ...buttons];
}

/**
 * As screen readers are told of an answer.
 *
 * @param {Manner} manner
 * @param {SearchResults} results
 */
export function told({ strings, lang }, results) {
  const query = short(results.corrected ?? results.query);
  return results.total ? `${plural(strings.count, results, lang)}: ${query}` : fill(strings.empty, { query }).join('');
}

/**
 * @param {Manner} manner
 * @param {string[]} queries
 */
export function recently({ strings, take, forget }, queries) {
  const items = queries.map((query) => {
    const again = button('recent', [el('span', { dir: 'auto' }, query)], () => take(query));
    const remove = button('forget', [icon(CROSS)], () => forget(query));
    remove.ariaLabel = fill(strings.forget, { query }).join('');
    return el('li', {}, again, remove);
  });
  // Without its marks, VoiceOver takes it for none.
  const list = el('ul', { part: 'recents', role: 'list', 'aria-label': strings.recent }, ...items);
  return el('div', { class: 'recently' }, el('p', { class: 'hint' }, strings.recent), list);
}

/** @param {string} query */
function short(query) {
  return query.trim().replace(LONG, '$1…');
}

/**
 * How the query was taken, and the other way to take it.
 *
 * @param {Manner} manner
 * @param {string} text
 * @param {string} [corrected] for what it was taken; else as it stands
 */
function note({ strings, again }, text, corrected) {
  const query = short(text);
  const label = fill(corrected ? strings.exactly : strings.similar, { query });
  const action = button('link-button', label, () => again(Boolean(corrected)));
  const values = { corrected: el('strong', { dir: 'auto' }, short(corrected ?? '')), query, action };
  return el('p', { part: 'note' }, ...fill(corrected ? strings.corrected : strings.exact, values));
}

/**
 * That nothing was found.
 *
 * @param {Manner} manner
 * @param {SearchResults} results
 * @param {boolean} exact
 */
export function nothing(manner, { query, incomplete }, exact) {
  const { strings } = manner;
  const nodes = [
    el('p', { part: 'empty' }, ...fill(strings.empty, { query: short(query) })),
    el('p', { part: 'hint' }, incomplete ? strings.incomplete : strings.hint),
  ];
  if (exact) nodes.push(note(manner, query));
  return nodes;
}

/**
 * @param {Manner} manner
 * @param {SearchResults} results
 * @param {boolean} exact whether the query was to be taken as it stands
 */
export function heading(manner, results, exact) {
  const { query, corrected, notes = [], incomplete } = results;
  const { strings, lang } = manner;
  /** @type {Child[]} */
  const nodes = [['p', { part: 'count' }, plural(strings.count, results, lang)]];
  if (exact) nodes.push(note(manner, query));
  else if (corrected) nodes.push(note(manner, query, corrected));
  const told = incomplete ? [navigator.onLine ? 'incomplete' : 'offline', ...notes] : notes;
  return [...nodes, ...told.map((name) => el('p', { part: 'note' }, /** @type {any} */ (strings)[name] ?? name))];
}
