// What the widget looks like, in each mode and state. The pictures are in looks/, made with
// Debian's Chromium and its fonts-dejavu-core; after a change that is meant,
// `playwright test visual --update-snapshots` makes them anew: look at each.
import { expect, test } from './support/gallery.mjs';
import { widget } from './widget.mjs';

/** @import { Page } from '@playwright/test' */

const DESKTOP = { width: 960, height: 700 };
const PHONE = { width: 390, height: 700 };
const RECENT = JSON.stringify(['glacier', 'Walls built of boulders', 'tag:Geology ice']);

/** @typedef {{ mode?: string, lang?: string, attributes?: string, content?: string, parts?: boolean }} Wanted */
/** @typedef {{ name: string, wanted?: Wanted, dark?: boolean, size?: { width: number, height: number }, forced?: boolean, act: (page: Page) => Promise<unknown> }} Look */

/** @param {Page} page */
async function open(page) {
  const { root } = widget(page);
  await root.locator('[part=trigger]').click();
}

/**
 * @param {Page} page
 * @param {string} query
 */
async function search(page, query) {
  const { root, field } = widget(page);
  if (await root.locator('[part=trigger]').count()) await open(page);
  await field.fill(query);
  await expect(root.locator('[part=panel]')).not.toHaveAttribute('data-state', 'idle');
}

/** @param {string} query */
const found = (query) => async (/** @type {Page} */ page) => {
  await search(page, query);
  await expect(widget(page).titles.first()).toBeVisible();
  // Related searches, which come when typing pauses.
  await page.waitForTimeout(500);
};

/** @param {string} query */
const active = (query) => async (/** @type {Page} */ page) => {
  await found(query)(page);
  await widget(page).field.press('ArrowDown');
};

/** @param {Page} page */
const filters = async (page) => {
  await found('boulder')(page);
  await widget(page).root.getByRole('button', { name: 'Filters' }).click();
  await widget(page).root.getByRole('checkbox', { name: /Geology/ }).check();
  await page.waitForTimeout(500);
};

/** @param {Page} page */
const many = async (page) => {
  await search(page, 'pebble');
  const { root, titles } = widget(page);
  for (let shown = 10; shown < 200; shown += 10) {
    await expect(titles).toHaveCount(shown);
    await root.locator('[part=more]').press('Enter');
  }
  await expect(titles).toHaveCount(200);
  await page.waitForTimeout(500);
  await titles.last().scrollIntoViewIfNeeded();
};

/** @param {Page} page */
const unreachable = async (page) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await search(page, 'boulder');
  await expect(widget(page).root.locator('[part=error]')).toBeVisible();
};

const FORM = '<form action="/search"><label>Search <input name="q"></label></form>';

/** @type {Look[]} */
const LOOKS = [
  { name: 'modal-closed', act: async () => {} },
  { name: 'modal-idle', act: async (page) => (await page.evaluate((kept) => localStorage.setItem('findling.recent', kept), RECENT), open(page)) },
  { name: 'modal-results', act: active('bouldr') },
  { name: 'modal-results-dark', dark: true, act: active('bouldr') },
  { name: 'modal-german', wanted: { lang: 'de' }, act: active('Findlinge') },
  { name: 'modal-arabic', wanted: { lang: 'ar' }, act: active('الصخور') },
  { name: 'modal-filters', act: filters },
  { name: 'modal-phone', size: PHONE, act: found('boulder') },
  { name: 'modal-phone-idle', size: PHONE, act: open },
  { name: 'modal-phone-filters-dark', size: PHONE, dark: true, act: filters },
  { name: 'modal-phone-arabic', size: PHONE, wanted: { lang: 'ar' }, act: found('الصخور') },
  { name: 'modal-empty', act: (page) => search(page, 'bouldxyz') },
  { name: 'modal-loading', act: async (page) => (await page.route('**/*.wasm', () => {}), search(page, 'boulder')) },
  { name: 'modal-error', wanted: { content: FORM }, act: unreachable },
  {
    name: 'modal-offline-dark',
    dark: true,
    act: async (page) => (await page.context().setOffline(true), search(page, 'boulder')),
  },
  { name: 'modal-save', wanted: { parts: true, attributes: 'offline-button' }, act: found('boulder') },
  { name: 'modal-200-results', act: many },
  { name: 'modal-long-word', size: PHONE, act: found('rocks') },
  { name: 'modal-long-title', act: found('account boulders coast') },
  // Without the caret, which keeps its colour here, and blinks.
  { name: 'modal-forced-colors', forced: true, act: async (page) => (await active('bouldr')(page), widget(page).field.blur()) },
  { name: 'modal-400-percent', size: { width: 320, height: 256 }, act: found('boulder') },
  { name: 'inline-results', wanted: { mode: 'inline' }, act: active('bouldr') },
  { name: 'inline-dark', dark: true, wanted: { mode: 'inline' }, act: found('boulder') },
  { name: 'inline-arabic', wanted: { mode: 'inline', lang: 'ar' }, act: found('الصخور') },
  { name: 'inline-phone', size: PHONE, wanted: { mode: 'inline' }, act: found('boulder') },
  { name: 'page-results', size: { width: 1100, height: 700 }, wanted: { mode: 'page' }, act: active('bouldr') },
  { name: 'page-dark', size: { width: 1100, height: 700 }, dark: true, wanted: { mode: 'page' }, act: found('pebble') },
  { name: 'page-arabic', size: { width: 1100, height: 700 }, wanted: { mode: 'page', lang: 'ar' }, act: found('الصخور') },
  { name: 'page-german-phone', size: PHONE, wanted: { mode: 'page', lang: 'de' }, act: found('Findlinge') },
  { name: 'page-theme-against', size: { width: 1100, height: 500 }, wanted: { mode: 'page', attributes: 'theme="dark"' }, act: found('boulder') },
];

for (const { name, wanted, dark, size = DESKTOP, forced, act } of LOOKS) {
  test(name, async ({ page, show }) => {
    await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', forcedColors: forced ? 'active' : 'none' });
    await page.setViewportSize(size);
    await show(wanted);
    await act(page);
    await page.mouse.move(0, 0);
    await expect(page).toHaveScreenshot(`${name}.png`);
  });
}
