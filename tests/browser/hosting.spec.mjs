// A bundle on hosts of all kinds: what can be searched is searched, and what cannot is said,
// while the page goes on with what it has.
import { readdirSync } from 'node:fs';
import { altered } from './support/host.mjs';
import { expect, MANY, PAGE, test } from './support/index.mjs';
import { widget } from './widget.mjs';

/** @import { Page } from '@playwright/test' */
/** @import { Answer } from './support/host.mjs' */

const STONES = {
  'granit.md': '# Granit\n\nEin Stein aus der Tiefe.\n',
  'basalt.md': '# Basalt\n\nEin Stein aus dem Vulkan.\n',
};
const RENEWED = { 'gneis.md': '# Gneis\n\nEin Stein mit Streifen.\n' };

const ANYONE = { 'access-control-allow-origin': '*' };

/**
 * What the widget tells the console when something goes wrong.
 *
 * @param {Page} page
 */
async function complaint(page) {
  const message = await page.waitForEvent('console', (it) => it.type() === 'error' && /^Error: Findling/.test(it.text()));
  return message.text();
}

/**
 * The search is said not to work, and the page's own way to its articles is there.
 *
 * @param {Page} page
 */
async function expectFallback(page) {
  const { root } = widget(page);
  await expect(root.locator('[part=error]')).toBeVisible();
  await expect(page.getByRole('link', { name: 'All stones' })).toBeVisible();
  await expect(page.getByText('A page about stones.')).toBeVisible();
}

/** @param {Page} page */
async function tryAgain(page) {
  await widget(page).root.getByRole('button', { name: 'Try again' }).click();
}

/**
 * @param {(answer: Answer) => Partial<Answer>} damage
 * @param {(path: string) => boolean} [of]
 */
const damaged =
  (damage, of = (path) => path.endsWith('.wasm')) =>
  (/** @type {string} */ path, /** @type {Answer} */ answer) =>
    of(path) ? { ...answer, headers: { ...answer.headers, 'cache-control': 'max-age=31536000, immutable' }, ...damage(answer) } : answer;

test('under a path, without compression and without ranges', async ({ page, publish }) => {
  const site = await publish(STONES, { under: '/~user/my-site/' });
  await page.goto(site.url);
  const { type, titles } = widget(page);
  await type('vulkan');
  await expect(titles).toHaveText(['Basalt']);
  expect(site.asked.filter((path) => path.startsWith('search/'))).toEqual([
    'search/findling.js',
    expect.stringMatching(/^search\/findling-.*\.wasm$/),
  ]);
});

for (const type of ['application/octet-stream', 'text/html', 'application/wasm; charset=utf-8', '']) {
  test(`a module sent as "${type}"`, async ({ page, publish }) => {
    /** @type {string[]} */
    const warnings = [];
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    const change = damaged(({ headers }) => ({ headers: { ...headers, 'content-type': type } }));
    await page.goto((await publish(STONES, { change })).url);
    await widget(page).type('granit');
    await expect(widget(page).titles).toHaveText(['Granit']);
    expect(warnings).toHaveLength(1);
  });
}

test('a bundle on another host than the page', async ({ page, publish }) => {
  const cdn = await publish(STONES, { headers: ANYONE });
  const elsewhere = PAGE.replace('search/', `${cdn.url}search/`);
  const site = await publish(RENEWED, { pages: { 'index.html': elsewhere }, headers: {} });
  await page.goto(site.url);
  const { type, titles } = widget(page);
  await type('vulkan');
  await expect(titles).toHaveText(['Basalt']);
});

test('another host that lets pages have the script but not the index says so', async ({ page, publish }) => {
  const change = (/** @type {string} */ path, /** @type {Answer} */ answer) =>
    path.endsWith('.js') ? { ...answer, headers: { ...answer.headers, ...ANYONE } } : answer;
  const cdn = await publish(STONES, { change, headers: {} });
  const elsewhere = PAGE.replace('search/', `${cdn.url}search/`);
  await page.goto((await publish(RENEWED, { pages: { 'index.html': elsewhere }, headers: {} })).url);
  const said = complaint(page);
  await widget(page).field.fill('vulkan');
  expect(await said).toMatch(/another host than the page.*Access-Control-Allow-Origin/);
  await expectFallback(page);
});

