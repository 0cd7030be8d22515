// Articles and queries of strangers, sites with strict rules.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, fileUrl, test } from './support/index.mjs';
import { widget } from './widget.mjs';

const STRICT =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const HOSTILE = '<img src=x onerror="globalThis.pwned=1"><script>globalThis.pwned=1</script>';

/** A record for each address that must not become a link, and one that must. */
const RECORDS = [
  'javascript:globalThis.pwned=1',
  ' JaVaScRiPt:globalThis.pwned=1',
  'java\tscript:globalThis.pwned=1',
  'data:text/html,<script>globalThis.pwned=1</script>',
  'https://example.org/stein',
]
  .map((url, i) => JSON.stringify({ id: String(i), title: `Stein ${i} ${HOSTILE}`, text: `Ein Stein. ${HOSTILE}`, url }))
  .join('\n');

test('titles, texts and queries stay text', async ({ page, build }) => {
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const { root, field, titles } = widget(page);
  for (const query of ['stein', HOSTILE]) {
    await field.fill(query);
    await expect(root.locator('[part=summary]')).not.toBeEmpty();
    await expect(root.locator('img, script')).toHaveCount(0);
  }
  await field.fill('stein');
  await expect(titles.first()).toContainText('<img src=x');
  expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
});

test('only addresses of the web become links', async ({ page, build }) => {
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const { field, links, root } = widget(page);
  await field.fill('stein');
  await expect(links).toHaveCount(5);
  const addresses = await root.locator('a[href]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  for (const address of addresses) expect(address).toMatch(/^https?:/);
  expect(addresses).toContain('https://example.org/stein');
});

test('a strict Content-Security-Policy and Trusted Types are kept', async ({ page, build }) => {
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': STRICT };
    await route.fulfill({ response, headers });
  });
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const { field, links, root } = widget(page);
  await field.fill('stien');
  await expect(links).toHaveCount(5);
  await expect(root.locator('[part=field]')).toHaveCSS('display', 'flex');
  expect(complaints).toEqual([]);
});

test('only its own origin is asked', async ({ page, build }) => {
  const { url } = await build({ 'records.jsonl': RECORDS });
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  const { field, links } = widget(page);
  await field.fill('stein');
  await expect(links).toHaveCount(5);
  for (const address of asked) expect(new URL(address).origin).toBe(new URL(url).origin);
});

test('a module sent with the wrong type is used all the same', async ({ page, build }) => {
  /** @type {string[]} */
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } });
  });
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const { field, links } = widget(page);
  await field.fill('stein');
  await expect(links).toHaveCount(5);
  expect(warnings.filter((text) => text.includes('application/wasm'))).toHaveLength(1);
});

test('the API answers, and says what is wrong', async ({ page, build }) => {
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const answers = await page.evaluate(async () => {
    const address = './findling.js';
    const { open } = await import(address);
    const engine = await open();
    const problem = (/** @type {Promise<unknown>} */ promise) => promise.then(() => null, (error) => error.message);
    return {
      same: (await open()) === engine,
      total: (await engine.search('stein', { limit: 2 })).total,
      shown: (await engine.search('stein', { limit: 2 })).hits.length,
      suggested: (await engine.suggest('ste'))[0],
      articles: (await engine.info()).articles,
      all: (await engine.search('stein', { limit: Infinity })).hits.length,
      option: await problem(engine.search('stein', { limit: 'two' })),
      missing: await problem(open({ url: 'nowhere.wasm' })),
    };
  });
  expect(answers).toMatchObject({ same: true, total: 5, shown: 2, suggested: { text: 'stein' }, articles: 5, all: 5 });
  expect(answers.option).toContain('limit must be a whole number');
  expect(answers.missing).toMatch(/nowhere\.wasm: the server answered 404/);
});

test('from the disk the API is findling.open', async ({ page, build }) => {
  const { path } = await build({ 'records.jsonl': RECORDS });
  await page.goto(fileUrl(path, 'index.html'));
  await expect(page.locator('#facts')).toContainText('5 articles');
  const total = await page.evaluate(async () => {
    const engine = await globalThis.findling?.open();
    return (await engine?.search('stein'))?.total;
  });
  expect(total).toBe(5);
});

test('importing it on a server is harmless', async ({ build }) => {
  const { path } = await build({ 'records.jsonl': RECORDS });
  const copy = join(path, 'findling.mjs'); // the name tells Node that it is a module
  await copyFile(join(path, 'findling.js'), copy);
  const { open, FindlingSearch } = await import(pathToFileURL(copy).href);
  expect([typeof open, typeof FindlingSearch]).toEqual(['function', 'function']);
});
