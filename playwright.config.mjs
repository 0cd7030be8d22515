// Browser tests of a built page: ./build.sh test pages everywhere package recipes
import { defineConfig } from '@playwright/test';
import { headless } from './tests/browser/support/browsers.mjs';
import { STRICT } from './tests/browser/support/host.mjs';

/** What other browsers are asked to do as well, and what more has to be built for. */
const EVERYWHERE = '**/everywhere/*.spec.mjs';
const PACKAGE = '**/package/*.spec.mjs';
const RECIPES = '**/recipes/*.spec.mjs';
const OTHERS = [EVERYWHERE, PACKAGE, RECIPES];

/** What the rules of a host have no part in. */
const LOOKS = '**/visual.spec.mjs';
/** What is loaded, from where and by whom, is another matter where everything is allowed. */
const LOADING = ['**/search.spec.mjs', '**/hosting.spec.mjs', '**/offline.spec.mjs'];

const inChromium = { browserName: 'chromium', launchOptions: headless() };

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.mjs',
  outputDir: 'target/browser-tests',
  // One page answers in milliseconds; a test that takes long hangs.
  timeout: 30_000,
  globalTimeout: 20 * 60_000,
  workers: 2,
  fullyParallel: true,
  // A browser may be late on a busy machine. What fails twice fails; what fails once is listed as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  // Letters may be drawn a little differently by another version of the browser.
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.01, threshold: 0.2 } },
  use: { trace: 'on-first-retry', screenshot: 'only-on-failure' },
  projects: [
    // All stories, on a host that lets pages do as little as can be.
    { name: 'strict', testIgnore: [...OTHERS, LOOKS], use: { ...inChromium, headers: STRICT } },
    // On one that allows everything.
    { name: 'chromium', testMatch: [LOOKS, ...LOADING], use: inChromium },
    { name: 'package', testMatch: PACKAGE, use: inChromium },
    { name: 'recipes', testMatch: RECIPES, use: inChromium },
    { name: 'firefox', testMatch: EVERYWHERE, workers: 1, use: { browserOf: 'firefox' } },
    { name: 'webkit', testMatch: EVERYWHERE, workers: 1, use: { browserOf: 'webkit' } },
  ],
});