test('another host that lets pages have nothing: the page keeps its own way, and the classic script works', async ({ page, publish }) => {
  const cdn = await publish(STONES, { headers: {} });
  const elsewhere = PAGE.replace('search/', `${cdn.url}search/`);
  const classic = elsewhere.replace('type="module"', 'defer').replace('findling.js', 'findling.offline.js');
  const pages = { 'index.html': elsewhere, 'classic.html': classic };
  const site = await publish(RENEWED, { pages, headers: {} });
  await page.goto(site.url);
  await expect(page.getByRole('link', { name: 'All stones' })).toBeVisible();
  await page.goto(`${site.url}classic.html`);
  await widget(page).type('vulkan');
  await expect(widget(page).titles).toHaveText(['Basalt']);
});

for (const [what, damage] of /** @type {[string, (answer: Answer) => Partial<Answer>][]} */ ([
  ['arrives half', ({ bytes }) => ({ sent: bytes.length >> 1 })],
  ['was uploaded half', ({ bytes }) => ({ bytes: bytes.subarray(0, bytes.length >> 1) })],
  ['was altered', altered],
  ['is a page instead', () => ({ bytes: Buffer.from('<!doctype html>Not here') })],
])) {
  test(`a module that ${what} is said, and can be asked for again`, async ({ page, publish }) => {
    const site = await publish(STONES, { change: damaged(damage) });
    await page.goto(site.url);
    const said = complaint(page);
    await widget(page).field.fill('vulkan');
    expect(await said).toMatch(/\.wasm: what arrived is not what `findling build` wrote.*Reload.*Upload the whole folder/);
    await expectFallback(page);
    site.change((_, answer) => answer);
    await tryAgain(page);
    await expect(widget(page).titles).toHaveText(['Basalt']);
  });
}

test('a module that is missing is said with what to do', async ({ page, publish }) => {
  const site = await publish(STONES, { change: damaged(() => ({ status: 404, bytes: Buffer.from('no') })) });
  await page.goto(site.url);
  const said = complaint(page);
  await widget(page).field.fill('vulkan');
  expect(await said).toMatch(/answered 404.*renewed while this page was open, reload it/);
  await expectFallback(page);
});

test('a module on a slow line is waited for', async ({ page, publish }) => {
  await page.clock.install();
  const site = await publish(STONES, { change: damaged(() => ({ pause: () => page.clock.runFor(4000) })) });
  await page.goto(site.url);
  await widget(page).type('vulkan');
  await expect(widget(page).titles).toHaveText(['Basalt']);
  expect(site.asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
});

/** @returns {Promise<void>} */
const forEver = () => new Promise(() => {});

for (const [what, stall] of /** @type {[string, (page: Page) => Promise<unknown> | void][]} */ ([
  ['does not begin to arrive', (page) => page.route('**/*.wasm', () => {})],
  ['ceases to arrive', () => {}],
])) {
  test(`a module that ${what} is given up, and can be asked for again`, async ({ page, publish }) => {
    await page.clock.install();
    const site = await publish(STONES, { change: damaged(() => ({ pause: forEver })) });
    await stall(page);
    await page.goto(site.url);
    const said = complaint(page);
    await widget(page).field.fill('vulkan');
    await expect(widget(page).root.locator('[part=loading]')).toBeVisible();
    for (let passed = 0; passed < 12; passed += 1) await page.clock.runFor(1000);
    expect(await said).toMatch(/\.wasm: nothing came for 10 seconds.*Check the connection/);
    await expectFallback(page);
    await page.unroute('**/*.wasm');
    site.change((_, answer) => answer);
    await tryAgain(page);
    await expect(widget(page).titles).toHaveText(['Basalt']);
  });
}

test('without https, where scripts have no digests, an altered module is refused as well', async ({ page, publish }) => {
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }));
  const site = await publish(STONES, { change: damaged(altered) });
  await page.goto(site.url);
  const said = complaint(page);
  await widget(page).field.fill('vulkan');
  expect(await said).toMatch(/\.wasm: what arrived is not what `findling build` wrote/);
  site.change((_, answer) => answer);
  site.asked.length = 0;
  await tryAgain(page);
  await expect(widget(page).titles).toHaveText(['Basalt']);
  expect(site.asked).toHaveLength(1);
});

