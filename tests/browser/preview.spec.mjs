// The page that `findling build` writes beside the index.
import { readFileSync } from 'node:fs';
import { expect, test } from './support/gallery.mjs';
import { fileUrl } from './support/index.mjs';
import { widget } from './widget.mjs';

test('what is chosen is shown, and stands in the lines to copy', async ({ page, site }) => {
  await page.goto(site.url);
  const snippet = page.locator('#snippet');
  const { root, trigger, dialog, field } = widget(page);
  await expect(snippet).toContainText('<findling-search mode="page" url-param="q"></findling-search>');
  await expect(snippet).toContainText('findling-search:not(:defined) { display: block; block-size: max(3.25rem, 52px) }');
  await page.getByLabel('button and dialog').check();
  await expect(snippet).toContainText('<findling-search></findling-search>');
  await expect(snippet).toContainText('{ display: inline-block; inline-size: max(13rem, 208px); block-size: max(2.5rem, 40px); vertical-align: middle }');
  await trigger.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByLabel('field, results over').check();
  await page.getByLabel('dark').check();
  await page.getByLabel('Language').selectOption('ar');
  await expect(snippet).toContainText('<findling-search mode="inline" theme="dark" lang="ar" dir="rtl"></findling-search>');
  await expect(root).toHaveCSS('color-scheme', 'dark');
  await expect(field).toHaveCSS('direction', 'rtl');
  await expect(field).toHaveAttribute('placeholder', 'ابحث…');
});

test('the rule that keeps the widget its place is the same wherever it is told', async ({ page, site }) => {
  await page.goto(site.url);
  const rule = async () => (await page.locator('#snippet').textContent())?.match(/findling-search:not.*\}/)?.[0] ?? 'none';
  const told = (/** @type {string} */ file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  expect(told('www/index.html')).toContain(await rule());
  await page.getByLabel('button and dialog').check();
  for (const file of ['README.md', 'npm/README.md', 'docs/recipes.md', 'docs/widget.md']) expect(told(file), file).toContain(await rule());
});

test('a whole index works without a network, and the page says so', async ({ page, gallery }) => {
  await page.goto(`${gallery.url}index.html`);
  await expect(page.locator('#network')).toHaveText('The search works without a network.');
  await expect(page.locator('#figures')).toContainText(/kB/);
  await expect(page.locator('#lede')).toContainText('210 articles');
});

test('of an index in many files nothing is claimed that is not so', async ({ page, gallery }) => {
  await page.goto(`${gallery.parts}index.html`);
  await expect(page.locator('#network')).toHaveText('Of this large index, the browser loads what a query needs.');
  await expect(page.locator('#figures')).toContainText(/in \d+ files/);
  await expect(page.locator('#figures')).not.toContainText(/kB|MB/);
  await expect(page.locator('body')).not.toContainText('without a network');
  await expect(page.locator('#snippet')).toContainText(' offline-button>');
  await widget(page).field.fill('pebble');
  await page.getByRole('button', { name: 'Make available offline' }).click();
  await expect(widget(page).root.locator('[part=save]')).toHaveText('Available offline');
});

test('who comes back from an article finds the results', async ({ page, site }) => {
  for (const address of [site.url, fileUrl(site.path, 'index.html')]) {
    await page.goto(address);
    const { field, links, titles } = widget(page);
    await field.fill('Menschenhandel');
    await links.first().click();
    await expect(page.locator('findling-search')).toHaveCount(0);
    await page.goBack();
    await expect(field).toHaveValue('Menschenhandel');
    await expect(titles.first()).toBeVisible();
    await expect(page.locator('#snippet')).toContainText('<findling-search mode="page" url-param="q"></findling-search>');
  }
});
