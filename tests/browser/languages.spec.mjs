// The widget speaks the language of the page.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from './support/gallery.mjs';
import { PAGE } from './support/index.mjs';
import { widget } from './widget.mjs';

const FOLDER = new URL('../../www/i18n/', import.meta.url);

/** @type {[string, any][]} */
const LANGUAGES = readdirSync(FOLDER).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))]);

/** @param {any} strings */
const shape = (strings, path = '') =>
  Object.entries(strings).flatMap(([key, value]) => (typeof value === 'object' && !('other' in value) ? shape(value, `${path}${key}.`) : [path + key]));

/** @param {string} text */
const gaps = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('all languages say the same, in the forms that their plurals have', () => {
  expect(LANGUAGES.map(([lang]) => lang)).toEqual(['ar', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'tr']);
  const english = Object.fromEntries(LANGUAGES).en;
  for (const [lang, strings] of LANGUAGES) {
    expect(shape(strings), lang).toEqual(shape(english));
    const forms = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    for (const [key, value] of Object.entries(strings)) {
      if (typeof value === 'string') expect(gaps(value), `${lang} ${key}`).toEqual(gaps(english[key]));
      else if ('other' in value) {
        expect(Object.keys(value).sort(), `${lang} ${key}`).toEqual([...forms].sort());
        expect(gaps(value.other), `${lang} ${key}`).toEqual(gaps(english[key].other));
      }
    }
  }
});

for (const [lang, strings] of LANGUAGES) {
  test(`it speaks ${lang}`, async ({ page, show }) => {
    await show({ lang });
    const { trigger, field, root, dialog } = widget(page);
    await expect(trigger).toContainText(strings.label);
    await trigger.click();
    await expect(dialog).toHaveAccessibleName(strings.label);
    await expect(dialog).toHaveCSS('direction', lang === 'ar' ? 'rtl' : 'ltr');
    await field.fill('pebble');
    await expect(root.locator('[part=count]')).toContainText((200).toLocaleString(lang));
    await field.fill('pebble '.repeat(65));
    await expect(root.locator('[part=note]')).toHaveText(strings.words);
    await field.fill('boulder "glacier melted"');
    await expect(root.locator('[part=note]')).toHaveText(strings.quotes);
    await field.fill('xyzzyqq');
    await expect(root.locator('[part=hint]').first()).toHaveText(strings.hint);
  });
}

test('a script carries the languages of its articles, and loads no other but that of the page', async ({ page, build }) => {
  const { url } = await build({ 'a.md': '---\nlang: de\n---\n# Stein\n\nEin Stein liegt am Weg und wartet.\n' });
  /** @type {string[]} */
  const loaded = [];
  page.on('request', (request) => /findling\.\w\w\.json$/.test(request.url()) && loaded.push(request.url().slice(-7, -5)));
  for (const [lang, expected] of /** @type {const} */ ([['de', []], ['en', []], ['sv', []], ['fr-CA', ['fr']]])) {
    loaded.length = 0;
    await page.route('**/host.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="${lang}"><title>x</title><script type="module" src="findling.js"></script><findling-search></findling-search>` }),
    );
    await page.goto(`${url}host.html`);
    await expect(widget(page).trigger).toContainText(lang === 'de' ? 'Suche' : lang === 'fr-CA' ? 'Recherche' : 'Search');
    expect(loaded).toEqual(expected);
    await page.unroute('**/host.html');
  }
});

test('the best hits come first, whatever language a script carries', async ({ page, build }) => {
  const { url } = await build({
    'alt.md': '---\nlang: de\ndate: 2001-05-01\n---\n# Findling\n\nEin Findling ist ein Stein, und kein Findling gleicht dem anderen.\n',
    'neu.md': '---\nlang: de\ndate: 2024-05-01\n---\n# Wald\n\nIm Wald liegt unter vielen Bäumen ein Findling.\n',
  });
  await page.route('**/host.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="de"><title>x</title><script type="module" src="findling.js"></script><findling-search mode="page"></findling-search>' }),
  );
  await page.goto(`${url}host.html`);
  const { root, field, titles } = widget(page);
  await field.fill('findling');
  await expect(titles).toHaveText(['Findling', 'Wald']);
  await expect(root.getByRole('combobox', { name: 'Sortieren nach' })).toHaveValue('relevance');
  await expect(root.locator('[part=sort] option')).toHaveText(['Relevanz', 'Neueste', 'Titel']);
});

