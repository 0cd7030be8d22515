// The page on screens of all kinds, and read by a machine.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './support/index.mjs';
import { widget } from './widget.mjs';

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    for (const [state, query] of [
      ['idle', ''],
      ['with results', 'Menschenhandel'],
      ['with a correction', 'Menschenhndel'],
      ['without results', 'xyzzyqq'],
    ]) {
      test(`nobody is shut out: ${state}`, async ({ page, site }) => {
        await page.goto(site.url);
        await expect(page.locator('#facts')).not.toBeEmpty();
        const { root, field } = widget(page);
        if (query) {
          await field.fill(query);
          await expect(root.locator('[part=summary]')).not.toBeEmpty();
          await field.press('ArrowDown');
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
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

test('text of the field is large enough that phones do not zoom in', async ({ page, site }) => {
  await page.goto(site.url);
  const size = await widget(page).field.evaluate((field) => parseFloat(getComputedStyle(field).fontSize));
  expect(size).toBeGreaterThanOrEqual(16);
});
