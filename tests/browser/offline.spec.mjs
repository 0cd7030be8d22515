// A site that registers the service worker is searched without a network.
import { writeFile } from 'node:fs/promises';
import { withWorkers } from './support/host.mjs';
import { expect, MANY, PAGE, test as base } from './support/index.mjs';
import { widget } from './widget.mjs';

/** @import { Answer } from './support/host.mjs' */

const test = base.extend({
  headers: [async ({ headers }, use) => use(withWorkers(headers)), { scope: 'worker' }],
  /** A website with a worker at its root; under Trusted Types it needs the policy, too. */
  pages: async ({ headers }, use) => {
    const imported = Object.keys(headers).length > 0 ? `trustedTypes.createPolicy('findling', { createScriptURL: (url) => url }).createScriptURL('${SCRIPT}')` : `'${SCRIPT}'`;
    await use({ ...SITE, 'sw.js': `self.findlingBundle = 'search/';\nimportScripts(${imported});\n` });
  },
});

const SCRIPT = 'search/findling.sw.js';

const STONES = {
  'granit.md': '# Granit\n\nEin Stein aus der Tiefe.\n',
  'basalt.md': '# Basalt\n\nEin Stein aus dem Vulkan.\n',
};

/** @param {string} [more] attributes of the script */
const withWorker = (more = '') =>
  PAGE.replace('<h1>', `<script defer src="search/findling.register.js"${more}></script>\n<link rel="stylesheet" href="site.css">\n<h1>`);

const SITE = {
  'index.html': withWorker(' data-worker="sw.js"'),
  'site.css': 'h1 { color: rgb(1, 2, 3) }',
};

/**
 * Waits until the worker has what a visitor needs, and what the page shows.
 *
 * @param {import('@playwright/test').Page} page
 */
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() => page.evaluate(async () => Boolean(navigator.serviceWorker.controller && (await caches.match(location.href)))))
    .toBe(true);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {...string} paths
 * @returns {Promise<string[]>} those of them that are stored
 */
const stored = (page, ...paths) =>
  page.evaluate(async (paths) => {
    const found = await Promise.all(paths.map((path) => caches.match(path)));
    return paths.filter((_, at) => found[at]);
  }, paths);

/** @param {import('@playwright/test').Page} page */
const stores = (page) => page.evaluate(() => caches.keys());

test('after one visit, pages and search work without a network, also under a path', async ({ page, publish, pages }) => {
  const site = await publish(STONES, { pages, under: '/a/site/' });
  await page.goto(site.url);
  await kept(page);
  await site.stop();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Stones' })).toHaveCSS('color', 'rgb(1, 2, 3)');
  const { type, titles } = widget(page);
  await type('vulkan');
  await expect(titles).toHaveText(['Basalt']);
});

test('a page with a query in its address is the page without it', async ({ page, publish, pages }) => {
  const site = await publish(STONES, { pages });
  await page.goto(site.url);
  await kept(page);
  await site.stop();
  await page.goto(`${site.url}?q=granit`);
  const { type, titles } = widget(page);
  await type('granit');
  await expect(titles).toHaveText(['Granit']);
});

test('another query is another page', async ({ page, publish, pages }) => {
  const site = await publish(STONES, { pages });
  await page.goto(`${site.url}?id=1`);
  await kept(page);
  await site.stop();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Stones' })).toBeVisible();
  await expect(page.goto(`${site.url}?id=2`)).rejects.toThrow();
});

/** What a page asks a server for that is nobody's but the visitor's. */
const ASKS = `
fetch('logout', { method: 'POST' });
navigator.sendBeacon('seen');
fetch('account.json');`;

test('nothing is asked for once more but what the page shows', async ({ page, publish, pages }) => {
  const asking = pages['index.html'].replace('<h1>', '<script src="asks.js"></script>\n<h1>');
  const site = await publish(STONES, { pages: { ...pages, 'index.html': asking, 'asks.js': ASKS } });
  await page.goto(site.url);
  await kept(page);
  await expect.poll(() => stored(page, 'site.css')).toEqual(['site.css']);
  const asked = (/** @type {RegExp} */ what) => site.asked.filter((path) => what.test(path));
  expect(asked(/logout|seen|account/).sort()).toEqual(['POST logout', 'POST seen', 'account.json']);
});

