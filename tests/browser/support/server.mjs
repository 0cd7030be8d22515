// A search server that gives recorded answers. Those in fixtures/ have the form that the servers'
// documentation describes.
import { readFileSync } from 'node:fs';

/** @typedef {{ status?: number, body: any }} Answer */

/**
 * @param {string} name
 * @returns {any}
 */
export function recorded(name) {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/**
 * What OpenSearch would answer to whatever the engine asks.
 *
 * @param {any} body
 */
export function answerTo(body) {
  if (body.aggs?.lang && body.query.match_all) return recorded('opensearch-info');
  if (body.size === 0) return recorded('opensearch-facet');
  return recorded(/xyz/.test(JSON.stringify(body.query)) ? 'opensearch-empty' : 'opensearch-search');
}

/**
 * A `fetch` that gives answers and keeps what was asked.
 *
 * @param {(body: any) => any} answer
 * @param {number} [status]
 */
export function fakeFetch(answer, status = 200) {
  /** @type {any[]} */
  const asked = [];
  const fetch = async (/** @type {string} */ _, /** @type {any} */ request) => {
    const body = JSON.parse(request.body);
    asked.push(body);
    return new Response(JSON.stringify(answer(body)), { status });
  };
  return { fetch: /** @type {typeof globalThis.fetch} */ (fetch), asked };
}
