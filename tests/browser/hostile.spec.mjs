// Articles and queries of strangers: whatever they hold, it is text.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/index.mjs';
import { openEngine } from './support/engine.mjs';
import { LINKS, NO_LINKS, TEXTS } from './support/payloads.mjs';
import { widget } from './widget.mjs';

/** @import { Page } from '@playwright/test' */
/** @import { WithEngine } from './support/engine.mjs' */

/** A record for each payload, in all that a record can hold; each has a word of its own. */
const RECORDS = TEXTS.map((text, at) => ({
  id: `${at} ${text}`,
  title: `Stein${at} ${text}`,
  text: `Ein kiesel${at} ${text} liegt hier.`,
  url: `stein-${at}.html`,
  tags: [text],
  author: text,
  category: text,
  lang: text,
  date: text,
  facets: { [text]: [text, 'other'], art: [text, '<b>'] },
}));

/** And one for each address. */
const ADDRESSES = [...NO_LINKS, ...LINKS].map((url, at) => ({
  id: `address-${at}`,
  title: `Adresse${at}`,
  text: `Ein findling${at}.`,
  url,
}));

/** The same in the headings of a page. */
const PAGES = Object.fromEntries(
  TEXTS.map((text, at) => {
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return [`fels-${at}.html`, `<title>Fels ${at}</title><h2>fels${at} ${escaped}</h2><p>Ein Text.`];
  }),
);

const ARTICLES = { ...PAGES, 'records.jsonl': [...RECORDS, ...ADDRESSES].map((it) => JSON.stringify(it)).join('\n') };

/** The elements that the widget is made of. */
const OWN = /^(a|b|br|button|dialog|details|div|fieldset|form|h\d|header|footer|input|kbd|label|legend|li|mark|nav|ol|option|output|p|path|progress|section|select|slot|span|strong|summary|svg|time|ul)$/;

/**
 * What in a widget is not its own: elements, handlers, addresses.
 *
 * @param {Page} page
 */
function foreign(page) {
  return page.evaluate((own) => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('findling-search')?.shadowRoot);
    const elements = [...root.querySelectorAll('*')];
    return elements.flatMap((element) => [
      ...(new RegExp(own).test(element.localName) ? [] : [element.outerHTML]),
      ...[...element.attributes].filter(({ name }) => /^(on|src|action|formaction|srcdoc)/.test(name)).map(({ name, value }) => `${name}=${value}`),
      ...[element.getAttribute('href') ?? ''].filter((href) => /^(?!https?:|$)/i.test(href)),
    ]);
  }, OWN.source);
}

/**
 * Opens the page, and fails the test if it asks others or opens something.
 *
 * @param {Page} page
 * @param {string} url
 */
