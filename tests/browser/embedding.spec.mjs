// The widget among other things on a page: it neither disturbs them nor is it disturbed.
import { expect, PAGE, test } from './support/index.mjs';
import { widget } from './widget.mjs';

/** @import { Page } from '@playwright/test' */

const STONES = {
  'granit.md': '# Granit\n\nEin Stein aus der Tiefe.\n',
  'basalt.md': '# Basalt\n\nEin Stein aus dem Vulkan.\n',
};

/** Rounds of coming and going. */
const ROUNDS = 100;

test('two widgets on a page search apart, with one engine', async ({ page, publish }) => {
  const twice = PAGE.replace('<p>', '<findling-search mode="inline" lang="de"></findling-search>\n<p>');
  const site = await publish(STONES, { pages: { 'index.html': twice } });
  await page.goto(site.url);
  const fields = page.locator('findling-search').locator('[part=input]');
  const titles = (/** @type {number} */ at) => page.locator('findling-search').nth(at).locator('[part=title]');
  await fields.nth(0).fill('vulkan');
  await expect(titles(0)).toHaveText(['Basalt']);
  await fields.nth(1).fill('tiefe');
  await expect(titles(1)).toHaveText(['Granit']);
  await fields.nth(0).press('ArrowDown');
  await expect(page.locator('findling-search').nth(1).locator('[aria-selected=true]')).toHaveCount(0);
  expect(site.asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});

test('the script loaded twice, as module and as classic script', async ({ page, publish }) => {
  const twice = PAGE.replace('<h1>', '<script defer src="search/findling.offline.js"></script>\n<h1>');
  /** @type {string[]} */
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto((await publish(STONES, { pages: { 'index.html': twice } })).url);
  await widget(page).type('vulkan');
  await expect(widget(page).titles).toHaveText(['Basalt']);
  expect(errors).toEqual([]);
});

test('within a closed shadow root, results stay while the visitor turns to them', async ({ page, publish }) => {
  const hidden = PAGE.replace(/<findling-search.*<\/findling-search>/, '<div id="host"></div>\n<script defer src="host.js"></script>');
  const script = `
    const root = document.querySelector('#host').attachShadow({ mode: 'closed' });
    const search = Object.assign(document.createElement('findling-search'), { id: 'search' });
    search.setAttribute('mode', 'inline');
    root.append(search);
    search.addEventListener('findling-select', (event) => {
      event.preventDefault();
      document.body.dataset.selected = event.detail.rank;
    });`;
  await page.goto((await publish(STONES, { pages: { 'index.html': hidden, 'host.js': script } })).url);
  await page.evaluate(() => customElements.whenDefined('findling-search'));
  // Nobody looks into it but the visitor.
  const box = await page.locator('#host').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 100, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.click(x, y);
  await page.keyboard.type('vulkan');
  await page.waitForTimeout(500);
  await page.mouse.click(x, y + 130);
  await expect(page.locator('body')).toHaveAttribute('data-selected', '0');
});

test('a browser that does not know its colours keeps what the page put there', async ({ page, publish }) => {
  await page.addInitScript(() => (CSS.supports = () => false));
  await page.goto((await publish(STONES)).url, { waitUntil: 'networkidle' });
  await expect(page.getByRole('link', { name: 'All stones' })).toBeVisible();
  expect(await page.evaluate(() => customElements.get('findling-search') === undefined)).toBe(true);
});

test('what the page asks before the script has come is searched', async ({ page, publish }) => {
  const early = PAGE.replace('inline', 'page').replace('<script', '<script defer src="early.js"></script>\n<script');
  const ask = "document.querySelector('findling-search').value = 'vulkan'";
  await page.goto((await publish(STONES, { pages: { 'index.html': early, 'early.js': ask } })).url);
  const { root, field, titles } = widget(page);
  await expect(titles).toHaveText(['Basalt']);
  await root.evaluate((element) => /** @type {any} */ (element).value = 'tiefe');
  await expect(field).toHaveValue('tiefe');
  await expect(titles).toHaveText(['Granit']);
});

test('taken out and put back, it goes on', async ({ page, publish }) => {
  await page.goto((await publish(STONES)).url);
  const { root, field, titles, type } = widget(page);
  await type('vulkan');
  await expect(titles).toHaveText(['Basalt']);
  await page.evaluate(() => {
    const element = /** @type {HTMLElement} */ (document.querySelector('findling-search'));
    element.remove();
    document.body.prepend(element);
  });
  await expect(titles).toHaveText(['Basalt']);
  await field.fill('tiefe');
  await expect(titles).toHaveText(['Granit']);
  await field.press('ArrowDown');
  await expect(root.locator('[aria-selected=true]')).toHaveCount(1);
});

test('taken out while it searches, it says nothing more', async ({ page, publish }) => {
  await page.goto((await publish(STONES)).url);
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(error.message));
  const heard = await page.evaluate(async () => {
    const element = /** @type {HTMLElement & { value: string }} */ (document.querySelector('findling-search'));
    await customElements.whenDefined('findling-search');
    let heard = 0;
    for (const name of ['findling-search', 'findling-error']) element.addEventListener(name, () => (heard += 1));
    element.value = 'vulkan';
    element.remove();
    await new Promise((done) => setTimeout(done, 1000));
    return heard;
  });
  expect([heard, errors]).toEqual([0, []]);
});

