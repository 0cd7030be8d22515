/** What may be chosen for a search, checked: the bundle's engine takes the same as one that asks a server. */

/** @import { SearchOptions } from './findling' */

/** The largest number that the module, of 32 bits, can take. */
const MOST = 2 ** 32 - 1;

/**
 * @param {SearchOptions | null} [options]
 * @returns {SearchOptions & { limit: number, offset: number, sort: string, filters: object, from: string, to: string, freshness: number }}
 */
export function checked(options) {
  const { limit = 10, offset = 0, sort = 'relevance', filters, from, to, freshness } = options ?? {};
  return {
    ...options,
    limit: count(limit, 'limit'),
    offset: count(offset, 'offset'),
    sort: order(sort),
    filters: byName(filters ?? {}),
    from: date(from),
    to: date(to),
    // However large, it has to leave an order among the scores.
    freshness: Math.min(MOST, Math.max(0, Number(freshness))) || 0,
  };
}

/**
 * @param {unknown} number
 * @param {string} name
 * @returns {number} as the module takes it; Infinity stands for all
 */
export function count(number, name) {
  if (number === Infinity) return MOST;
  if (Number.isInteger(number) && Number(number) >= 0) return Math.min(Number(number), MOST);
  throw new TypeError(`Findling: ${name} must be a whole number from 0 on, or Infinity; got ${String(number)}`);
}

/** @param {NonNullable<SearchOptions['filters']>} filters */
function byName(filters) {
  if (typeof filters === 'object' && !Array.isArray(filters)) return filters;
  throw new TypeError(`Findling: filters must be an object; got ${String(filters)}`);
}

/**
 * @param {SearchOptions['sort'] & string} sort
 */
function order(sort) {
  if (['relevance', 'newest', 'title'].includes(sort)) return sort;
  throw new TypeError(`Findling: sort must be 'relevance', 'newest' or 'title'; got ${String(sort)}`);
}

/**
 * @param {unknown} text
 * @returns {string} empty for none
 */
function date(text) {
  const date = String(text ?? '');
  const [year, month = 1, day = 1] = date.split('-').map(Number);
  // A day that the calendar lacks is one of another month there.
  if (!date || (/^[1-9]\d{3}(-\d{1,2}){0,2}$/.test(date) && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1)) return date;
  throw new TypeError(`Findling: expected a date like '2023', '2023-05' or '2023-05-01'; got ${date}`);
}

/**
 * The values that are accepted, by the names of their facets; where none is chosen there is no filter.
 *
 * @param {NonNullable<SearchOptions['filters']>} filters
 * @returns {[string, string[]][]}
 */
export function chosenValues(filters) {
  const all = Object.entries(filters).map(([name, values]) => /** @type {[string, string[]]} */ ([name, [values ?? []].flat().map(String)]));
  return all.filter(([, values]) => values.length);
}
