// The `findling` program, as the tests use it: to build small bundles and to
// serve them. Every process ends with the test that started it.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../..');
const SECONDS = 1000;
const START_LIMIT = 15 * SECONDS;
const BUILD_LIMIT = 60 * SECONDS;

/** Where all is built. */
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR || 'target');

/** The program that `./build.sh` compiled. */
export const PROGRAM = join(
  TARGET,
  'release',
  process.platform === 'win32' ? 'findling.exe' : 'findling',
);

/** The page that `./build.sh` built from the sample articles. */
export const DIST = resolve(ROOT, process.env.FINDLING_OUT || 'dist');

/**
 * Runs the program and gives what it printed; throws with it if it failed.
 *
 * @param {...string} args
 */
export async function findling(...args) {
  const { stdout } = await promisify(execFile)(PROGRAM, args, {
    timeout: BUILD_LIMIT,
    maxBuffer: 1 << 26,
    // Nothing of a test stays in the system's folder for caches.
    env: { ...process.env, XDG_CACHE_HOME: join(ROOT, 'target', 'tmp', 'cache') },
  });
  return stdout;
}

/**
 * A folder of its own with the given files, removed by `remove()`.
 *
 * @param {Record<string, string | Uint8Array>} files content by path
 */
export async function scratchFolder(files = {}) {
  const path = await mkdtemp(join(tmpdir(), 'findling-test-'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Serves a folder with `findling serve` on a port that is free.
 *
 * @param {string} folder
 * @returns {Promise<{url: string, stop: () => Promise<void>}>} `url` ends in a slash
 */
export async function serve(folder) {
  const child = spawn(PROGRAM, ['serve', folder, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    return { url: await address(child, ended), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Reads the address out of what the server prints when it is ready. */
function address(child, ended) {
  let printed = '';
  return new Promise((resolve, reject) => {
    const give = (message) => reject(new Error(`${PROGRAM} serve ${message}; it printed: ${printed}`));
    const timer = setTimeout(give, START_LIMIT, `named no address in ${START_LIMIT / SECONDS} s`);
    const read = (chunk) => {
      printed += chunk;
      const found = printed.match(/http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/);
      if (!found) return;
      clearTimeout(timer);
      resolve(`${found[0]}/`);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => give(`could not be started (${error.message}), run ./build.sh first`));
    ended.then((code) => give(`ended with code ${code}`));
  }).finally(() => child.removeAllListeners('error'));
}
