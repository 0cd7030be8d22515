// A visitor searches without a mouse.
import { expect, test } from './support/index.mjs';
import { widget } from './widget.mjs';

const ARTICLES = {
  'a.md': '# Stein\n\n## Stein am Weg\n\nHier liegt ein Stein.\n',
  'b.md': '# Geröll\n\nEin Stein unter vielen.\n',
};

test.beforeEach(async ({ page, build }) => {
  await page.goto((await build(ARTICLES, '--pages')).url);
  await widget(page).type('stein');
  await expect(widget(page).titles).toHaveCount(2);
});

test('arrows walk through hits and their sections, and back into the field', async ({ page }) => {
  const { field, list, root, active } = widget(page);
  const options = await list.getByRole('option').count();
  expect(await active()).toBeNull();
  for (let i = 0; i < options; i += 1) {
    await field.press('ArrowDown');
    await expect(await active()).toHaveAttribute('aria-selected', 'true');
    await expect(root.locator('[aria-selected=true]')).toHaveCount(1);
  }
  await field.press('ArrowDown');
  expect(await active()).toBeNull();
  await field.press('ArrowUp');
  await expect(await active()).toHaveAttribute('aria-selected', 'true');
  await expect(field).toBeFocused();
});

test('Enter follows the first hit', async ({ page }) => {
  await widget(page).field.press('Enter');
  await expect(page).toHaveURL(/\/pages\/a\.html$/);
});

test('Enter follows the hit that is active', async ({ page }) => {
  const { field, active } = widget(page);
  await field.press('ArrowDown');
  await field.press('ArrowUp');
  await field.press('ArrowUp');
  await expect(await active()).toContainText('Geröll');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/pages\/b\.html$/);
});

test('Ctrl+Enter opens a new tab', async ({ page, context }) => {
  const opened = context.waitForEvent('page');
  await widget(page).field.press('Control+Enter');
  await expect(await opened).toHaveURL(/\/pages\/a\.html$/);
  await expect(widget(page).titles).toHaveCount(2);
});

test('Escape closes, keeps the query, and an arrow opens again', async ({ page }) => {
  const { field, list } = widget(page);
  await field.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toHaveValue('stein');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.press('ArrowDown');
  await expect(list).toBeVisible();
});

test('Enter on closed results opens them', async ({ page }) => {
  const { field, list } = widget(page);
  await field.press('Escape');
  await field.press('Enter');
  await expect(list).toBeVisible();
  await expect(page).not.toHaveURL(/pages/);
});

test('Enter pressed faster than the answer follows the hit of the whole query', async ({ page }) => {
  const { field } = widget(page);
  await field.evaluate((input) => {
    const field = /** @type {HTMLInputElement} */ (input);
    field.value = 'geröll';
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  });
  await expect(page).toHaveURL(/\/pages\/b\.html$/);
});

test('keys that belong to an input method are left to it', async ({ page }) => {
  const { field, list } = widget(page);
  for (const key of ['Escape', 'ArrowDown', 'Enter']) {
    await field.dispatchEvent('keydown', { key, isComposing: true });
  }
  await expect(list).toBeVisible();
  expect(await widget(page).active()).toBeNull();
  await expect(page).not.toHaveURL(/pages/);
});

test('a page may keep the visitor where they are', async ({ page }) => {
  const chosen = page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('findling-select', (event) => {
          event.preventDefault();
          resolve(/** @type {CustomEvent} */ (event).detail);
        });
      }),
  );
  await widget(page).field.press('Enter');
  expect(await chosen).toMatchObject({ rank: 0, url: expect.stringMatching(/\/pages\/a\.html$/) });
  await expect(page).not.toHaveURL(/pages/);
});
