// Finds a browser that is installed, so that Playwright need not fetch its own.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const CHROMIUM_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// Nothing in a test may ask anyone but the test's own server.
const QUIET = [
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Launch options for the Chromium of CHROME or PATH; without one, Playwright's own. */
export function chromium() {
  return launched(process.env.CHROME || installed(CHROMIUM_NAMES, CHROMIUM_APPS));
}

/** The same for the one of HEADLESS_SHELL or PATH without windows, which takes half as long. */
export function headless() {
  const shell = process.env.HEADLESS_SHELL || installed(['chromium-headless-shell'], []);
  return shell ? launched(shell) : chromium();
}

/** @param {string | undefined} executablePath */
function launched(executablePath) {
  // Chromium's sandbox refuses to start for root, as in a container.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { ...(executablePath && { executablePath }), args: [...QUIET, ...sandbox] };
}

/**
 * The path of the first of these programs that is there.
 *
 * @param {string[]} names in PATH
 * @param {string[]} paths
 */
export function installed(names, paths) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...paths].find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
