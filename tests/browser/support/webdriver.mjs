// Firefox and WebKit, as Playwright does not drive those that are installed: by the standard that
// all browsers have drivers for.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Builder, Key } from 'selenium-webdriver';
import { installed } from './browsers.mjs';

/** @import { WebDriver } from 'selenium-webdriver' */

export { Key };

const START_LIMIT = 30_000;
const MINI_BROWSERS = ['x86_64', 'aarch64'].flatMap((machine) =>
  ['4.1', '4.0'].map((version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
);

/** Nothing in a test may ask anyone but the test's own server. */
const FIREFOX_PREFS = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.server': '',
  'intl.accept_languages': 'en',
  // As visitors have it; drivers switch it off.
  'security.fileuri.strict_origin_policy': true,
};

const BROWSERS = {
  firefox: {
    driver: () => process.env.GECKODRIVER || installed(['geckodriver'], []),
    args: (/** @type {number} */ port) => ['--port', String(port)],
    capabilities: () => ({
      browserName: 'firefox',
      'moz:firefoxOptions': {
        args: ['-headless'],
        binary: process.env.FIREFOX || installed(['firefox', 'firefox-esr'], []),
        prefs: FIREFOX_PREFS,
      },
    }),
  },
  webkit: {
    driver: () => process.env.WEBKITDRIVER || installed(['WebKitWebDriver'], []),
    args: (/** @type {number} */ port) => [`--port=${port}`],
    capabilities: () => ({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: installed([], MINI_BROWSERS), args: ['--automation'] },
    }),
  },
};

/**
 * A browser that is driven; `stop` ends it.
 *
 * @param {keyof typeof BROWSERS} name
 * @returns {Promise<{ driver: WebDriver, stop: () => Promise<void> }>}
 */
export async function start(name) {
  const { driver, args, capabilities } = BROWSERS[name];
  const program = driver();
  if (!program) throw new Error(`no driver for ${name} was found; ./build.sh test everywhere looks for one, or installs it`);
  const port = await freePort();
  const child = spawn(program, args(port), { stdio: 'ignore', env: { ...process.env, LANG: 'C.UTF-8', LIBGL_ALWAYS_SOFTWARE: '1' } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const end = async () => {
    child.kill();
    await ended;
  };
  try {
    await listening(port);
    const session = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities()).build();
    await session.manage().setTimeouts({ pageLoad: START_LIMIT, script: START_LIMIT });
    return { driver: session, stop: () => session.quit().finally(end) };
  } catch (cause) {
    await end();
    throw cause;
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function listening(port) {
  for (const until = Date.now() + START_LIMIT; Date.now() < until; ) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null);
    if (answer) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no driver answers on port ${port}`);
}