test('shards that cease to arrive are not waited for', async ({ page, publish }) => {
  await page.clock.install();
  const site = await publish(MANY, { options: ['--split'] });
  await page.goto(site.url);
  const { field, titles, root } = widget(page);
  await field.fill('wort61 ');
  await expect(titles.first()).toBeVisible();
  site.change(damaged(() => ({ pause: forEver }), (path) => path.endsWith('.bin')));
  await field.fill('wort62 findling ');
  await expect(root.locator('[part=loading]')).toBeVisible();
  // Three attempts, with a pause between them.
  for (let passed = 0; passed < 40; passed += 1) await page.clock.runFor(1000);
  await expect(root.locator('[part=note], [part=error]')).toContainText(/Some results may be missing|could not be loaded/);
});

test('a shard that was altered takes no other with it, and heals', async ({ page, publish }) => {
  const site = await publish(MANY, { options: ['--split'] });
  await page.goto(site.url);
  const { field, titles, root } = widget(page);
  await field.fill('wort61 ');
  await expect(titles.first()).toBeVisible();
  const found = await titles.allTextContents();
  // Shards of documents have the highest numbers but that of the catalogue, which comes later.
  const asked = () => site.asked.filter((path) => path.endsWith('.bin')).sort((a, b) => numberOf(b) - numberOf(a));
  const catalogue = Math.max(...readdirSync(site.path, { recursive: true }).map((path) => numberOf(String(path)) || 0));
  await expect.poll(() => numberOf(asked()[0])).toBe(catalogue);
  const last = asked()[1];
  site.change(damaged(altered, (path) => path === last));
  await page.reload();
  await field.fill('wort61 ');
  await expect(root.locator('[part=note]')).toContainText('Some results may be missing');
  site.change((_, answer) => answer);
  await field.fill('');
  await field.fill('wort61 ');
  await expect(titles).toHaveText(found);
  await expect(root.locator('[part=note]')).toHaveCount(0);
});

/** @param {string} path */
function numberOf(path) {
  return Number(path.match(/(\d+)\.bin/)?.[1]);
}

for (const options of [['--single'], ['--split']]) {
  test(`a site that is renewed while a page is open (${options[0]})`, async ({ page, publish }) => {
    const site = await publish({ ...MANY, ...STONES }, { options });
    await page.goto(site.url);
    const { type, field, titles } = widget(page);
    await type('granit ');
    await expect(titles).toHaveText(['Granit']);
    await site.build({ ...MANY, ...RENEWED });
    // The page goes on with what it began with.
    for (const [query, title] of [['vulkan ', 'Basalt'], ['tiefe ', 'Granit']]) {
      await field.fill('');
      await type(query);
      await expect(titles).toHaveText([title]);
    }
    // The next one has the new index, and nothing of the old.
    site.asked.length = 0;
    await page.reload();
    await type('streifen ');
    await expect(titles).toHaveText(['Gneis']);
    await field.fill('');
    await type('vulkan ');
    await expect(page.locator('findling-search [part=empty]').or(titles.first())).toBeVisible();
    expect(await titles.allTextContents()).not.toContain('Basalt');
    const names = site.asked.flatMap((path) => path.match(/findling-[0-9a-f]+/)?.[0] ?? []);
    expect(new Set(names).size).toBe(1);
  });
}

test('a page that was loaded before the site was renewed opens its own index', async ({ page, publish }) => {
  const site = await publish(STONES);
  await page.goto(site.url);
  await page.waitForFunction(() => customElements.get('findling-search'));
  await site.build(RENEWED);
  await widget(page).type('vulkan');
  await expect(widget(page).titles).toHaveText(['Basalt']);
});

test('a page with another base', async ({ page, publish }) => {
  const based = PAGE.replace('<title>', '<base href="/else/where/">\n<title>').replace('search/', '/search/');
  const site = await publish(STONES, { pages: { 'index.html': based }, options: ['--base-url', 'stones'] });
  await page.goto(site.url);
  const { type, links } = widget(page);
  await type('vulkan');
  await expect(links).toHaveAttribute('href', `${site.url}search/stones/basalt.md`);
});
