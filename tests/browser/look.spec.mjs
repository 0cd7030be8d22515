// The page on screens of all kinds, and read by a machine.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/gallery.mjs';
import { widget } from './widget.mjs';

/** @import { Page } from '@playwright/test' */

/** @param {Page} page */
async function expectNobodyShutOut(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/**
 * States of the widget, and how to get there once its field is open.
 *
 * @type {[string, (page: Page) => Promise<unknown>][]}
 */
const STATES = [
  ['idle', async () => {}],
  ['with recent searches', (page) => widget(page).field.fill('')],
  ['with results', async (page) => (await widget(page).field.fill('boulder'), await expect(widget(page).root.locator('[part=related] button').first()).toBeVisible())],
  ['with a correction', async (page) => (await widget(page).field.fill('bouldr'), await widget(page).field.press('ArrowDown'))],
  ['with filters', async (page) => {
    await widget(page).field.fill('boulder');
    await expect(widget(page).titles).toHaveCount(4);
    const toggle = widget(page).root.locator('[part=filter-toggle]');
    if (await toggle.isVisible()) await toggle.click();
    await widget(page).checkbox('Geology').check();
    await expect(widget(page).titles).toHaveCount(2);
  }],
  ['without results', (page) => widget(page).field.fill('bouldxyz')],
  ['loading', async (page) => {
    await page.route('**/*.wasm', () => {});
    await widget(page).field.fill('boulder');
    await expect(widget(page).root.locator('[part=loading]')).toBeVisible();
  }],
  ['failed', async (page) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await widget(page).field.fill('boulder');
    await expect(widget(page).root.locator('[part=error]')).toBeVisible();
  }],
];

for (const mode of ['modal', 'inline', 'page']) {
  for (const [state, reach] of STATES) {
    test(`nobody is shut out: ${mode}, ${state}`, async ({ page, show }) => {
      if (state === 'with recent searches') await page.addInitScript(() => localStorage.setItem('findling.recent', '["ice", "walls"]'));
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1100, height: 800 });
      // What is loading, or cannot be loaded, must not be there already.
      await show({ mode, content: '<a href="/archive">The archive</a>' });
      if (['loading', 'failed'].includes(state)) await page.route('**/*.wasm', (route) => (state === 'failed' ? route.abort() : undefined));
      if (mode === 'modal') await widget(page).trigger.click();
      await widget(page).field.click();
      await reach(page);
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme });
        await expectNobodyShutOut(page);
      }
    });
  }
}

test('nobody is shut out: the button, closed', async ({ page, show }) => {
  await show();
  await expectNobodyShutOut(page);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    for (const [state, query] of [
      ['idle', ''],
      ['with results', 'Menschenhandel'],
      ['with a correction', 'Menschenhndel'],
      ['without results', 'xyzzyqq'],
    ]) {
      test(`nobody is shut out of the preview: ${state}`, async ({ page, site }) => {
        await page.goto(site.url);
        await expect(page.locator('#facts')).not.toBeEmpty();
        const { root, field } = widget(page);
        if (query) {
          await field.fill(query);
          await expect(root.locator('[part=summary]')).not.toBeEmpty();
          await field.press('ArrowDown');
        }
        await expectNobodyShutOut(page);
      });
    }

    test('page and widget take the same side', async ({ page, site }) => {
      await page.goto(site.url);
      const light = await widget(page).field.evaluate((field) => {
        const [r] = getComputedStyle(field).color.match(/\d+/g) ?? [];
        return Number(r) > 128;
      });
      expect(light).toBe(colorScheme === 'dark');
    });
  });
}

test('a theme can be chosen against the page', async ({ page, site }) => {
  await page.goto(site.url);
  const { root } = widget(page);
  await root.evaluate((element) => element.setAttribute('theme', 'dark'));
  await expect(root).toHaveCSS('color-scheme', 'dark');
});

test('a theme leaves the button the ground that the page gave it', async ({ page, show }) => {
  for (const theme of ['auto', 'light', 'dark']) {
    await show({ attributes: `theme="${theme}"`, style: 'findling-search { --findling-field: rgb(1, 2, 3); --findling-background: rgb(4, 5, 6) }' });
    const { trigger } = widget(page);
    await expect(trigger).toHaveCSS('background-image', 'linear-gradient(rgb(1, 2, 3) 0px, rgb(1, 2, 3) 0px)');
    await expect(trigger).toHaveCSS('background-color', theme === 'auto' ? 'rgba(0, 0, 0, 0)' : 'rgb(4, 5, 6)');
  }
});

