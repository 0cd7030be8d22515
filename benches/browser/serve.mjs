// Serves a bundle to this machine, isolated from other origins: browsers give
// exact times to such pages only. What was built with --compressed is sent so.
import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const EMPTY_PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Findling</title>';

/**
 * @param {string} bundle a folder that `findling build` wrote
 * @returns {Promise<{ url: string, stop: () => void }>} `url` is that of an empty page
 */
export async function serve(bundle) {
  await access(join(bundle, 'findling.js'));
  const server = createServer(async ({ url }, response) => {
    const path = new URL(url ?? '/', 'http://localhost').pathname;
    try {
      const type = TYPES[extname(path)] ?? 'text/html';
      const packed = await readFile(join(bundle, `${path}.br`)).catch(() => undefined);
      const body = path === '/' ? EMPTY_PAGE : (packed ?? (await readFile(join(bundle, path))));
      const encoding = packed && { 'content-encoding': 'br' };
      response.writeHead(200, { ...ISOLATED, ...encoding, 'content-type': type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
