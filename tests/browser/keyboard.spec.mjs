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

/**
 * With results that may be closed, which those of a page of its own may not.
 *
 * @param {import('@playwright/test').Page} page
 */
async function overThePage(page) {
  const found = widget(page);
  await found.root.evaluate((element) => element.setAttribute('mode', 'inline'));
  await found.field.click();
  await expect(found.list).toBeVisible();
  return found;
}

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
  const { field, list } = await overThePage(page);
  await field.press('Escape');
  await expect(list).toBeHidden();
  await expect(field).toHaveValue('stein');
  await expect(field).toHaveAttribute('aria-expanded', 'false');
  await field.press('ArrowDown');
  await expect(list).toBeVisible();
});

test('Enter on closed results opens them', async ({ page }) => {
  const { field, list } = await overThePage(page);
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
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
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
  expect(await chosen).toMatchObject({ rank: 0, newTab: false, url: expect.stringMatching(/\/pages\/a\.html$/) });
  await expect(page).not.toHaveURL(/pages/);
});

test('all of a visit by the keyboard alone', async ({ page, build }) => {
  const { url } = await build({ ...ARTICLES, 'c.md': '---\ntags: [Fluss]\n---\n# Kiesel\n\nEin Stein im Fluss.\n', 'd.md': '---\ntags: [Feld]\n---\n# Acker\n\nEin Stein im Feld.\n' }, '--pages');
  await page.route('**/host.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="en"><title>x</title><script type="module" src="findling.js"></script><findling-search></findling-search>' }),
  );
  await page.goto(`${url}host.html`);
  const { trigger, dialog, field, list, titles, active, root } = widget(page);
  await expect(trigger).toContainText('Search');
  await page.keyboard.press('Tab');
  await expect(trigger).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.type('stein');
  await expect(titles).toHaveCount(4);
  // To the filters, which are after what belongs to the field.
  for (const part of ['clear', 'close', 'filter-toggle']) {
    await page.keyboard.press('Tab');
    await expect(root.locator(`[part=${part}]`)).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(root.locator('[part=sort]')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(root.getByRole('checkbox', { name: 'Feld' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(titles).toHaveText(['Acker']);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(trigger).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('kiesel');
  await expect(field).toHaveValue('kiesel');
  await expect(list).toBeHidden(); // the filter still holds
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type('kiesel');
  await expect(titles).toHaveText(['Kiesel']);
  await page.keyboard.press('ArrowDown');
  await expect(await active()).toContainText('Kiesel');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/pages\/c\.html$/);
});

test('Home and End move in the text', async ({ page }) => {
  const { field, active } = widget(page);
  await field.press('ArrowDown');
  await field.press('Home');
  await field.press('x');
  await expect(field).toHaveValue('xstein');
  expect(await active()).toBeNull();
});

test('a machine that reads aloud is given this', async ({ page }) => {
  const { field, root, status } = widget(page);
  await field.press('ArrowDown');
  await expect(status).toHaveText('2 results: stein');
  await expect(root).toMatchAriaSnapshot(`
    - search:
      - combobox "Search" [expanded]: stein
      - button "Clear the search field"
      - paragraph: 2 results
      - combobox "Sort by":
        - option "Relevance" [selected]
        - option "Newest"
        - option "Title"
      - listbox "Search results":
        - group "Stein":
          - option "Stein Hier liegt ein Stein." [selected]:
            - text: Stein Hier liegt ein
            - mark: Stein
            - text: .
          - option "Stein am Weg"
        - group "Geröll":
          - option "Geröll Ein Stein unter vielen.":
            - text: Geröll Ein
            - mark: Stein
            - text: unter vielen.
      - 'status': '2 results: stein'
  `);
});