test('words that matched, the chosen hit and the field with the focus are seen to be so', async ({ page, show }) => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await show({ mode: 'page', style: 'findling-search { --findling-accent: rgb(138, 28, 74) }' });
    const { root, field, titles, marks } = widget(page);
    await field.fill('boulder');
    await expect(titles).toHaveCount(4);
    await expect(marks.first()).toHaveCSS('background-color', colorScheme === 'light' ? 'rgb(255, 233, 168)' : 'rgb(92, 74, 18)');
    await field.press('ArrowDown');
    const chosen = root.locator('[aria-selected=true]');
    await expect(chosen).toHaveCSS('background-color', 'color(srgb 0.541176 0.109804 0.290196 / 0.11)');
    await expect(chosen).toHaveCSS('box-shadow', 'rgb(138, 28, 74) 3px 0px 0px 0px inset');
    await expect(root.locator('[part=field]')).toHaveCSS('border-color', 'rgb(138, 28, 74)');
    await expect(root.locator('[part=field]')).toHaveCSS('box-shadow', /color\(srgb 0.541176 0.109804 0.290196 \/ 0.26\) 0px 0px 0px 3px$/);
    await page.keyboard.press('Tab');
    await expect(root.locator('[part=clear]')).toHaveCSS('outline', 'rgb(138, 28, 74) solid 2px');
  }
});

test('nothing sticks out at 320 pixels', async ({ page, site }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(site.url);
  const { field, titles } = widget(page);
  for (const query of ['Menschenhandel', 'Übertragbarkeitsprüfung'.repeat(8)]) {
    await field.fill(query);
    await expect(titles.first().or(page.locator('findling-search [part=empty]'))).toBeVisible();
    const { scroll, width } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }));
    expect(scroll).toBeLessThanOrEqual(width);
  }
});

test('nothing sticks out of a narrow header, or of filters with a long word', async ({ page, show }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await show({ style: 'header { flex-wrap: nowrap } strong { flex: none; inline-size: 150px }' });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await show({ mode: 'page' });
  const { root, field, button } = widget(page);
  await field.fill('rocks OR shelf');
  await button('Filters').click();
  for (const count of await root.locator('[part=value-count]').all()) {
    const { x = 0, width = 0 } = (await count.boundingBox()) ?? {};
    expect(x + width).toBeLessThan(300);
  }
});

test('it is no smaller where a page has made its unit small', async ({ page, show }) => {
  await show({ style: 'html { font-size: 62.5% } body { font-size: 1.6rem }' });
  const { trigger, field, titles } = widget(page);
  expect(await trigger.boundingBox()).toMatchObject({ width: 208, height: 40 });
  await trigger.click();
  await field.fill('boulder');
  await expect(titles.first()).toHaveCSS('font-size', '17px');
});

test('it grows and shrinks with the page, whenever its style sheets come', async ({ page, show }) => {
  await show();
  const { trigger } = widget(page);
  for (const [size, width] of [['62.5%', 208], ['125%', 260], ['100%', 208]]) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), /** @type {string} */ (size));
    expect(await trigger.boundingBox()).toMatchObject({ width });
  }
});

test('what a page says of its own texts does not reach the dialog', async ({ page, show }) => {
  const odd = 'pointer-events: none; -webkit-text-fill-color: transparent; font-variant: small-caps; word-break: break-all; text-align-last: justify; writing-mode: vertical-rl; letter-spacing: 3px; cursor: wait; hyphens: none';
  const own = 'color: rgb(1, 2, 3); font-family: "DejaVu Serif"; accent-color: rgb(138, 28, 74)';
  await show({ style: `header { ${odd}; ${own} }` });
  const { root, dialog, field, titles } = widget(page);
  await page.keyboard.press('Control+k');
  await field.fill('boulder');
  const title = titles.first();
  for (const [name, value] of [
    ['-webkit-text-fill-color', 'rgb(31, 35, 39)'],
    ['font-variant', 'normal'],
    ['word-break', 'normal'],
    ['text-align-last', 'auto'],
    ['writing-mode', 'horizontal-tb'],
    ['letter-spacing', 'normal'],
    ['font-family', '"DejaVu Serif"'],
  ]) {
    await expect(title).toHaveCSS(name, value);
  }
  await expect(root.locator('[part=search]')).toHaveCSS('accent-color', 'rgb(138, 28, 74)');
  const { width = 0, height = 0 } = (await dialog.boundingBox()) ?? {};
  expect(width).toBeGreaterThan(height);
  await root.locator('[part=close]').click();
  await expect(dialog).toBeHidden();
});

test('in the flow it is seen, and has clicks, where the page around it has', async ({ page, show }) => {
  await show({ mode: 'inline', style: 'header { color: rgb(1, 2, 3); visibility: hidden; pointer-events: none }' });
  const { field } = widget(page);
  await expect(field).toBeHidden();
  await expect(field).toHaveCSS('color', 'rgb(1, 2, 3)');
  await expect(field).toHaveCSS('pointer-events', 'none');
});

test('modes and themes are known in capitals too', async ({ page, show }) => {
  await show({ mode: 'Page', attributes: 'theme="DARK"' });
  const { root, field } = widget(page);
  await expect(field).toBeVisible();
  await expect(root).toHaveCSS('display', 'block');
  await expect(root).toHaveCSS('color-scheme', 'dark');
});

test('text of the field is large enough that phones do not zoom in', async ({ page, site }) => {
  await page.goto(site.url);
  const size = await widget(page).field.evaluate((field) => parseFloat(getComputedStyle(field).fontSize));
  expect(size).toBeGreaterThanOrEqual(16);
});
