// A web host as a site may have it: under a path, with headers of its own, with files that
// come damaged. It knows neither compression nor ranges.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What a strict site allows. */
export const STRICT = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
};

/**
 * The same for a site that registers a service worker, which needs a policy.
 *
 * @param {Record<string, string>} headers
 */
export function withWorkers(headers) {
  const renamed = Object.entries(headers).map(([name, value]) => [name, value.replace("trusted-types 'none'", 'trusted-types findling')]);
  return /** @type {Record<string, string>} */ (Object.fromEntries(renamed));
}

/**
 * @typedef {{ status: number, headers: Record<string, string>, bytes: Buffer, sent?: number, pause?: () => Promise<void> }} Answer
 *   `sent`: bytes after which the connection breaks; `pause`: what comes between its pieces
 */

/**
 * An answer of which one bit is wrong.
 *
 * @param {Answer} answer
 */
export function altered({ bytes }) {
  const other = Buffer.from(bytes);
  other[other.length >> 1] ^= 1;
  return { bytes: other };
}

/**
 * @param {string} folder
 * @param {object} [options]
 * @param {string} [options.under] the path that the folder has on the host
 * @param {Record<string, string>} [options.headers] of all answers
 * @param {(path: string, answer: Answer) => Answer} [options.change] what this host does to answers
 * @returns {Promise<Host>}
 *
 * @typedef {object} Host
 * @property {string} url of the folder, ends in a slash
 * @property {string[]} asked paths below the folder, in their order; behind the method if that is not GET
 * @property {(change: (path: string, answer: Answer) => Answer) => void} change from now on
 * @property {() => Promise<void>} stop
 */
export async function host(folder, { under = '/', headers = {}, change = (_, answer) => answer } = {}) {
  /** @type {string[]} */
  const asked = [];
  let changed = change;
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://host').pathname);
    const below = path.startsWith(under) ? path.slice(under.length) || 'index.html' : '';
    asked.push(request.method === 'GET' ? below : `${request.method} ${below}`);
    const answer = changed(below, await answerTo(folder, below, headers));
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.bytes.length });
    if (answer.pause) await sendInPieces(response, answer.bytes, answer.pause);
    else if (answer.sent === undefined) response.end(answer.bytes);
    else response.write(answer.bytes.subarray(0, answer.sent), () => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${under}`,
    asked,
    change: (change) => void (changed = change),
    stop: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Of an answer on a slow line. */
const PIECES = 6;

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 * @param {() => Promise<void>} pause
 */
async function sendInPieces(response, bytes, pause) {
  const length = Math.ceil(bytes.length / PIECES);
  for (let at = 0; at < bytes.length; at += length) {
    if (at) await pause();
    response.write(bytes.subarray(at, at + length));
  }
  response.end();
}

/**
 * @param {string} folder
 * @param {string} asked
 * @param {Record<string, string>} headers
 * @returns {Promise<Answer>}
 */
async function answerTo(folder, asked, headers) {
  const path = asked.endsWith('/') ? `${asked}index.html` : asked;
  const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? 'application/octet-stream';
  // As after an update: what has one name is asked for each time, unless it is fresh.
  const all = { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', ...headers };
  try {
    if (!path || normalize(path).startsWith('..')) throw new Error('outside');
    return { status: 200, headers: all, bytes: await readFile(join(folder, path)) };
  } catch {
    return { status: 404, headers: { ...all, 'content-type': 'text/plain' }, bytes: Buffer.from('not found') };
  }
}