test('of what a page loads, only what it shows is kept, and what the site lets keep', async ({ page, publish, pages }) => {
  const loading = pages['index.html'].replace('<h1>', '<link rel="stylesheet" href="secret.css">\n<link rel="stylesheet" href="huge.css">\n<script src="asks.js" defer></script>\n<h1>');
  const files = { 'secret.css': 'h2 {}', 'huge.css': ' '.repeat(10_000_001), 'account.json': '{}', 'asks.js': "fetch('account.json')" };
  const site = await publish(STONES, {
    pages: { ...pages, ...files, 'index.html': loading },
    change: (path, answer) => (path === 'secret.css' ? { ...answer, headers: { ...answer.headers, 'cache-control': 'no-store' } } : answer),
  });
  await page.goto(site.url);
  await kept(page);
  // This time through the worker.
  await page.reload({ waitUntil: 'networkidle' });
  await expect.poll(() => stored(page, 'site.css')).toEqual(['site.css']);
  expect(await stored(page, 'secret.css', 'huge.css', 'account.json')).toEqual([]);
});

test('where a browser gives no more room, the oldest go', async ({ page, publish, pages }) => {
  const names = Array.from({ length: 40 }, (_, at) => `${at}.css`);
  const large = Object.fromEntries(names.map((name) => [name, `/* ${'x'.repeat(100_000)} */`]));
  const site = await publish(STONES, { pages: { ...pages, ...large } });
  await page.goto(site.url);
  await kept(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(site.url).origin, quotaSize: 3_000_000 });
  await page.reload();
  await page.evaluate(async (names) => {
    for (const href of names) {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
      await new Promise((done) => document.head.append(Object.assign(link, { onload: done })));
    }
  }, names);
  // One of them finds no room, and makes it for those that follow.
  await expect.poll(() => stored(page, ...names.slice(-5))).not.toEqual([]);
  expect(await stored(page, names[0])).toEqual([]);
});

test('a page in the folder of the bundle needs no worker of its own', async ({ page, publish }) => {
  const site = await publish(STONES, { pages: {} });
  const inside = withWorker('></script>\n<script src="asks.js"').replaceAll('search/findling', 'findling');
  await writeFile(`${site.path}/search/my.html`, inside);
  await writeFile(`${site.path}/search/asks.js`, ASKS);
  await page.goto(`${site.url}search/my.html`);
  await kept(page);
  // What is the page's own is, here too.
  expect(site.asked.filter((path) => /logout|seen|account/.test(path))).toHaveLength(3);
  await site.stop();
  await page.reload();
  const { type, titles } = widget(page);
  await type('granit');
  await expect(titles).toHaveText(['Granit']);
});

test('a worker that cannot serve the page is told', async ({ page, publish }) => {
  const site = await publish(STONES, { pages: { 'index.html': withWorker() } });
  const warning = page.waitForEvent('console', (message) => message.type() === 'warning');
  await page.goto(site.url);
  expect((await warning).text()).toMatch(/serves pages below .*\/search\/ only.*two lines/);
});

test('of a large index the root is kept at once, the rest as it is used', async ({ page, publish, pages }) => {
  const site = await publish(MANY, { pages, options: ['--split'] });
  await page.goto(site.url);
  await kept(page);
  await expect.poll(() => shardsKept(page)).toBe(0);
  const first = widget(page);
  await first.type('wort61 ');
  await expect(first.titles.first()).toBeVisible();
  const found = await first.titles.allTextContents();
  await expect.poll(() => shardsKept(page)).toBeGreaterThan(1);
  await site.stop();
  await page.reload();
  const again = widget(page);
  await again.type('wort61 ');
  await expect(again.titles.first()).toBeVisible();
  expect(await again.titles.allTextContents()).toEqual(found);
});

