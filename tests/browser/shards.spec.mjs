// A visitor searches a site so large that its index lies in many files.
import { readdirSync } from 'node:fs';
import { expect, fileUrl, test } from './support/index.mjs';
import { openEngine } from './support/engine.mjs';
import { widget } from './widget.mjs';

/** @import { WithEngine } from './support/engine.mjs' */

const STONES = ['Granit', 'Gneis', 'Basalt', 'Porphyr', 'Quarzit', 'Feuerstein'];
const PLACES = ['Rügen', 'Usedom', 'Fehmarn', 'Sylt', 'Hiddensee', 'Poel', 'Amrum'];

/** 400 articles, each on one stone in one place, with words of its own. */
const SITE = Object.fromEntries(
  Array.from({ length: 400 }, (_, at) => {
    const [stone, place] = [STONES[at % 6], PLACES[at % 7]];
    const own = Array.from({ length: 60 }, (_, word) => `wort${(at * 61 + word * 17) % 9973}`);
    const text = `Der Findling ${at} aus ${stone} liegt auf ${place}. ${own.join(' ')} Ende.`;
    return [`stein-${at}.md`, `# ${stone} ${at}\n\n${text}\n`];
  }),
);

test.beforeEach(({ page }) => {
  page.setDefaultTimeout(15_000);
});

test('a query loads little, and finds what it should', async ({ page, build }) => {
  const { url, output } = await build(SITE, '--split');
  expect(output).toContain('400 articles');
  /** @type {string[]} */
  const loaded = [];
  page.on('request', (request) => void (request.url().endsWith('.bin') && loaded.push(request.url())));
  await page.goto(url);
  const { type, titles, marks } = widget(page);
  await type('Porphyr Hiddensee ');
  await expect(titles).toHaveCount(10);
  for (const title of await titles.allTextContents()) expect(title).toMatch(/^Porphyr /);
  await expect(marks.first()).toHaveText('Porphyr');
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.length).toBeLessThan(30);
  expect(new Set(loaded).size).toBe(loaded.length);
});

/** English has no compounds to take apart. */
const ENGLISH = Object.fromEntries(
  Array.from({ length: 200 }, (_, at) => {
    const own = Array.from({ length: 60 }, (_, word) => `word${(at * 61 + word * 17) % 4999}`);
    return [`stone-${at}.md`, `---\nlang: en\n---\n# Stone ${at}\n\nThe boulder with the number ${at} came from the north. ${own.join(' ')} End.\n`];
  }),
);

for (const [what, site, query, shards] of /** @type {const} */ ([
  ['words', ENGLISH, 'boulder', 1],
  ['words and compounds', { ...SITE, 'feldstein.md': '# Feldstein\n\nEin Feldstein ist ein Stein.\n' }, 'stein', 2],
])) {
  test(`before the engine is there, shards are fetched of ${what}`, async ({ page, build }) => {
    const { url } = await build(site, '--split');
    /** @type {import('@playwright/test').Route[]} */
    const held = [];
    await page.route('**/*.wasm', (route) => void held.push(route));
    /** @type {string[]} */
    const loaded = [];
    page.on('request', (request) => void (request.url().endsWith('.bin') && loaded.push(request.url())));
    await page.goto(url);
    const { root, field, titles } = widget(page);
    await field.fill(query);
    await expect(root.locator('[part=loading]')).toBeVisible();
    expect(loaded).toHaveLength(shards);
    for (const route of held) await route.continue();
    await expect(titles).toHaveCount(10);
    // Each was needed.
    expect(new Set(loaded).size).toBe(loaded.length);
  });
}

