/** What an engine is asked for: the hits that are seen at first, and what else to search for. */

/** @import { Engine, SearchOptions, SearchResults, Suggestion } from './findling' */

export const PAGE = 10; // hits shown at first, and more at each demand
const SEEN = 3; // of these, what is seen without scrolling: asked for, and painted, before the others
export const SUGGESTIONS = 3;
const ENDS = 20; // letters that are taken from the end of a query, one after the other

/**
 * @param {Engine} engine
 * @param {string} query
 * @param {SearchOptions} options
 * @param {boolean} once it is asked for all of the first page: a server, or an index in parts
 * @param {boolean} sparingly it is a server
 * @returns {Promise<[SearchResults, Suggestion[], boolean]>} with others to search for if there are none, and whether
 *   the first page has more hits
 */
export async function first(engine, query, options, once, sparingly) {
  const limit = once ? PAGE : SEEN;
  const results = await engine.search(query, { ...options, limit });
  const others = results.total ? [] : await instead(engine, query, sparingly, options.signal);
  return [results, others, limit < Math.min(results.total, PAGE)];
}

/**
 * Words and titles of the index that begin like the query, taking ever less of it.
 *
 * @param {Engine} engine
 * @param {string} query
 * @param {boolean} sparingly a server may be asked, but not for each letter
 * @param {AbortSignal} [signal]
 * @returns {Promise<Suggestion[]>}
 */
async function instead(engine, query, sparingly, signal) {
  const letters = [...query.trim()];
  // Less than half has nothing to do with it, and everything begins like two letters.
  const least = sparingly ? letters.length : Math.max(3, letters.length / 2, letters.length - ENDS);
  for (let length = letters.length; length >= least; length -= 1) {
    const found = await engine.suggest(letters.slice(0, length).join(''), { limit: SUGGESTIONS, signal });
    const others = found.filter(({ kind }) => kind !== 'related');
    if (others.length) return others.slice(0, SUGGESTIONS);
  }
  return [];
}
