// A visitor searches.
import { expect, fileUrl, test } from './support/index.mjs';
import { widget } from './widget.mjs';

const STONES = {
  'findlinge.md': '# Findlinge an der Ostsee\n\nEin Findling ist ein großer Stein, den das Eis brachte.\n',
  'strasse.txt': 'Die Brücke über die Straße\n\n😀 Über die Brücke führt ein Übergang für Fußgänger.\n',
  'moraine.md': '---\ndate: 2024-03-09\nlang: en\n---\n# The moraine\n\nA glacier left boulders behind.\n',
};

test('results come while typing, and go when the field is emptied', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { field, type, titles, list } = widget(page);
  await type('find');
  await expect(titles).toHaveText(['Findlinge an der Ostsee']);
  await expect(field).toHaveAttribute('aria-expanded', 'true');
  await field.fill('');
  await expect(list).toBeHidden();
  await expect(field).toHaveAttribute('aria-expanded', 'false');
});

test('a typo is forgiven, said, and can be insisted on', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { root, type, titles, status } = widget(page);
  await type('glaceir');
  await expect(titles).toHaveText(['The moraine']);
  await expect(root.locator('[part=note]')).toContainText('Results for glacier');
  await expect(status).toContainText('1 result: glacier');
  await root.getByRole('button', { name: 'Search exactly for “glaceir”' }).click();
  await expect(root.locator('[part=empty]')).toHaveText('Nothing found for “glaceir”');
  await root.getByRole('button', { name: 'Find similar words too' }).click();
  await expect(titles).toHaveText(['The moraine']);
});

test('the marks fit the words, with umlauts and emoji before them', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { type, marks } = widget(page);
  await type('übergang');
  await expect(marks).toHaveText(['Übergang']);
});

test('umlauts are found without their dots', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { type, titles } = widget(page);
  await type('strasse brucke');
  await expect(titles).toHaveText(['Die Brücke über die Straße']);
});

test('a date is written out in the language of the page', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { root, type } = widget(page);
  await type('moraine');
  await expect(root.locator('[part=date]')).toHaveText('March 9, 2024');
  await root.evaluate((element) => element.setAttribute('lang', 'de'));
  await expect(root.locator('[part=date]')).toHaveText('9. März 2024');
});

test('nothing of an answer remains in the next one', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { field, list, titles } = widget(page);
  const search = async (/** @type {string} */ query, /** @type {string} */ title) => {
    await field.fill(query);
    await expect(titles).toHaveText([title]);
    return list.evaluateHandle((it) => it.cloneNode(true));
  };
  const first = await search('moraine', 'The moraine');
  for (const [query, title] of [['brücke', 'Die Brücke über die Straße'], ['findling', 'Findlinge an der Ostsee']]) {
    await search(query, title);
    const again = await search('moraine', 'The moraine');
    expect(await page.evaluate(([a, b]) => a.isEqualNode(b), [first, again])).toBe(true);
  }
});

test('nothing found is said, and no noise is shown', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { root, type, list, status } = widget(page);
  await type('xyzzyqq');
  await expect(root.locator('[part=empty]')).toHaveText('Nothing found for “xyzzyqq”');
  await expect(status).toHaveText('Nothing found for “xyzzyqq”');
  await expect(list).toBeHidden();
});

test('instead of nothing, words that begin alike are offered', async ({ page, build }) => {
  await page.goto((await build(STONES)).url);
  const { root, type, titles, field } = widget(page);
  await type('bouldxyz');
  await root.getByRole('button', { name: 'boulders' }).click();
  await expect(field).toHaveValue('boulders');
  await expect(titles).toHaveText(['The moraine']);
});

test('for an excluded word no other is offered', async ({ page, build }) => {
  await page.goto((await build({ 'a.md': '# Haus\n\nEin Haus am Wald.\n', 'b.md': '# Waldweg\n\nEin Weg durch den Wald, am Haus vorbei.\n' })).url);
  const { root, type } = widget(page);
  await type('haus -waldw');
  await expect(root.locator('[part=count]')).toHaveText('2 results');
  await page.waitForTimeout(500);
  await expect(root.getByRole('button', { name: 'waldweg' })).toHaveCount(0);
  await widget(page).field.fill('');
  await type('-waldw');
  await expect(root.locator('[part=empty]')).toBeVisible();
  await expect(root.locator('[part=suggestion]')).toHaveCount(0);
});

test('more results come on demand', async ({ page, build }) => {
  const many = Array.from({ length: 23 }, (_, i) => [`stein-${i}.txt`, `Stein ${i}\n\nEin Stein am Weg.\n`]);
  await page.goto((await build(Object.fromEntries(many))).url);
  const { root, type, titles } = widget(page);
  await type('stein');
  await expect(titles).toHaveCount(10);
  const more = root.getByRole('button', { name: 'More results' });
  await more.click();
  await expect(titles).toHaveCount(20);
  await more.click();
  await expect(titles).toHaveCount(23);
  await expect(more).toHaveCount(0);
});

test('a hit leads to its article', async ({ page, build }) => {
  await page.goto((await build(STONES, '--pages')).url);
  const { type, links } = widget(page);
  await type('findling');
  await links.first().click();
  await expect(page).toHaveURL(/\/pages\/findlinge\.html$/);
  await expect(page.locator('body')).toContainText('den das Eis brachte');
});

test('a page opened from the disk searches, and its hits lead to articles', async ({ page, build }) => {
  const { path } = await build(STONES, '--pages');
  await page.goto(fileUrl(path, 'index.html'));
  const { type, titles, links } = widget(page);
  await type('moraine');
  await expect(titles).toHaveText(['The moraine']);
  await links.first().click();
  await expect(page.locator('body')).toContainText('A glacier left boulders behind');
});

test('on a disk, a hit leads to the page in a folder', async ({ page, build }) => {
  const { path } = await build({ 'moor/index.html': '<title>Moor</title><p>Torf und Wollgras' }, '--base-url', './');
  await page.goto(fileUrl(path, 'index.html'));
  const { type, links } = widget(page);
  await type('wollgras');
  await expect(links.first()).toHaveAttribute('href', /^file:.*\/moor\/index\.html$/);
});

test('with the network switched off after the first load, the search goes on', async ({ page, context, site }) => {
  await page.goto(site.url);
  await expect(page.locator('#facts')).toContainText('articles');
  await context.setOffline(true);
  const { type, titles } = widget(page);
  await type('Menschenhandel');
  await expect(titles.first()).toBeVisible();
});

test('what was typed before the engine came is searched when it comes', async ({ page, build }) => {
  const { url } = await build(STONES);
  /** @type {() => void} */
  let arrive = () => {};
  const arrived = new Promise((resolve) => (arrive = () => resolve(undefined)));
  await page.route('**/*.wasm', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(url);
  const { root, type, titles } = widget(page);
  await type('moraine');
  await expect(root.locator('[part=loading]')).toBeVisible();
  arrive();
  await expect(titles).toHaveText(['The moraine']);
});

test('an engine that does not come is said, and can be asked for again', async ({ page, build }) => {
  const { url } = await build(STONES);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(url);
  const { root, type, titles } = widget(page);
  await type('moraine');
  await expect(root.locator('[part=error]')).toHaveText('The search could not be loaded.');
  await page.unroute('**/*.wasm');
  await root.getByRole('button', { name: 'Try again' }).click();
  await expect(titles).toHaveText(['The moraine']);
});
