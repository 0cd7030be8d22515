/**
 * The files of a bundle over http(s), and the reasons why one did not come.
 */

/** Milliseconds in which a server has to begin to answer. */
const PATIENCE = 10_000;

let warned = false;

/**
 * What came damaged or not at all; the next time it is not taken from a cache.
 *
 * @type {Set<string>}
 */
const distrusted = new Set();

/**
 * @param {string} address
 * @param {string} [integrity] the digest of the file that `findling build` wrote
 * @returns {Promise<WebAssembly.Module>} fetched and compiled in one go
 */
export async function fetchModule(address, integrity) {
  const response = await request(address, integrity);
  try {
    if (isWasm(response)) return await WebAssembly.compileStreaming(response);
    warnOnce(address, response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw distrust(
      address,
      `it is no WebAssembly module that this browser takes (${message(cause)}). ${WHOLE_FOLDER} ` +
        "If the site has a Content-Security-Policy, its script-src needs 'wasm-unsafe-eval'.",
      cause,
    );
  }
}

/**
 * @param {string} address
 * @param {string} [integrity]
 * @param {RequestCache} [cache]
 * @returns {Promise<Response>} one that is all right
 */
export async function request(address, integrity = '', cache = 'default') {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(new Error(`there was no answer within ${PATIENCE / 1000} seconds`)), PATIENCE);
  const { signal } = waiting;
  /** @type {Response} */
  let response;
  try {
    response = await fetch(address, { integrity, signal, cache: distrusted.has(address) ? 'reload' : cache });
  } catch (cause) {
    throw distrust(address, await explain(address, integrity, cause, signal), cause);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw distrust(address, refused(response));
  distrusted.delete(address);
  return response;
}

/**
 * @param {string} address of what cannot be used
 * @param {string} reason a sentence
 * @param {unknown} [cause]
 * @returns {Error}
 */
export function distrust(address, reason, cause) {
  distrusted.add(address);
  return new Error(`Findling could not load ${address}: ${reason}`, { cause });
}

const WHOLE_FOLDER = 'Upload the whole folder that `findling build` wrote; its files belong together.';

export const DAMAGED =
  'what arrived is not what `findling build` wrote: cut off, altered on the way, or of another build. ' +
  `Reload the page. If that does not help: ${WHOLE_FOLDER}`;

/**
 * Browsers do not tell scripts whether a file was refused, unreachable, or not the one that was
 * expected. Without a digest it comes in the last case.
 *
 * @param {string} address
 * @param {string} integrity
 * @param {unknown} cause
 * @param {AbortSignal} signal
 */
async function explain(address, integrity, cause, signal) {
  const other = integrity && (await fetch(address, { cache: 'reload', signal }).catch(() => null));
  if (other) {
    void other.body?.cancel();
    return other.ok ? DAMAGED : refused(other);
  }
  const elsewhere = new URL(address).origin !== globalThis.location?.origin;
  return (
    `${message(cause)}. Check the connection; if the site has a Content-Security-Policy, its connect-src must allow ` +
    `this address${elsewhere ? '; as it is on another host than the page, that host must send Access-Control-Allow-Origin' : ''}.`
  );
}

/** @param {Response} response */
function refused({ status, statusText }) {
  return (
    `the server answered ${`${status} ${statusText}`.trim()}. ` +
    `If the site was renewed while this page was open, reload it. ${WHOLE_FOLDER}`
  );
}

/**
 * Browsers take it with nothing behind, not even a character set.
 *
 * @param {Response} response
 */
function isWasm(response) {
  return response.headers.get('content-type')?.toLowerCase() === 'application/wasm';
}

/**
 * @param {string} address
 * @param {Response} response
 */
function warnOnce(address, response) {
  if (warned) return;
  warned = true;
  console.warn(
    `Findling: ${address} was sent as "${response.headers.get('content-type') ?? 'no type'}". ` +
      'Search works, but starts later; let the server send .wasm files as application/wasm.',
  );
}

/** @param {unknown} cause */
function message(cause) {
  return cause instanceof Error ? cause.message : String(cause);
}