test('until its language comes, it speaks English and hears its shortcut', async ({ page, show }) => {
  const held = /** @type {import('@playwright/test').Route[]} */ ([]);
  await page.route('**/findling.fr.json', (route) => void held.push(route));
  await show({ lang: 'fr_CA' });
  const { trigger, dialog } = widget(page);
  await expect(trigger).toContainText('Search');
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeVisible();
  for (const route of held) await route.continue();
  await expect(dialog).toHaveAccessibleName('Recherche');
});

test('a language that does not come is no reason to be silent', async ({ page, show }) => {
  /** @type {string[]} */
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await page.route('**/findling.pl.json', (route) => route.fulfill({ status: 404 }));
  await show({ lang: 'pl' });
  const { trigger, field, titles } = widget(page);
  await trigger.click();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await expect(trigger).toContainText('Search');
  expect(warnings.join()).toContain('findling.pl.json');
});

for (const [what, status, texts, label] of /** @type {[string, number, object, string][]} */ ([
  ['of another version', 200, { label: 'Recherche', keys: undefined }, 'Recherche'],
  ['that is an error in JSON', 404, { error: 'Not found' }, 'Search'],
])) {
  test(`for a file ${what} English fills in`, async ({ page, show }) => {
    const errors = /** @type {string[]} */ ([]);
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route('**/findling.fr.json', (route) => route.fulfill({ status, json: texts }));
    await show({ lang: 'fr' });
    const { trigger, field, titles, root } = widget(page);
    await expect(trigger).toContainText(label);
    await trigger.click();
    await field.fill('boulder');
    await expect(titles).toHaveCount(4);
    await expect(root.locator('[part=count]')).toHaveText('4 results');
    expect(errors).toEqual([]);
  });
}

test('the element’s own language counts more than the page’s', async ({ page, show }) => {
  await show({ lang: 'de', attributes: 'lang="nl"' });
  await expect(widget(page).trigger).toContainText('Zoeken');
  await widget(page).root.evaluate((element) => element.setAttribute('lang', 'no tag at all'));
  await expect(widget(page).trigger).toContainText('Search');
});

test('the language may change around it', async ({ page, show }) => {
  await show({ lang: 'de' });
  const { root, trigger } = widget(page);
  await expect(trigger).toContainText('Suche');
  await page.evaluate(() => (document.documentElement.lang = 'nl'));
  await expect(trigger).toContainText('Zoeken');
  await root.evaluate((element) => {
    const host = document.createElement('div');
    document.body.append(host);
    host.attachShadow({ mode: 'open' }).append(element);
    host.lang = 'en';
  });
  await expect(trigger).toContainText('Search');
  await page.evaluate(() => document.body.lastElementChild?.setAttribute('lang', 'fr'));
  await expect(trigger).toContainText('Recherche');
});

test('a hit in another direction than the page has its sections on its own side', async ({ page, publish }) => {
  const site = await publish(
    { 'stones.md': '---\nlang: en\n---\n# Stones\n\nAll of them.\n\n## Boulders\n\nA boulder is large.\n' },
    { pages: { 'index.html': PAGE.replace('lang="en"', 'lang="ar" dir="rtl"') } },
  );
  await page.goto(site.url);
  const { root, field } = widget(page);
  await field.fill('boulders');
  for (const part of ['title', 'excerpt', 'section']) await expect(root.locator(`[part=${part}]`).first()).toHaveCSS('direction', 'ltr');
  await expect(root.locator('[part=section]')).toHaveAttribute('lang', 'en');
});
