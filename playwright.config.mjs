// Browser tests of a built page: ./build.sh test pages
import { defineConfig } from '@playwright/test';
import { chromium } from './tests/browser/support/browsers.mjs';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.{js,mjs,ts}',
  outputDir: 'target/browser-tests',
  // One page answers in milliseconds; a test that takes long hangs.
  timeout: 30_000,
  globalTimeout: 15 * 60_000,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  // Letters may be drawn a little differently by another version of the browser.
  expect: { toHaveScreenshot: { maxDiffPixelRatio: 0.01, threshold: 0.2 } },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [{ name: 'chromium', use: { browserName: 'chromium', launchOptions: chromium() } }],
});
