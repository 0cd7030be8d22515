// The engine of a page without the widget.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, fileUrl, test } from './support/index.mjs';
import { REFUSED, TAKEN } from './support/options.mjs';

const RECORDS = Array.from({ length: 5 }, (_, at) => JSON.stringify({ id: `${at}`, title: `Stein ${at}`, text: 'Ein Stein.' })).join('\n');

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
      missing: await problem(open({ url: 'nowhere.wasm' })),
      invalid: await problem(open({ url: 'http://[' })),
      without: (await open(null)) === engine && (await engine.loadAll(null)) === undefined && (await engine.suggest('ste', null)).length > 0,
    };
  });
  expect(answers).toMatchObject({ same: true, total: 5, shown: 2, suggested: { text: 'stein' }, articles: 5, all: 5, without: true });
  expect(answers.invalid).toContain('URL');
  expect(answers.missing).toMatch(/nowhere\.wasm: the server answered 404/);
});

test('addresses of suggested titles lead to the article from any page', async ({ page, build }) => {
  const { url } = await build({ 'a.html': '<title>Stein</title><h1>Stein</h1><p>Ein Stein.' });
  await page.goto(url);
  const [suggested, found] = await page.evaluate(async () => {
    const address = './findling.js';
    const { open } = await import(address);
    const engine = await open();
    const titles = (await engine.suggest('stei')).filter(({ kind }) => kind === 'title');
    return [titles[0].url, (await engine.search('stein')).hits[0].url];
  });
  expect(suggested).toBe(found);
  expect(found).toMatch(/^http/);
});

test('options that are none are refused', async ({ page, build }) => {
  await page.goto((await build({ 'records.jsonl': RECORDS })).url);
  const told = await page.evaluate(async (all) => {
    const address = './findling.engine.js';
    const { open } = await import(address);
    const engine = await open();
    const answer = (options) => engine.search('stein', options).then(({ total }) => total, (error) => `${error.name}: ${error.message}`);
    return Promise.all(all.map(answer));
  }, [...REFUSED.map(([options]) => options), ...TAKEN]);
  for (const [at, [options, message]] of REFUSED.entries()) {
    expect(told[at], JSON.stringify(options)).toMatch(message);
    expect(told[at]).toContain('TypeError');
  }
  expect(told.slice(REFUSED.length)).toEqual([5, 5, 5, 5, 5, 0, 0, 5, 5]);
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
