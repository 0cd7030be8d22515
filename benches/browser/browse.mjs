// A bundle in Chromium, for a measurement: served, opened, and all of it ended afterwards.
import { chromium } from '@playwright/test';
import { chromium as installed } from '../../tests/browser/support/browsers.mjs';
import { serve } from './serve.mjs';

/** @import { Browser, Page } from '@playwright/test' */

/** Milliseconds in which the browser has to start, and after which all is over, or hangs. */
const START = 30_000;
const LIMIT = 10 * 60_000;

/**
 * @param {string} bundle a folder that `findling build` wrote
 * @param {(page: Page, url: string, browser: Browser) => Promise<void>} measure gets an empty page
 */
export async function browse(bundle, measure) {
  const server = await serve(bundle);
  /** @type {Browser | undefined} */
  let browser;
  const watch = setTimeout(() => browser?.close(), LIMIT);
  try {
    browser = await chromium.launch({ ...installed(), timeout: START });
    await measure(await browser.newPage(), server.url, browser);
  } finally {
    clearTimeout(watch);
    await browser?.close();
    server.stop();
  }
}

/** @param {() => Promise<void>} main what a command does; a failure is told in a line */
export async function run(main) {
  await main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