test('taken out when its first hits are shown, it adds no more', async ({ page, publish }) => {
  const many = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`${at}.md`, `# Kiesel ${at}\n\nEin Kiesel.\n`]));
  await page.goto((await publish(many)).url);
  const shown = await page.evaluate(async () => {
    const element = /** @type {HTMLElement & { value: string }} */ (document.querySelector('findling-search'));
    await customElements.whenDefined('findling-search');
    const hits = () => element.shadowRoot?.querySelectorAll('[part=hit]').length;
    const answered = new Promise((done) => element.addEventListener('findling-search', done, { once: true }));
    element.value = 'kiesel';
    await answered;
    const before = hits();
    element.remove();
    await new Promise((done) => setTimeout(done, 500));
    return [before, hits()];
  });
  expect(shown).toEqual([3, 3]);
});

test('a framework that renders the page again and again', async ({ page, publish }) => {
  await page.goto((await publish(STONES)).url);
  const { titles, field } = widget(page);
  // As such do: attributes set to what they are, children replaced, the element cloned and moved.
  await page.evaluate(async () => {
    await customElements.whenDefined('findling-search');
    for (let round = 0; round < 50; round += 1) {
      const element = /** @type {HTMLElement} */ (document.querySelector('findling-search'));
      element.setAttribute('lang', 'en');
      element.setAttribute('placeholder', `Search ${round % 2}`);
      element.replaceChildren(Object.assign(document.createElement('a'), { href: 'list.html', textContent: 'All' }));
      const clone = element.cloneNode(true);
      element.replaceWith(clone);
      if (round % 5 === 0) document.body.append(clone);
    }
  });
  await expect(page.locator('findling-search')).toHaveCount(1);
  await field.fill('vulkan');
  await expect(titles).toHaveText(['Basalt']);
});

test('a page with the same ids, and with styles for everything', async ({ page, publish }) => {
  const css = `
    * { box-sizing: content-box; margin: 3px; }
    div, a, button, input, mark, span, svg { display: none !important; position: fixed !important; color: red !important; }
    [hidden], [role=listbox] { display: block !important; opacity: 0; }
    .field, .panel, .hit, .link, .title { visibility: hidden !important; }
    :focus { outline: none !important; }`;
  const ids = ['list', 'hit-0', 'hit-0-title', 'hit-1'].map((id) => `<p id="${id}">${id}</p>`).join('');
  const crowded = PAGE.replace('<h1>', `<link rel="stylesheet" href="site.css">${ids}<h1>`);
  const site = await publish(STONES, { pages: { 'index.html': crowded, 'site.css': css } });
  await page.goto(site.url);
  const { root, field, list, titles, active, links } = widget(page);
  await expect(list).toBeHidden();
  await field.fill('vulkan');
  await expect(titles).toHaveText(['Basalt']);
  await expect(titles.first()).toBeVisible();
  expect(await titles.first().evaluate((title) => getComputedStyle(title).color)).not.toBe('rgb(255, 0, 0)');
  await field.press('ArrowDown');
  await expect(await active()).toContainText('Basalt');
  await expect(root.getByRole('button', { name: 'Clear' })).toBeVisible();
  await expect(links.first()).not.toHaveCSS('position', 'fixed');
  // The page keeps its own as well.
  await expect(page.locator('p#list')).toHaveText('list');
});

for (const [what, mode, round] of /** @type {[string, string, typeof comeAndGo][]} */ ([
  ['widgets that came and went', 'inline', comeAndGo],
  ['opening, searching and closing', 'inline', openAndClose],
  ['opening, searching and closing a dialog', 'modal', openAndClose],
])) {
  test(`nothing remains of ${what}`, async ({ page, publish }) => {
    await page.goto((await publish(STONES, { pages: { 'index.html': PAGE.replace('"inline"', `"${mode}"`) } })).url);
    await page.evaluate(() => customElements.whenDefined('findling-search'));
    await page.evaluate(round, 20);
    const before = await remains(page);
    await page.evaluate(round, ROUNDS);
    const after = await remains(page);
    expect(after.nodes - before.nodes).toBeLessThan(ROUNDS / 10);
    expect(after.listeners - before.listeners).toBeLessThan(ROUNDS / 10);
  });
}

/**
 * Runs in the page.
 *
 * @param {number} rounds
 */
async function comeAndGo(rounds) {
  for (let round = 0; round < rounds; round += 1) {
    const element = /** @type {HTMLElement & { value: string }} */ (document.createElement('findling-search'));
    element.setAttribute('mode', 'inline');
    document.body.append(element);
    const answered = new Promise((done) => element.addEventListener('findling-search', done, { once: true }));
    element.value = round % 2 ? 'vulkan' : 'stein';
    await answered;
    element.remove();
  }
}

/**
 * Runs in the page. Where there is no dialog, a button has none to open.
 *
 * @param {number} rounds
 */
async function openAndClose(rounds) {
  const element = /** @type {HTMLElement & { value: string }} */ (document.querySelector('findling-search'));
  const root = /** @type {ShadowRoot} */ (element.shadowRoot);
  for (let round = 0; round < rounds; round += 1) {
    /** @type {HTMLElement | null} */ (root.querySelector('button[aria-haspopup=dialog]'))?.click();
    const answered = new Promise((done) => element.addEventListener('findling-search', done, { once: true }));
    element.value = round % 2 ? 'vulkan' : 'stein';
    await answered;
    root.querySelector('[part~=input]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    root.querySelector('dialog')?.close(); // what the browser does at Escape
    await new Promise((done) => setTimeout(done));
  }
}

/**
 * What is held after the garbage is gone.
 *
 * @param {Page} page
 */
async function remains(page) {
  const devtools = await page.context().newCDPSession(page);
  for (let times = 0; times < 3; times += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  return { nodes, listeners: jsEventListeners };
}
