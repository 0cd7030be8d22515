/**
 * An engine that asks a search server: OpenSearch, Elasticsearch or Quickwit with the articles
 * that `findling export` wrote. It has the face of the bundle's own engine, so the widget takes
 * either:
 *
 *     import { openSearchEngine } from './findling.opensearch.js';
 *     document.querySelector('findling-search').engine = openSearchEngine({ url: '/api/articles/_search' });
 *
 * What is sent is made in `opensearch-body.js`, what comes back is read in
 * `opensearch-answer.js`; nothing here touches the document.
 */
import { normal } from './normal.js';
import { correctedBy, facetsOf, hitOf, othersBy } from './opensearch-answer.js';
import { facetBody, infoBody, isFiltered, searchBody, suggestBody, WINDOW, words } from './opensearch-body.js';
import { parse } from './opensearch-query.js';
import { checked, count } from './search-options.js';

/** @import { Engine, SearchOptions } from './findling' */
/** @import { OpenSearchOptions } from './findling.opensearch' */
/** @import { Json, IndexInfo } from './opensearch-body.js' */

/** @typedef {(body: Json) => Promise<Json>} Ask */

const FACETS = ['tag', 'category', 'author', 'lang', 'year'];
const FIELDS = { title: 4, headings: 2, text: 1 };

/** Quickwit has the words within compounds in a field of their own. */
const QUICKWIT_FIELDS = { ...FIELDS, parts: 0.5 };

/** Milliseconds in which a server has to answer. */
const PATIENCE = 30_000;

/** Parts of a query that are looked for. */
const PARTS = 32;

/** Characters of a query that are read. */
const LENGTH = 10_000;

/**
 * @param {OpenSearchOptions} options
 * @returns {Engine}
 */
export function openSearchEngine(options) {
  const { url, server = 'opensearch', languages = [], facets = FACETS, fields, fetch = globalThis.fetch } = options ?? {};
  if (!url) throw new TypeError(`Findling: url must be the address of _search, like '/api/articles/_search'; got ${String(url)}`);
  for (const [name, list] of Object.entries({ languages, facets })) {
    if (!Array.isArray(list)) throw new TypeError(`Findling: ${name} must be a list, like ['en']; got ${String(list)}`);
  }
  const quickwit = server === 'quickwit';
  const place = { quickwit, languages, facets, fields: fields ?? (quickwit ? QUICKWIT_FIELDS : FIELDS) };
  /** @type {(signal?: AbortSignal) => Ask} */
  const until = (signal) => (body) => post(fetch, url, body, signal);
  return {
    search: async (text, options) => search(normal(text), checked(options), place, until(options?.signal)),
    suggest: async (text, options) => suggest(normal(text), count(options?.limit ?? 5, 'limit'), place, until(options?.signal)),
    info: () => info(until()),
    loadAll: async () => {}, // there is nothing that a browser could hold
  };
}

/**
 * @param {string} query
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @param {Ask} ask
 */
async function search(query, options, place, ask) {
  const all = parse(query.slice(0, LENGTH), place.facets);
  const units = all.slice(0, PARTS);
  const asked = words(units);
  const filtered = options.facets ? place.facets.filter((name) => isFiltered(name, units, options)) : [];
  const [answer, ...counts] = await Promise.all([
    ask(searchBody(units, options, place)),
    ...filtered.map((name) => ask(facetBody(name, units, options, place)).catch((error) => withoutFacet(error, options.signal))),
  ]);
  const corrected = correctedBy(asked, answer.suggest);
  return {
    query,
    total: totalOf(answer),
    took_ms: answer.took ?? 0,
    corrected: corrected && answer.hits.hits.length ? corrected : null,
    ...notes(all.length > PARTS || query.length > LENGTH, totalOf(answer), options, place),
    hits: answer.hits.hits.map((/** @type {Json} */ hit) => hitOf(hit, asked)),
    ...(options.facets && { facets: [answer, ...counts].flatMap(({ aggregations }) => facetsOf(aggregations)) }),
    ...((answer.timed_out || answer._shards?.failed > 0) && { incomplete: true }),
  };
}

/**
 * There are hits without it, too.
 *
 * @param {unknown} error
 * @param {AbortSignal} [signal]
 * @returns {Json}
 */
function withoutFacet(error, signal) {
  signal?.throwIfAborted();
  console.error(error);
  return {};
}

/**
 * What a server cannot do of what was asked for.
 *
 * @param {boolean} isCut
 * @param {number} total
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 */
function notes(isCut, total, { sort, limit = 10, offset = 0 }, { quickwit }) {
  const notes = [];
  if (isCut) notes.push('words');
  if (Math.min(total, offset + limit) > WINDOW) notes.push(`The server gives the first ${WINDOW} hits only.`);
  if (quickwit && sort === 'title') notes.push('The server cannot sort by title; the best come first.');
  return notes.length ? { notes } : {};
}

/**
 * @param {string} text
 * @param {number} limit
 * @param {IndexInfo} place
 * @param {Ask} ask
 */
async function suggest(text, limit, place, ask) {
  if (!text.trim()) return [];
  const answer = await ask(suggestBody(text, limit, place));
  const title = (/** @type {Json} */ { _source }) => ({ kind: /** @type {const} */ ('title'), text: _source.title, count: 1, url: _source.url });
  return [...othersBy(text, answer.suggest).slice(0, limit), ...answer.hits.hits.map(title)];
}

/** @param {Ask} ask */
async function info(ask) {
  const answer = await ask(infoBody());
  const [languages] = facetsOf(answer.aggregations);
  return {
    version: '',
    articles: totalOf(answer),
    tokens: 0,
    forms: 0,
    terms: 0,
    postings: 0,
    languages: languages?.values.map(({ value }) => value) ?? [],
    bytes: 0,
    missing: 0,
  };
}

/** @param {Json} answer */
function totalOf({ hits: { total } }) {
  return typeof total === 'number' ? total : total.value;
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} url
 * @param {Json} body
 * @param {AbortSignal} [signal]
 * @returns {Promise<Json>}
 */
async function post(fetch, url, body, signal) {
  const wanted = `Findling expected search results from ${url}`;
  const late = AbortSignal.timeout(PATIENCE);
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, late]) : late,
  };
  const response = await fetch(url, request).catch((cause) => {
    signal?.throwIfAborted();
    throw new Error(`${wanted}, which cannot be reached (${cause.message}). See that the server allows this page to ask it.`, { cause });
  });
  const answer = await response.json().catch(() => ({}));
  signal?.throwIfAborted();
  if (response.ok && answer.hits) return answer;
  const reason = answer.error?.root_cause?.[0]?.reason ?? answer.error?.reason ?? answer.error ?? answer.message ?? 'no hits in the answer';
  throw new Error(`${wanted}, got status ${response.status}: ${reason}. Load what \`findling export\` wrote, and let the address lead to its _search.`);
}