test('on a slow line, nothing is fetched for letters that were typed on', async ({ page, build }) => {
  const { url } = await build(SITE, '--split');
  let loaded = 0;
  await page.route('**/*.bin', async (route) => {
    loaded += 1;
    await new Promise((done) => setTimeout(done, 300));
    await route.continue();
  });
  await page.goto(url);
  const { field, marks } = widget(page);
  await field.fill('wort6151');
  await expect(marks.first()).toHaveText('wort6151');
  const pasted = loaded;
  await page.goto(url);
  loaded = 0;
  await field.pressSequentially('wort6151', { delay: 50 });
  await expect(marks.first()).toHaveText('wort6151');
  // Words that begin so, but no texts in which these are.
  expect(loaded).toBeLessThan(pasted + 8);
});

test('the first hits do not wait for the facets of all articles', async ({ page, build }) => {
  const tagged = Object.entries(SITE).map(([name, text], at) => [name, `---\ntags: [${at % 2 ? 'round' : 'sharp'}]\n---\n${text}`]);
  const { url, path } = await build(Object.fromEntries(tagged), '--split');
  const files = readdirSync(path, { recursive: true }).map((name) => Number(String(name).match(/(\d+)\.bin$/)?.[1] ?? 0));
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  const held = new Promise((done) => (release = done));
  // The catalogue is the last of them.
  await page.route(`**/${Math.max(...files)}.bin`, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(url);
  const { type, titles, checkbox, list } = widget(page);
  await type('Porphyr Hiddensee ');
  await expect(titles).toHaveCount(10);
  await expect(checkbox(/./)).toHaveCount(0);
  const place = await list.boundingBox();
  release();
  await expect(checkbox('round')).toBeVisible();
  expect(await list.boundingBox(), 'nothing jumps').toEqual(place);
  await checkbox('sharp').check();
  await expect(titles.first()).toHaveText(/^(Granit|Basalt|Quarzit)/);
});

test('a phrase is looked for in as many texts as are shown, and in more on demand', async ({ page, build }) => {
  await page.goto((await build(SITE, '--split')).url);
  const { root, type, titles, button, status } = widget(page);
  await type('"liegt auf Amrum"');
  await expect(root.locator('[part=count]')).toHaveText('10+ results');
  await expect(status).toHaveText('10+ results: "liegt auf Amrum"');
  await expect(titles).toHaveCount(10);
  for (const shown of [20, 30, 40, 50, 57]) {
    await button('More results').click();
    await expect(titles).toHaveCount(shown);
  }
  await expect(button('More results')).toBeHidden();
  expect(new Set(await titles.allTextContents()).size).toBe(57);
});

test('who asks for more sees that it is on its way', async ({ page, build }) => {
  await page.goto((await build(SITE, '--split')).url);
  const { type, titles, button } = widget(page);
  await type('Porphyr ');
  await expect(titles).toHaveCount(10);
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  const held = new Promise((done) => (release = done));
  await page.route('**/*.bin', async (route) => {
    await held;
    await route.continue();
  });
  await button('More results').click();
  await expect(button('Loading the search …')).toBeVisible();
  release();
  await expect(titles).toHaveCount(20);
  await expect(button('More results')).toBeVisible();
});

test('what is suggested does not depend on what was searched before', async ({ page, build }) => {
  await page.goto((await build(SITE, '--split')).url);
  await openEngine(page);
  const suggested = (/** @type {string} */ text) =>
    page.evaluate((query) => /** @type {WithEngine} */ (globalThis).engine.suggest(query, { limit: 2 }), text);
  const first = await suggested('quarz');
  expect(first[0]).toMatchObject({ kind: 'word', text: 'quarzit' });
  await suggested('Sylt ');
  expect(await suggested('quarz')).toEqual(first);
});

test('who never answers is not waited for', async ({ page, build }) => {
  await page.clock.install();
  await page.goto((await build(SITE, '--split')).url);
  const { root, field, type, titles } = widget(page);
  await type('Quarzit ');
  await expect(titles).toHaveCount(10);
  await page.route('**/*.bin', () => {});
  await field.fill('Sylt ');
  await expect(root.locator('[part=loading]')).toBeVisible();
  // Three attempts, with a pause between them.
  for (let passed = 0; passed < 40; passed += 1) await page.clock.runFor(1000);
  await expect(root.locator('[part=note]')).toContainText('Some results may be missing');
  await expect(titles.first()).toBeVisible();
});

test('a typo is forgiven there too', async ({ page, build }) => {
  await page.goto((await build(SITE, '--split')).url);
  const { root, type, titles } = widget(page);
  await type('Fuerstein ');
  await expect(titles.first()).toHaveText(/^Feuerstein /);
  await expect(root.locator('[part=note]')).toContainText('Results for Feuerstein');
});

test('what does not come is said, and a new attempt heals it', async ({ page, build }) => {
  const { url } = await build(SITE, '--split');
  await page.goto(url);
  const { root, type, titles, field } = widget(page);
  await page.route('**/*.bin', (route) => route.abort());
  await type('Quarzit ');
  await expect(root.locator('[part=error]')).toHaveText('The search could not be loaded.');
  await page.unroute('**/*.bin');
  await root.getByRole('button', { name: 'Try again' }).click();
  await expect(titles).toHaveCount(10);
  // Half of the documents are gone.
  await page.route('**/*.bin', (route) => (/[02468]\.bin$/.test(route.request().url()) ? route.abort() : route.continue()));
  await field.fill('');
  await type('liegt auf Amrum ');
  await expect(root.locator('[part=note]')).toContainText('Some results may be missing');
  await expect(titles.first()).toBeVisible();
});

test('a shard that arrives cut is an error, and can be asked for again', async ({ page, build }) => {
  const { url } = await build(SITE, '--split');
  await page.goto(url);
  const { root, type, titles } = widget(page);
  await page.route('**/*.bin', (route) => route.fulfill({ body: 'findling' }));
  await type('Quarzit ');
  await expect(root.locator('[part=error]')).toBeVisible();
  await page.unroute('**/*.bin');
  await root.getByRole('button', { name: 'Try again' }).click();
  await expect(titles).toHaveCount(10);
});

test('a host that compresses nothing is asked for compressed files, if there are any', async ({ page, build }) => {
  const { url } = await build(SITE, '--split', '--compressed');
  /** @type {string[]} */
  const loaded = [];
  page.on('request', (request) => void loaded.push(request.url()));
  await page.goto(url);
  const { field, type, titles } = widget(page);
  await type('Quarzit ');
  await expect(titles).toHaveCount(10);
  await field.fill('');
  await type('Basalt Poel ');
  await expect(titles.first()).toHaveText(/^Basalt /);
  expect(loaded.filter((address) => address.endsWith('.bin.gz')).length).toBeGreaterThan(0);
});

test('loaded as a whole, it needs no network, and answers as one file does', async ({ page, context, build }) => {
  const [whole, split] = [await build(SITE, '--single'), await build(SITE, '--split')];
  const answers = () =>
    page.evaluate(async () => {
      const { engine } = /** @type {WithEngine} */ (globalThis);
      const queries = ['basalt', 'Fuerstein', 'granit -sylt', '"liegt auf Poel"', 'wort4711 ', 'stein'];
      return Promise.all(queries.map(async (query) => (await engine.search(query)).hits.map(({ id, score }) => [id, score])));
    });
  await page.goto(whole.url);
  await openEngine(page);
  const expected = await answers();
  await page.goto(split.url);
  await openEngine(page);
  const progress = await page.evaluate(async () => {
    /** @type {number[][]} */
    const steps = [];
    await /** @type {WithEngine} */ (globalThis).engine.loadAll((done, all) => steps.push([done, all]));
    return steps;
  });
  expect(progress[0][0]).toBe(0);
  expect(progress.at(-1)?.[0]).toBe(progress[0][1]);
  await context.setOffline(true);
  expect(await answers()).toEqual(expected);
});

test('from the disk it is searched as well', async ({ page, build }) => {
  const { path } = await build(SITE, '--split');
  await page.goto(fileUrl(path, 'index.html'));
  const { type, titles } = widget(page);
  await type('Gneis Poel ');
  await expect(titles.first()).toHaveText(/^Gneis /);
});
