// What every visitor must be able to do, in Firefox and WebKit: ./build.sh test everywhere
import { expect, fileUrl, MANY, PAGE, test as base } from '../support/index.mjs';
import { altered, STRICT } from '../support/host.mjs';
import { Key, start } from '../support/webdriver.mjs';

/** @import { WebDriver } from 'selenium-webdriver' */
/** @import { Answer } from '../support/host.mjs' */

const test = base.extend({
  browserOf: ['firefox', { option: true, scope: 'worker' }],

  /** One browser for all stories. */
  session: [
    async ({ browserOf }, use) => {
      const { driver, stop } = await start(browserOf);
      await use(driver);
      await stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  visitor: async ({ session }, use) => {
    await use(visitorOf(session));
    await session.get('about:blank');
  },
});

/**
 * What a visitor does and sees.
 *
 * @param {WebDriver} driver
 */
function visitorOf(driver) {
  /** @param {string} part */
  const shown = (part) =>
    driver.executeScript(
      `const root = document.querySelector('findling-search')?.shadowRoot;
       const shown = [...(root?.querySelectorAll('[part~=' + arguments[0] + ']') ?? [])].filter((it) => it.checkVisibility());
       return shown.map((it) => it.textContent);`,
      part,
    );
  const defined = () => expect.poll(() => driver.executeScript(`return Boolean(document.querySelector('findling-search')?.shadowRoot)`)).toBe(true);
  const visitor = {
    driver,
    defined,
    visit: (/** @type {string} */ url) => driver.get(url),
    address: () => driver.getCurrentUrl(),
    run: (/** @type {string} */ script) => driver.executeAsyncScript(`const done = arguments[0]; (async () => { ${script} })().then(done, (error) => done('failed: ' + error));`),
    async type(/** @type {string[]} */ ...keys) {
      await defined();
      await driver.executeScript(`document.querySelector('findling-search').focus()`);
      await driver.actions().sendKeys(...keys).perform();
    },
    /** Wherever the focus is. */
    press: (/** @type {string[]} */ ...keys) => driver.actions().sendKeys(...keys).perform(),
    shortcut: (/** @type {string} */ key) => driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform(),
    async click(/** @type {string} */ part) {
      await defined();
      const button = await driver.executeScript(`return document.querySelector('findling-search').shadowRoot.querySelector('[part=' + arguments[0] + ']')`, part);
      await driver.actions().move({ origin: button }).click().perform();
    },
    /** The part that has the focus. */
    focused: () => driver.executeScript(`return document.activeElement?.shadowRoot?.activeElement?.getAttribute('part') ?? null`),
    /** The title of the hit that the field points at, as a screen reader finds it. */
    active: () =>
      driver.executeScript(
        `const root = document.querySelector('findling-search').shadowRoot;
         const id = root.querySelector('[part=input]').getAttribute('aria-activedescendant');
         return id && root.getElementById(id).querySelector('[part=title]').textContent;`,
      ),
    clear: () => visitor.paste(''),
    /** All at once: one search. */
    async paste(/** @type {string} */ text) {
      await defined();
      await driver.executeScript(
        `const search = document.querySelector('findling-search');
         search.focus();
         search.value = arguments[0];`,
        text,
      );
    },
    expectShown: (/** @type {string} */ part, /** @type {unknown} */ expected) => expect.poll(() => shown(part), { timeout: 10_000 }).toEqual(expected),
    shown,
  };
  return visitor;
}

const STONES = {
  'granit.md': '# Granit\n\nEin Stein aus der Tiefe, 😀 für Übergänge.\n',
  'basalt.md': '# Basalt\n\nEin Stein aus dem Vulkan.\n',
};

/** A button that opens a dialog, and something to write into behind it. */
const MODAL = PAGE.replace(' mode="inline"', '').replace('</findling-search>', '</findling-search>\n<p><input id="note" aria-label="Note"></p>');

test('results come while typing, a typo is forgiven and said, and matches are marked', async ({ visitor, publish }) => {
  await visitor.visit((await publish(STONES)).url);
  await visitor.type('vul');
  await visitor.expectShown('title', ['Basalt']);
  await visitor.clear();
  await visitor.type('uebergange');
  await visitor.expectShown('mark', ['Übergänge']);
  await visitor.clear();
  await visitor.type('vulcna');
  await visitor.expectShown('title', ['Basalt']);
  await visitor.expectShown('note', [expect.stringContaining('vulkan')]);
  await visitor.clear();
  await visitor.type('xyzzyqq');
  await visitor.expectShown('empty', [expect.stringContaining('xyzzyqq')]);
});

test('the keyboard leads to an article', async ({ visitor, build }) => {
  const { url } = await build(STONES, '--pages');
  await visitor.visit(url);
  await visitor.type('stein');
  await visitor.expectShown('title', expect.arrayContaining(['Basalt', 'Granit']));
  const [first] = await visitor.shown('title');
  await visitor.type(Key.ARROW_DOWN, Key.ENTER);
  await expect.poll(visitor.address).toMatch(new RegExp(`/pages/${first.toLowerCase()}\\.html$`));
});

test('a button opens the dialog and the page behind it is still; Escape closes it and gives the focus back', async ({ visitor, publish }) => {
  await visitor.visit((await publish(STONES, { pages: { 'index.html': MODAL } })).url);
  await visitor.click('trigger');
  await expect.poll(visitor.focused).toBe('input');
  expect(await visitor.run(`document.querySelector('#note').focus(); return document.activeElement.localName;`)).toBe('findling-search');
  await visitor.press('stein');
  await visitor.expectShown('title', expect.arrayContaining(['Basalt', 'Granit']));
  await visitor.press(Key.ARROW_DOWN);
  await expect.poll(visitor.active).toBe((await visitor.shown('title'))[0]);
  await visitor.press(Key.ARROW_UP);
  await expect.poll(visitor.active).toBe(null);
  await visitor.press(Key.ESCAPE);
  await visitor.expectShown('input', []);
  await expect.poll(visitor.focused).toBe('trigger');
});

test('the shortcut opens the dialog and closes it, and Enter follows the chosen hit', async ({ visitor, publish }) => {
  await visitor.visit((await publish(STONES, { pages: { 'index.html': MODAL } })).url);
  await visitor.defined();
  await visitor.shortcut('k');
  await expect.poll(visitor.focused).toBe('input');
  await visitor.press('stein');
  await visitor.expectShown('title', expect.arrayContaining(['Basalt', 'Granit']));
  const [first] = await visitor.shown('title');
  await visitor.shortcut('k');
  await visitor.expectShown('input', []);
  // WebKit takes a moment, in which keys still go to the field.
  await expect.poll(visitor.focused).toBe(null);
  await visitor.shortcut('k');
  // What was found is still there.
  await visitor.expectShown('title', expect.arrayContaining([first]));
  await visitor.press(Key.ARROW_DOWN);
  await expect.poll(visitor.active).toBe(first);
  await visitor.press(Key.ENTER);
  await expect.poll(visitor.address).toContain(first.toLowerCase());
});

test('filters unfold, and fold again', async ({ visitor, publish }) => {
  const tagged = Object.fromEntries(Object.entries(STONES).map(([name, text]) => [name, `---\ntags: [Vom ${name}]\n---\n${text}`]));
  await visitor.visit((await publish(tagged, { pages: { 'index.html': MODAL } })).url);
  await visitor.click('trigger');
  await visitor.press('stein');
  await visitor.expectShown('title', expect.arrayContaining(['Basalt', 'Granit']));
  await visitor.expectShown('checkbox', []);
  await visitor.click('filter-toggle');
  await visitor.expectShown('legend', ['Topic']);
  await visitor.click('checkbox');
  await visitor.expectShown('title', [expect.any(String)]);
  await visitor.expectShown('legend', ['Topic']);
  await visitor.click('filter-toggle');
  await visitor.expectShown('legend', []);
});

test('from the disk it searches as well', async ({ visitor, build }) => {
  const { path } = await build(STONES, '--pages');
  await visitor.visit(fileUrl(path, 'index.html'));
  await visitor.type('vulkan');
  await visitor.expectShown('title', ['Basalt']);
  await visitor.type(Key.ENTER);
  await expect.poll(visitor.address).toMatch(/pages\/basalt\.html$/);
  await visitor.driver.navigate().back();
  await visitor.expectShown('title', ['Basalt']);
});

test('of a large index what is needed is loaded, and all of it on demand', async ({ visitor, publish }) => {
  const site = await publish(MANY, { options: ['--split'] });
  await visitor.visit(site.url);
  await visitor.type('wort61 ');
  await visitor.expectShown('title', expect.arrayContaining([expect.stringMatching(/^Stein/)]));
  const loaded = site.asked.filter((path) => path.endsWith('.bin'));
  expect(loaded.length).toBeGreaterThan(0);
  expect(new Set(loaded).size).toBe(loaded.length);
  // The page's own engine: what Firefox's driver imports is another instance.
  const missing = await visitor.run(`
    const engine = await customElements.get('findling-search').open();
    const { missing } = await engine.info();
    await engine.loadAll();
    return [missing > 0, (await engine.info()).missing];`);
  expect(missing).toEqual([true, 0]);
  await site.stop();
  for (const query of ['wort1700 ', 'wort288 ', 'findlng wort2222 ']) {
    await visitor.clear();
    await visitor.type(query);
    await visitor.expectShown('title', expect.arrayContaining([expect.stringMatching(/^Stein/)]));
  }
});

test('a large index on a host that compresses nothing', async ({ visitor, publish }) => {
  const site = await publish(MANY, { options: ['--split', '--compressed'] });
  await visitor.visit(site.url);
  await visitor.type('wort61 ');
  await visitor.expectShown('title', expect.arrayContaining([expect.stringMatching(/^Stein/)]));
  expect(site.asked.filter((path) => path.endsWith('.bin.gz')).length).toBeGreaterThan(0);
});

/** What a page hears of its policy, from the beginning on. */
const WATCHES = "globalThis.refused = [];\ndocument.addEventListener('securitypolicyviolation', (event) => refused.push(event.violatedDirective));";

test('a strict Content-Security-Policy is enough', async ({ visitor, publish }) => {
  const pages = { 'index.html': PAGE.replace('<script', '<script src="watches.js"></script>\n<script'), 'watches.js': WATCHES };
  await visitor.visit((await publish(STONES, { pages, headers: STRICT })).url);
  await visitor.type('vulkna');
  await visitor.expectShown('title', ['Basalt']);
  const display = await visitor.driver.executeScript(
    `return getComputedStyle(document.querySelector('findling-search').shadowRoot.querySelector('[part~=field]')).display`,
  );
  expect(display).toBe('flex');
  expect(await visitor.driver.executeScript('return refused')).toEqual([]);
});

for (const [what, damage] of /** @type {[string, (answer: Answer) => Partial<Answer>][]} */ ([
  ['arrives half', ({ bytes }) => ({ sent: bytes.length >> 1 })],
  ['was altered', altered],
])) {
  test(`a module that ${what} is said, and can be asked for again`, async ({ visitor, publish }) => {
    const change = (/** @type {string} */ path, /** @type {Answer} */ answer) =>
      path.endsWith('.wasm') ? { ...answer, headers: { ...answer.headers, 'cache-control': 'max-age=31536000, immutable' }, ...damage(answer) } : answer;
    const site = await publish(STONES, { change });
    await visitor.visit(site.url);
    await visitor.paste('vulkan');
    await visitor.expectShown('error', [expect.any(String)]);
    site.change((_, answer) => answer);
    await visitor.driver.executeScript(`document.querySelector('findling-search').shadowRoot.querySelector('[part~=retry]').click()`);
    await visitor.expectShown('title', ['Basalt']);
  });
}

test('a module sent with a wrong type is used all the same', async ({ visitor, publish }) => {
  const change = (/** @type {string} */ path, /** @type {Answer} */ answer) =>
    path.endsWith('.wasm') ? { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } } : answer;
  await visitor.visit((await publish(STONES, { change })).url);
  await visitor.type('vulkan');
  await visitor.expectShown('title', ['Basalt']);
});

for (const options of [['--single'], ['--split']]) {
  test(`after one visit, pages and search work without a network (${options[0]})`, async ({ visitor, publish }) => {
    const registers = '<script defer src="search/findling.register.js" data-worker="sw.js"></script>\n<h1>';
    const pages = {
      'index.html': PAGE.replace('<h1>', registers),
      'sw.js': "self.findlingBundle = 'search/';\nimportScripts('search/findling.sw.js');\n",
    };
    const site = await publish(MANY, { pages, options });
    await visitor.visit(site.url);
    const stored = `
      await navigator.serviceWorker.ready;
      const kept = await caches.match(location.href);
      return Boolean(navigator.serviceWorker.controller && kept);`;
    await expect.poll(() => visitor.run(stored), { timeout: 15_000 }).toBe(true);
    await visitor.run(`
      const { open } = await import(new URL('search/findling.js', location.href).href);
      await (await open()).loadAll();`);
    await site.stop();
    // Not `refresh`, by which Firefox's driver goes past the worker.
    await visitor.visit(site.url);
    await visitor.type('wort61 ');
    await visitor.expectShown('title', expect.arrayContaining([expect.stringMatching(/^Stein/)]));
    await visitor.expectShown('note', []);
  });
}