for (const options of [['--split'], ['--split', '--compressed']]) {
  test(`of a large index all is kept on demand (${options.join(' ')})`, async ({ page, publish, pages }) => {
    const site = await publish(MANY, { pages, options });
    await page.goto(site.url);
    const before = widget(page);
    // Some came before there was a worker, or at the same time.
    await before.type('wort17 ');
    await expect(before.titles.first()).toBeVisible();
    await kept(page);
    const shards = await page.evaluate(async () => {
      const { open } = await import(new URL('search/findling.js', location.href).href);
      await (await open()).loadAll();
      return (await (await fetch('search/findling.json')).json()).shards;
    });
    // What has come is stored a moment later.
    await expect.poll(() => shardsKept(page)).toBe(shards);
    await site.stop();
    await page.reload();
    const { type, field, titles } = widget(page);
    for (const query of ['wort61 ', 'wort1700 ', 'wort288 ', 'findling wort2222 ']) {
      await field.fill('');
      await type(query);
      await expect(titles.first()).toBeVisible();
      await expect(page.locator('findling-search [part=note]')).toHaveCount(0);
    }
  });
}

test('a new bundle replaces the old one, and old stores go', async ({ page, context, publish, pages }) => {
  // What the site's worker imports may be in a cache on the way.
  const change = (/** @type {string} */ path, /** @type {Answer} */ answer) =>
    path === SCRIPT ? { ...answer, headers: { ...answer.headers, 'cache-control': 'max-age=31536000' } } : answer;
  const site = await publish(STONES, { pages, change });
  await page.goto(site.url);
  await kept(page);
  const before = await stores(page);
  await site.build({ 'gneis.md': '# Gneis\n\nEin Stein mit Streifen.\n' });
  await page.reload();
  const { type, titles } = widget(page);
  await type('gneis');
  await expect(titles).toHaveText(['Gneis']);
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  // The worker before goes with its last page, once there is another.
  const isWaiting = async () => (await navigator.serviceWorker.ready).waiting !== null;
  await expect.poll(() => page.evaluate(isWaiting)).toBe(true);
  await page.close();
  const next = await context.newPage();
  await next.goto(site.url);
  await kept(next);
  const [old] = named(before);
  // The new one comes before the old one goes.
  const renewed = [expect.stringMatching(new RegExp(`^(?!${old})findling-.*\\.wasm$`)), 'visited'];
  await expect.poll(async () => named(await stores(next)), { timeout: 15_000 }).toEqual(renewed);
  await site.stop();
  await next.reload();
  await widget(next).type('gneis');
  await expect(widget(next).titles).toHaveText(['Gneis']);
});

test('files of two builds are never stored together', async ({ page, publish, pages }) => {
  const site = await publish(STONES, { pages });
  const old = await page.request.get(`${site.url}search/findling.js`);
  await site.build({ 'gneis.md': '# Gneis\n\nEin Stein mit Streifen.\n' });
  // A cache on the way still has the script of the build before.
  const stale = await old.body();
  site.change((path, answer) => (path === 'search/findling.js' ? { ...answer, bytes: stale } : answer));
  await page.goto(site.url);
  // The page asks for the script, and then the worker.
  await expect.poll(() => site.asked.filter((path) => path === 'search/findling.js').length).toBeGreaterThan(1);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect((await stores(page)).filter((name) => name.endsWith('.wasm'))).toEqual([]);
  const { type, titles } = widget(page);
  await type('granit');
  await expect(titles).toHaveText(['Granit']);
});

test('a site with a worker of its own gets the list of what to store', async ({ page, publish }) => {
  const site = await publish(STONES);
  const list = await (await page.request.get(`${site.url}search/findling.precache.json`)).json();
  await page.goto(site.url);
  for (const { url, integrity } of list) {
    const got = await page.evaluate(([url, integrity]) => fetch(`search/${url}`, { integrity }).then(({ ok }) => ok), [url, integrity]);
    expect(got, url).toBe(true);
  }
  expect(list.map(({ revision }) => revision === null)).toEqual([false, true]);
});

/**
 * Stores without the scope that their names begin with, the module's first.
 *
 * @param {string[]} stores
 */
function named(stores) {
  return stores.map((name) => name.split(' ').at(-1)).sort();
}

/** @param {import('@playwright/test').Page} page */
function shardsKept(page) {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.endsWith('.wasm'));
    const stores = await Promise.all(names.map((name) => caches.open(name)));
    const kept = (await Promise.all(stores.map((store) => store.keys()))).flat();
    // One may be there in two forms, packed and not.
    return new Set(kept.flatMap(({ url }) => url.match(/^.*\.bin/) ?? [])).size;
  });
}