async function open(page, url) {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => void asked.push(request.url()));
  page.on('dialog', (dialog) => void (asked.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  await page.goto(url);
  return {
    async unharmed() {
      expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
      expect(await page.evaluate(() => 'pwned' in globalThis)).toBe(false);
      // What is searched for stands in the address.
      expect(page.url().replace(/\?q=[^#]*$/, '')).toBe(url);
    },
  };
}

test.describe.configure({ timeout: 120_000 });

test('titles, texts, headings, tags and names of facets stay text', async ({ page, build }) => {
  expect(TEXTS.length).toBeGreaterThan(60);
  const { url } = await build(ARTICLES);
  const opened = await open(page, url);
  await openEngine(page);
  const { root, field, titles } = widget(page);
  for (let at = 0; at < TEXTS.length; at += 1) {
    for (const word of [`kiesel${at}`, `fels${at}`]) {
      await field.fill(`"${word}"`);
      await expect(titles.first()).toHaveText(new RegExp(`^(Stein|Fels ?)${at}( |$)`));
      expect(await foreign(page), TEXTS[at]).toEqual([]);
    }
    const [title, shown] = await Promise.all([
      page.evaluate((query) => /** @type {WithEngine} */ (globalThis).engine.search(query, { facets: true }).then(({ hits }) => hits[0].title), `"kiesel${at}"`),
      field.fill(`"kiesel${at}"`).then(() => expect(titles).toHaveText([/^Stein/])).then(() => titles.first().textContent()),
    ]);
    expect(shown).toBe(title);
  }
  await expect(root).toHaveCount(1);
  await opened.unharmed();
});

test('what is typed stays text', async ({ page, build }) => {
  const { url } = await build(ARTICLES);
  const opened = await open(page, url);
  const { root, field } = widget(page);
  for (const text of [...TEXTS, ...NO_LINKS]) {
    await field.fill('');
    await field.fill(text);
    await expect(root.locator('[part=panel]')).toHaveAttribute('data-state', /results|empty|idle/);
    expect(await foreign(page), text).toEqual([]);
  }
  await opened.unharmed();
});

test('no address of an article runs anything', async ({ page, build }) => {
  const { url } = await build(ARTICLES);
  const opened = await open(page, url);
  const { field, links } = widget(page);
  for (const [at, { url: address }] of ADDRESSES.entries()) {
    await field.fill(`"findling${at}"`);
    await expect(links).toContainText([`Adresse${at}`]);
    expect((await links.first().getAttribute('href')) ?? 'https://', address).toMatch(/^https?:\/\//);
  }
  await opened.unharmed();
});

test('only addresses of the web become links, whoever gives them', async ({ page, build }) => {
  const { url } = await build(ARTICLES);
  const opened = await open(page, url);
  await page.evaluate((addresses) => {
    const hits = addresses.map((url, at) => ({
      ...{ id: `${at}`, url, title: `Adresse${at}`, score: 1, lang: '', date: '', excerpt: { text: '', marks: [] } },
      sections: [{ heading: url, url: `${url}#a` }],
    }));
    Object.assign(/** @type {Element} */ (document.querySelector('findling-search')), {
      engine: {
        search: async (/** @type {string} */ query) => ({ query, total: hits.length, took_ms: 1, corrected: null, hits, facets: [] }),
        suggest: async () => [],
        info: async () => ({ languages: [] }),
        loadAll: async () => {},
      },
    });
  }, [...NO_LINKS, ...LINKS]);
  const { field, links, root } = widget(page);
  await field.fill('adresse');
  await expect(links).toHaveCount(NO_LINKS.length + LINKS.length);
  expect(await foreign(page)).toEqual([]);
  const hrefs = await links.evaluateAll((all) => all.map((it) => it.getAttribute('href')));
  expect(hrefs.slice(0, NO_LINKS.length)).toEqual(NO_LINKS.map(() => null));
  for (const [at, href] of hrefs.slice(NO_LINKS.length).entries()) expect(href, LINKS[at]).toMatch(/^https?:\/\//);
  for (let at = 0; at < NO_LINKS.length; at += 1) {
    await links.nth(at).dispatchEvent('click');
    await root.locator('[part=section]').nth(at).dispatchEvent('click');
  }
  await opened.unharmed();
});

test('pages that are made of articles hold nothing but text', async ({ page, build }) => {
  const { url, path } = await build(ARTICLES, '--pages');
  const names = (await readdir(join(path, 'pages'))).filter((name) => name.endsWith('.html'));
  expect(names.length).toBeGreaterThan(TEXTS.length);
  const opened = await open(page, url);
  for (const name of names) {
    await page.goto(`${url}pages/${encodeURIComponent(name)}`);
    const strange = await page.evaluate(() => {
      const elements = [...document.body.querySelectorAll('*')];
      const names = /^(script|img|svg|iframe|object|embed|base|meta|link|style|form|input|video|audio|x)$/;
      const harms = (/** @type {Element} */ it) => names.test(it.localName) || it.getAttributeNames().some((attribute) => attribute.startsWith('on'));
      return elements.filter(harms).map((it) => it.outerHTML);
    });
    expect(strange, name).toEqual([]);
  }
  await page.goto(url);
  await opened.unharmed();
});
