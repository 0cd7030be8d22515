// Browser tests of a built page: ./build.sh test pages
import { defineConfig } from '@playwright/test';
import { chromium } from './tests/browser/support/browsers.mjs';
import { STRICT } from './tests/browser/support/host.mjs';

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '*.spec.{js,mjs,ts}',
  outputDir: 'target/browser-tests',
  // One page answers in milliseconds; a test that takes long hangs.
  timeout: 30_000,
  globalTimeout: 20 * 60_000,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: chromium() } },
    // The same on a host that lets pages do as little as can be.
    { name: 'strict', use: { browserName: 'chromium', launchOptions: chromium(), headers: STRICT } },
  ],
});
