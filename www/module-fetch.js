/**
 * The files of a bundle over http(s), and the reasons why one did not come.
 */

/** Milliseconds in which a server has to send something more. */
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
 * @returns {Promise<WebAssembly.Module>} compiled while it arrives
 */
export async function fetchModule(address, integrity) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let compiled;
  /** @type {Response | undefined} */
  let other;
  const [bytes] = await request(address, 'default', integrity, (response) => {
    if (!isWasm(response)) return (other = response);
    compiled = WebAssembly.compileStreaming(response);
    compiled.catch(() => {}); // until all is there, and known to be what it should be
  });
  try {
    const module = await (compiled ?? WebAssembly.compile(bytes));
    if (other) warnOnce(address, other);
    return module;
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
 * Gets a file, however slow the line is, as long as something comes. The browser's own check of a
 * digest would not tell whether it does: it gives nothing before it has everything.
 *
 * @param {string} address
 * @param {RequestCache} [cache]
 * @param {string} [integrity]
 * @param {(response: Response) => void} [begun] gets a copy as soon as it begins to arrive
 * @returns {Promise<[ArrayBuffer, Headers]>}
 */
export async function request(address, cache = 'default', integrity, begun) {
  const waiting = new AbortController();
  const { signal } = waiting;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => waiting.abort(new Error(`nothing came for ${PATIENCE / 1000} seconds`)), PATIENCE);
  };
  /** @type {Response | undefined} */
  let response;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  try {
    wait();
    response = await fetch(address, { signal, cache: distrusted.has(address) ? 'reload' : cache });
    if (response.ok) {
      begun?.(response.clone());
      const write = (/** @type {Uint8Array<ArrayBuffer>} */ chunk) => {
        chunks.push(chunk);
        wait();
      };
      await response.body?.pipeTo(new WritableStream({ write }));
    }
  } catch (cause) {
    throw distrust(address, response && !signal.aborted ? DAMAGED : unreachable(address, signal.reason ?? cause), cause);
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw distrust(address, refused(response));
  const bytes = await new Blob(chunks).arrayBuffer();
  if (integrity && !(await fits(bytes, integrity, address))) throw distrust(address, DAMAGED);
  distrusted.delete(address);
  return [bytes, response.headers];
}

/**
 * @param {ArrayBuffer} bytes
 * @param {string} integrity
 * @param {string} address
 */
async function fits(bytes, integrity, address) {
  // Without https there are no digests for scripts; but browsers check what lies in their cache by now.
  if (!crypto.subtle) return fetch(address, { integrity, cache: 'force-cache' }).then(() => true, () => false);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return integrity === `sha256-${btoa(String.fromCharCode(...digest))}`;
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
 * Browsers do not tell scripts whether a file was refused or unreachable.
 *
 * @param {string} address
 * @param {unknown} cause
 */
function unreachable(address, cause) {
  const elsewhere = new URL(address).origin !== globalThis.location?.origin;
  return (
    `${message(cause)}. Check the connection; if the site has a Content-Security-Policy, its connect-src must allow ` +
    `this address${elsewhere ? '; as it is on another host than the page, that host must send Access-Control-Allow-Origin' : ''}.`
  );
}

/** @param {Response} response */
function refused({ status }) {
  return (
    `the server answered ${status}. ` +
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
