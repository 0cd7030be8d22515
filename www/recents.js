/**
 * The searches by which this visitor last found something, kept on the device. A browser may
 * refuse to keep anything; then there are none.
 */

const KEY = 'findling.recent';
const MOST = 5;
/** Pasted texts are not searched for twice. */
const LONGEST = 100;

/** @returns {string[]} newest first */
export function recents() {
  try {
    const kept = [JSON.parse(localStorage.getItem(KEY) ?? '[]')].flat();
    return kept.filter((it) => typeof it === 'string').slice(0, MOST);
  } catch {
    return [];
  }
}

/** @param {string} query */
export function remember(query) {
  const text = query.trim();
  if (text.length <= LONGEST) keep([text, ...without(text)]);
}

/** @param {string} query */
export function forget(query) {
  keep(without(query));
}

/** @param {string} query */
function without(query) {
  return recents().filter((it) => it.toLowerCase() !== query.toLowerCase());
}

/** @param {string[]} queries one too many is left out when they are read */
function keep(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // Then the next visit begins without.
  }
}
