// What a visitor can do with results, and what the widget remembers.
import { expect, test } from './support/gallery.mjs';
import { PAGE } from './support/index.mjs';
import { widget } from './widget.mjs';

test('results lie over the page, and go when the visitor turns elsewhere', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, field, panel, titles } = widget(page);
  const top = await page.locator('main p').first().boundingBox();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  expect(await page.locator('main p').first().boundingBox()).toEqual(top);
  await page.mouse.click(20, 600);
  await expect(panel).toBeHidden();
  await field.click();
  await expect(panel).toBeVisible();
  await root.locator('[part=sort]').focus();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(field).toHaveValue('boulder');
  await expect(field).toBeFocused();
});

test('results over the page stay in sight when the window becomes narrow', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { field, titles } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await page.setViewportSize({ width: 420, height: 700 });
  await expect(titles.first()).toBeInViewport({ ratio: 0.9 });
});

test('results over the page are brought into sight', async ({ page, show }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await show({ mode: 'inline', style: 'body { padding-block-start: 560px }' });
  const { field, panel, titles } = widget(page);
  await field.pressSequentially('pebble');
  await expect(titles).toHaveCount(10);
  await expect(panel).toBeInViewport({ ratio: 1 });
  await expect(field).toBeInViewport({ ratio: 1 });
  const { scrollY } = await page.evaluate(() => ({ scrollY }));
  expect(scrollY).toBeGreaterThan(100);
  // Whoever closed them and scrolled away sees them again.
  await page.keyboard.press('Escape');
  await page.evaluate(() => scrollTo(0, 0));
  await field.press('ArrowDown');
  await expect(panel).toBeInViewport({ ratio: 1 });
});

test('results below a header that stays leave the page where it is', async ({ page, show }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await show({ mode: 'inline', style: 'header { position: sticky; inset-block-start: 0; z-index: 1; padding-block: 0 } body { block-size: 3000px }' });
  const { field, titles } = widget(page);
  await page.evaluate(() => scrollTo(0, 400));
  await field.fill('pebble');
  await expect(titles).toHaveCount(10);
  await page.waitForTimeout(400);
  expect(await page.evaluate(() => scrollY)).toBe(400);
});

test('who walks back into the field sees it', async ({ page, show }) => {
  // Below a header that stays.
  await show({ mode: 'page', style: 'header { position: sticky; inset-block-start: 0; z-index: 1; background: #fff }' });
  const { field, titles } = widget(page);
  await field.fill('pebble');
  await expect(titles).toHaveCount(10);
  await field.press('ArrowUp');
  await expect(field).not.toBeInViewport();
  await field.press('ArrowDown');
  await expect(field).toBeInViewport();
  const [above, found] = [await page.locator('header').boundingBox(), await field.boundingBox()];
  expect(found?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
});

test('filters narrow the hits, count, and keep the keyboard where it is', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field, titles, checkbox, button } = widget(page);
  await page.setViewportSize({ width: 1100, height: 700 });
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await expect(root.getByRole('group', { name: 'Topic' })).toContainText('Geology 2');
  await checkbox('Geology').focus();
  await page.keyboard.press('Space');
  await expect(titles).toHaveCount(2);
  await expect(checkbox('Geology')).toBeChecked();
  await expect(checkbox('Geology')).toBeFocused();
  await checkbox('Building').check();
  await expect(titles).toHaveCount(3);
  await checkbox('2025').check();
  await expect(titles).toHaveText(['A boulder is found in the harbour']);
  await button('Clear filters').click();
  await expect(titles).toHaveCount(4);
  await checkbox('Lists').check();
  await expect(titles).toHaveCount(1);
  await field.fill('');
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
});

test('filters are folded away where there is little room', async ({ page, show }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await show({ mode: 'page' });
  const { field, titles, checkbox, button } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await expect(checkbox('Geology')).toBeHidden();
  await button('Filters').click();
  await expect(button('Filters')).toHaveAttribute('aria-expanded', 'true');
  await checkbox('Geology').check();
  await expect(button('Filters (1)')).toBeVisible();
  await expect(titles).toHaveCount(2);
  await button('Filters (1)').click();
  await expect(checkbox('Geology')).toBeHidden();
});

for (const mode of ['modal', 'inline']) {
  test(`a box that is ticked stays where it is: ${mode}`, async ({ page, show }) => {
    await page.setViewportSize({ width: 1000, height: 600 });
    await show({ mode });
    const { root, trigger, field, titles, panel, checkbox, button } = widget(page);
    if (mode === 'modal') await trigger.click();
    await field.fill('pebble');
    await expect(titles).toHaveCount(10);
    await button('Filters').click();
    const box = checkbox('2017');
    await panel.evaluate((panel) => panel.scrollTo(0, 200));
    const before = await box.boundingBox();
    await box.check();
    await expect(root.locator('[part=count]')).toHaveText('17 results');
    await page.waitForTimeout(400);
    expect(await box.boundingBox()).toEqual(before);
    // Other words are another search.
    await field.fill('beach');
    await expect(root.locator('[part=count]')).toBeInViewport();
  });
}

test('folders are called by a word of the visitor’s language', async ({ page, publish }) => {
  for (const [lang, name] of [['en', 'Section'], ['de', 'Bereich']]) {
    const host = PAGE.replace('lang="en"', `lang="${lang}"`).replace('"inline"', '"page"');
    const site = await publish({ 'rocks/granite.md': '# Granite\n\nA stone.', 'news/find.md': '# A find\n\nA stone.' }, { pages: { 'index.html': host } });
    await page.goto(site.url);
    await widget(page).field.fill('stone');
    await expect(widget(page).root.locator('[part=legend]').first()).toHaveText(name);
  }
});

test('a facet shows its most frequent values first, and all on demand', async ({ page, show }) => {
  await show({ mode: 'page' });
  await page.setViewportSize({ width: 1100, height: 700 });
  const { root, field, button } = widget(page);
  await field.fill('pebble');
  const drawers = root.getByRole('group', { name: 'Topic' }).getByRole('checkbox');
  await expect(drawers).toHaveCount(6);
  // Large enough for fingers.
  expect((await button('Show all 14').boundingBox())?.height).toBeGreaterThanOrEqual(24);
  await button('Show all 14').click();
  await expect(drawers).toHaveCount(14);
  await expect(drawers.first()).toBeFocused();
});

test('nothing left by filters is undone by one button', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field, titles, checkbox, button } = widget(page);
  await page.setViewportSize({ width: 1100, height: 700 });
  await field.fill('boulder');
  await checkbox('Building').check();
  await expect(titles).toHaveCount(1);
  await field.fill('harbour scratches');
  await expect(root.locator('[part=empty]')).toBeVisible();
  await button('Clear filters').last().click();
  await expect(titles).toHaveText(['A boulder is found in the harbour']);
});

test('the focus stays here when a button goes that was pressed', async ({ page, show }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await show({ mode: 'page' });
  const { root, field, titles, checkbox, button } = widget(page);
  /** @type {[string, string][]} */
  const pressed = [['peble', 'Search exactly for'], ['pebble', 'More results'], ['menhir', 'menhir giants'], ['boulder', 'Clear filters'], ['boulder', 'Clear the search field']];
  for (const [query, name] of pressed) {
    await field.fill(query);
    await expect(root.locator('[part=count]')).toBeVisible();
    if (name === 'Clear filters') await checkbox('Geology').check();
    const offered = button(name).first();
    await offered.scrollIntoViewIfNeeded();
    const { scrollY } = await page.evaluate(() => ({ scrollY }));
    await offered.click();
    await expect(field, name).toBeFocused();
    if (name === 'More results') {
      await expect(titles).toHaveCount(20);
      expect(await page.evaluate(() => globalThis.scrollY)).toBe(scrollY);
    }
  }
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('no keyboard comes for a button', async ({ page, show }) => {
    await show({ mode: 'page' });
    const { field, titles, button } = widget(page);
    await field.fill('pebble');
    await expect(titles).toHaveCount(10);
    await field.blur();
    await button('More results').tap();
    await expect(titles).toHaveCount(20);
    await expect(field).not.toBeFocused();
  });
});

test('what has the focus keeps it while an answer is waited for', async ({ page, show }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await show({ mode: 'page' });
  const { root, field, titles, checkbox } = widget(page);
  await root.evaluate(async (element) => {
    const engine = await /** @type {any} */ (customElements.get('findling-search')).open();
    let held = Promise.resolve();
    const search = (/** @type {unknown[]} */ ...asked) => held.then(() => engine.search(...asked));
    const hold = () => (held = new Promise((release) => Object.assign(element, { release })));
    Object.assign(element, { engine: { ...engine, search }, hold });
  });
  const tell = (/** @type {'hold' | 'release'} */ what) => root.evaluate((element, what) => void (/** @type {any} */ (element)[what]()), what);
  await field.fill('boulder');
  await checkbox('Geology').check();
  await expect(titles).toHaveCount(2);
  await tell('hold');
  await checkbox('Geology').focus();
  await page.keyboard.press('Space');
  await expect(root.locator('[part=loading]')).toBeVisible();
  await tell('release');
  await expect(titles).toHaveCount(4);
  await expect(checkbox('Geology')).toBeFocused();
  await tell('hold');
  await root.locator('[part=sort]').selectOption('newest');
  await root.locator('[part=sort]').focus();
  await tell('release');
  await expect(titles.first()).toHaveText('A boulder is found in the harbour');
  await expect(root.locator('[part=sort]')).toBeFocused();
});

test('hits come in another order', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, field, titles } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await root.locator('[part=sort]').selectOption('newest');
  await expect(titles.first()).toHaveText('A boulder is found in the harbour');
  await root.locator('[part=sort]').selectOption('title');
  await expect(titles.first()).toHaveText('A boulder is found in the harbour');
  await expect(titles.nth(1)).toHaveText(/^An account/);
});

test('the page says how much new articles count', async ({ page, show }) => {
  await show({ mode: 'inline', attributes: 'freshness="0.5"' });
  const { root, field } = widget(page);
  await root.evaluate((element) => {
    const search = async (/** @type {string} */ query, /** @type {unknown} */ options) => {
      element.dataset.asked = JSON.stringify(options);
      return { query, total: 0, hits: [] };
    };
    Object.assign(element, { engine: { search, info: async () => ({ languages: [] }), suggest: async () => [] } });
  });
  await field.fill('boulder');
  await expect(root).toHaveAttribute('data-asked', /"freshness":0.5/);
});

test('a hit is in the folders above its page, a record that is called by its address in none', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field, titles } = widget(page);
  /** @type {[string, string[]][]} */
  const cases = [
    ['https://stones.example/walls/a.html', []],
    ['a.html', []],
    ['index.html', []],
    ['walls/a.html', ['walls']],
    ['walls/dry/index.html', ['walls']],
    ['walls/dry/old/_index.md', ['walls › dry']],
    ['walls/index/a.html', ['walls › index']],
  ];
  await root.evaluate((element) => {
    const search = async (/** @type {string} */ id) => {
      const hits = [{ id, url: 'a.html', title: id, lang: '', date: '', excerpt: { text: '', marks: [] }, sections: [] }];
      return { query: id, total: 1, hits, took_ms: 1, corrected: null };
    };
    Object.assign(element, { engine: { search, info: async () => ({ languages: [] }), suggest: async () => [] } });
  });
  for (const [id, folders] of cases) {
    await field.fill(id);
    await expect(titles).toHaveText([id]);
    await expect(root.locator('[part=path]'), id).toHaveText(folders);
  }
});

/** Lets the element's engine fail at whatever the page says. */
const failing = (/** @type {import('@playwright/test').Locator} */ root) =>
  root.evaluate(async (element) => {
    const engine = await /** @type {any} */ (customElements.get('findling-search')).open();
    const refuse = async () => Promise.reject(new Error('refused'));
    const search = (/** @type {string} */ query, /** @type {{ offset?: number }} */ options) =>
      (element.dataset.fails === 'more' && options.offset ? refuse() : engine.search(query, options));
    const suggest = (/** @type {unknown[]} */ ...asked) => (element.dataset.fails === 'related' ? refuse() : engine.suggest(...asked));
    Object.assign(element, { engine: undefined });
    /** @type {any} */ (element.constructor).open = async () => ({ ...engine, search, suggest });
  });

test('more results that do not come leave those that are there, and may be asked for again', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field, titles, button, status } = widget(page);
  await failing(root);
  const fail = (/** @type {string} */ what) => root.evaluate((element, what) => (element.dataset.fails = what), what);
  const error = root.locator('[part=error]');
  // The first are shown before the others of the page are there.
  await fail('more');
  await field.fill('pebble');
  await expect(error).toHaveText('The search could not be loaded.');
  await expect(titles).toHaveCount(3);
  await expect(status).toHaveText('The search could not be loaded.');
  await fail('nothing');
  await button('More results').click();
  await expect(titles).toHaveCount(13);
  await expect(error).toHaveCount(0);
  await fail('more');
  await button('More results').click();
  await expect(error).toBeVisible();
  await expect(titles).toHaveCount(13);
});

test('related searches that do not come are not missed', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field, titles } = widget(page);
  const errors = /** @type {string[]} */ ([]);
  page.on('pageerror', (error) => errors.push(error.message));
  await failing(root);
  await root.evaluate((element) => (element.dataset.fails = 'related'));
  await field.fill('pebble');
  await expect(titles).toHaveCount(10);
  await page.waitForTimeout(400);
  expect(errors).toEqual([]);
});

test('an attribute that is set to what it is changes nothing', async ({ page, show }) => {
  await show({ mode: 'page', attributes: 'placeholder="Stones" url-param="q"' });
  const { root, field, titles, button } = widget(page);
  await field.fill('pebble');
  await expect(titles).toHaveCount(10);
  await button('More results').click();
  await expect(titles).toHaveCount(20);
  await root.evaluate((element) => {
    for (const { name, value } of [...element.attributes]) element.setAttribute(name, value);
  });
  await page.waitForTimeout(200);
  await expect(titles).toHaveCount(20);
});

test('other words and keys for it leave what was found', async ({ page, show }) => {
  await show({ mode: 'page', attributes: 'placeholder="Stones"' });
  const { root, field, titles, button, active } = widget(page);
  await field.fill('pebble');
  await expect(titles).toHaveCount(10);
  await button('More results').click();
  await expect(titles).toHaveCount(20);
  await field.press('ArrowDown');
  await root.evaluate((element) => {
    element.setAttribute('placeholder', 'Rocks');
    element.setAttribute('shortcut', '/');
    element.setAttribute('offline-button', '');
  });
  await expect(field).toHaveAttribute('placeholder', 'Rocks');
  await expect(field).toHaveAttribute('aria-keyshortcuts', '/');
  await page.waitForTimeout(200);
  await expect(titles).toHaveCount(20);
  await expect(await active()).toContainText('Pebble');
  // Another language says it anew.
  await root.evaluate((element) => element.setAttribute('lang', 'de'));
  await expect(root.locator('[part=count]')).toHaveText('200 Treffer');
});

test('instead of nothing a few words are offered, and not for long sought', async ({ page, show }) => {
  await show({ mode: 'page' });
  const { root, field } = widget(page);
  await root.evaluate((element) => {
    const found = ['word', 'word', 'title', 'title'].map((kind, at) => ({ kind, text: `stone ${at}`, count: 1 }));
    const suggest = async (/** @type {string} */ text) => {
      element.dataset.asked = `${Number(element.dataset.asked ?? 0) + 1}`;
      return text.startsWith('stone') ? found : [];
    };
    const search = async (/** @type {string} */ query) => ({ query, total: 0, hits: [], took_ms: 1, corrected: null });
    // In the place of the bundle's own: a server is asked less.
    /** @type {any} */ (element.constructor).open = async () => ({ search, info: async () => ({ languages: [] }), suggest });
  });
  await field.fill('stonexyz');
  await expect(root.locator('[part=suggestion]')).toHaveText(['stone 0', 'stone 1', 'stone 2']);
  await root.evaluate((element) => (element.dataset.asked = '0'));
  await field.fill('xyzzy '.repeat(400));
  await expect(root.locator('[part=empty]')).toContainText('xyzzy');
  expect(Number(await root.getAttribute('data-asked'))).toBeLessThan(25);
});

test('when typing pauses, related searches are offered', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, field, button } = widget(page);
  await field.fill('menhir');
  const related = root.locator('[part=related]');
  await expect(related).toContainText('Related searches');
  await related.getByRole('button').first().click();
  await expect(field).toHaveValue('menhir giants');
  await expect(field).toBeFocused();
  await field.fill('bouldxyz');
  await expect(button('Boulders of the northern plain')).toBeVisible();
});

test('a search that led somewhere is remembered, and can be forgotten', async ({ page, show }) => {
  await show();
  const { root, trigger, field, panel, list, option, button, status } = widget(page);
  // The hits are left where they are.
  await root.evaluate((element) => element.addEventListener('findling-select', (event) => event.preventDefault()));
  await trigger.click();
  await expect(panel).toBeHidden();
  for (const query of ['walls', 'harbour', 'beach', 'glacier', 'churches', 'boulder']) {
    await field.fill(query);
    await expect(root.locator('mark').first()).toHaveText(new RegExp(query, 'i'));
    await list.getByRole('option').first().click();
  }
  const keys = root.locator('[part=footer]');
  await expect(keys).toBeVisible();
  await field.fill('');
  await expect(keys).toBeHidden();
  const recent = root.locator('[part=recent]');
  await expect(recent).toHaveText(['boulder', 'churches', 'glacier', 'beach', 'harbour']);
  await button('Forget “glacier”').click();
  await expect(recent).toHaveText(['boulder', 'churches', 'beach', 'harbour']);
  await expect(field).toBeFocused();
  await expect(status).toHaveText('Recent searches, boulder, churches, beach, harbour');
  await recent.nth(1).click();
  await expect(field).toHaveValue('churches');
  await expect(option('Walls built of boulders')).toBeVisible();
  // The same in capitals is the same.
  await field.fill('Harbour');
  await expect(root.locator('mark').first()).toHaveText(/harbour/i);
  await list.getByRole('option').first().click();
  await field.fill('');
  await expect(recent).toHaveText(['Harbour', 'boulder', 'churches', 'beach']);
});

test('a page may want nothing remembered', async ({ page, show }) => {
  await page.addInitScript(() => localStorage.setItem('findling.recent', '["walls"]'));
  await show({ attributes: 'no-recents' });
  const { root, trigger, field, panel, list } = widget(page);
  await root.evaluate((element) => element.addEventListener('findling-select', (event) => event.preventDefault()));
  await trigger.click();
  await expect(panel).toBeHidden();
  await field.fill('boulder');
  await list.getByRole('option').first().click();
  expect(await page.evaluate(() => localStorage.getItem('findling.recent'))).toBe('["walls"]');
});

test('what is kept on the device may be anything', async ({ page, show }) => {
  for (const kept of ['{', '7', '[1, {"a": 2}, "walls"]']) {
    await page.addInitScript((kept) => localStorage.setItem('findling.recent', kept), kept);
    await show({ mode: 'inline' });
    await widget(page).field.click();
  }
  await expect(widget(page).root.locator('[part=recent]')).toHaveText(['walls']);
});

test('the query stands in the address, in one step of the history', async ({ page, show }) => {
  await page.goto('about:blank');
  await show({ mode: 'page', attributes: 'url-param="q"' });
  const { field, titles } = widget(page);
  await field.pressSequentially('boulder');
  await expect(page).toHaveURL(/\?q=boulder$/);
  await field.fill('harbour');
  await expect(page).toHaveURL(/\?q=harbour$/);
  // An address may not be of any length.
  await field.fill('harbour '.repeat(200));
  await expect(page).toHaveURL(/host\.html$/);
  await field.fill('harbour');
  await expect(page).toHaveURL(/\?q=harbour$/);
  await page.goBack();
  await expect(page).toHaveURL(/host\.html$/);
  await expect(field).toHaveValue('');
  await expect(titles).toHaveCount(0);
  await page.goForward();
  await expect(field).toHaveValue('harbour');
  await expect(titles).toHaveCount(1);
  await page.goBack();
  await page.goBack();
  expect(page.url()).toBe('about:blank');
});

test('where the page has gone on by itself, a search is a step from there', async ({ page, show }) => {
  await show({ mode: 'page', attributes: 'url-param="q"' });
  const { field } = widget(page);
  await field.pressSequentially('boulder');
  await expect(page).toHaveURL(/host\.html\?q=boulder$/);
  // As a router does with a hit that it shows itself.
  await page.evaluate(() => history.pushState(null, '', 'article.html'));
  await field.fill('harbour');
  await expect(page).toHaveURL(/article\.html\?q=harbour$/);
  await page.goBack();
  await expect(page).toHaveURL(/article\.html$/);
  await page.goBack();
  await expect(page).toHaveURL(/host\.html\?q=boulder$/);
  await expect(field).toHaveValue('boulder');
});

test('where the page shows a hit itself, one step back leads to the results', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"' });
  const { root, trigger, field, dialog, titles } = widget(page);
  await root.evaluate((element) => {
    element.addEventListener('findling-select', async (event) => {
      event.preventDefault();
      await history.pushState(null, '', 'article.html');
      /** @type {any} */ (element).close();
    });
  });
  await trigger.click();
  await field.fill('harbour');
  await expect(page).toHaveURL(/\?q=harbour$/);
  await field.press('Enter');
  await expect(page).toHaveURL(/article\.html$/);
  await expect(dialog).toBeHidden();
  await page.goBack();
  await expect(page).toHaveURL(/\?q=harbour$/);
  await expect(titles).toHaveText(['A boulder is found in the harbour']);
  await expect(dialog).toBeVisible();
});

test('on a page of its own, Escape leaves the results where they are', async ({ page, show }) => {
  await page.setViewportSize({ width: 1100, height: 700 });
  await show({ mode: 'page', attributes: 'url-param="q"' });
  const { field, titles, checkbox } = widget(page);
  await field.fill('boulder');
  await expect(page).toHaveURL(/\?q=boulder$/);
  await page.keyboard.press('Escape');
  await expect(titles.first()).toBeVisible();
  await checkbox('Geology').check();
  await page.keyboard.press('Escape');
  await expect(titles).toHaveCount(2);
  await expect(titles.first()).toBeVisible();
  await expect(checkbox('Geology')).toBeFocused();
});

test('Escape closes results in which something else than a link was clicked', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, field, panel } = widget(page);
  await field.fill('boulder');
  await root.locator('[part=count]').click();
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(field).toBeFocused();
});

test('a section is found where it stands, not in the table of contents', async ({ page, publish }) => {
  const filler = '<p>More about something else.</p>'.repeat(60);
  const article = `<!doctype html><html lang="en"><title>Stones</title><main><h1>Stones</h1>
<p>Read about <b>Kept examples</b>, and about others.</p>${filler}
<h2 id="kept-examples">Kept examples</h2>
<p>Boulders stand in many gardens.</p>${filler}</main>`;
  const pages = { 'index.html': PAGE, 'kept.html': article };
  const site = await publish({ 'kept.html': article }, { pages, options: ['--base-url', '/'] });
  await page.goto(site.url);
  const { field, root } = widget(page);
  await field.fill('boulders examples');
  const section = root.locator('[part=section]');
  await expect(section).toHaveAttribute('href', /kept\.html#kept-examples:~:text=Kept%20examples,-Boulders%20stand%20in$/);
  await section.click();
  await expect(page).toHaveURL(/kept\.html#kept-examples$/);
  await expect(page.getByRole('heading', { name: 'Kept examples' })).toBeInViewport();
});

test('an address with a query opens its results, and the back button closes them', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"', search: '?q=harbour&x=1' });
  const { dialog, titles, field } = widget(page);
  await expect(dialog).toBeVisible();
  await expect(titles).toHaveText(['A boulder is found in the harbour']);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/host\.html\?x=1$/);
  await page.keyboard.press('Control+k');
  await field.fill('walls');
  await expect(page).toHaveURL(/\?x=1&q=walls$/);
  await page.goBack();
  await expect(dialog).toBeHidden();
});

const BELOW = '<p class="long"></p><p id="here">A dolmen.</p>';

for (const mode of ['modal', 'inline', 'page']) {
  test(`a hit on this page leads there, though the address holds the query: ${mode}`, async ({ page, show }) => {
    await show({ mode, attributes: 'url-param="q"', search: '?q=dolmen', after: BELOW });
    await page.evaluate(() => Object.assign(globalThis, { kept: true }));
    const { panel, field, option } = widget(page);
    await option('This very page').click();
    await expect(page).toHaveURL(/host\.html#here$/);
    if (mode !== 'page') await expect(panel).toBeHidden();
    await expect(field).toHaveValue('dolmen');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(500);
    expect(await page.evaluate(() => 'kept' in globalThis)).toBe(true);
    // Nor does it come back when typing has paused.
    await page.waitForTimeout(400);
    await expect(page).toHaveURL(/host\.html#here$/);
  });
}

test('links within a page leave a search alone whose query the address holds', async ({ page, show }) => {
  await show({ mode: 'inline', attributes: 'url-param="q"', after: `<a href="#here">Down</a>${BELOW}` });
  const { field, panel } = widget(page);
  await field.fill('boulder');
  await expect(page).toHaveURL(/\?q=boulder$/);
  await field.press('Escape');
  await page.getByRole('link', { name: 'Down' }).click();
  await expect(page).toHaveURL(/\?q=boulder#here$/);
  await page.waitForTimeout(200);
  await expect(panel).toBeHidden();
  await expect(field).not.toBeFocused();
});

test('links within a page leave a search alone of which the address tells nothing', async ({ page, show }) => {
  await show({ mode: 'page', search: '?=harbour', after: `<a href="#here">Down</a>${BELOW}` });
  const { field, titles } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await page.waitForTimeout(400);
  await page.getByRole('link', { name: 'Down' }).click();
  await expect(page).toHaveURL(/\?=harbour#here$/);
  await page.waitForTimeout(200);
  await expect(field).toHaveValue('boulder');
  await expect(titles).toHaveCount(4);
});

test('one step back closes a dialog whose field was emptied', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"' });
  const { dialog, field, titles, trigger, button } = widget(page);
  await trigger.click();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await expect(page).toHaveURL(/\?q=boulder$/);
  await button('Clear').click();
  await expect(page).not.toHaveURL(/boulder/);
  await page.goBack();
  await expect(dialog).toBeHidden();
});

test('the parameter of the address may be named later, or otherwise', async ({ page, show }) => {
  await show({ mode: 'page', search: '?q=walls&s=harbour' });
  const { root, field, titles } = widget(page);
  await root.evaluate((element) => element.setAttribute('url-param', 'q'));
  await expect(titles.first()).toHaveText('Walls built of boulders');
  await root.evaluate((element) => element.setAttribute('url-param', 's'));
  await expect(titles.first()).toHaveText('A boulder is found in the harbour');
  await root.evaluate((element) => element.removeAttribute('url-param'));
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await page.waitForTimeout(400);
  await expect(page).toHaveURL(/\?q=walls&s=harbour$/);
});

test('a visitor who comes back to a page that was kept finds its results', async ({ page, show }) => {
  await show({ mode: 'page', attributes: 'url-param="q"', search: '?q=harbour' });
  const { field, titles } = widget(page);
  await expect(titles).toHaveCount(1);
  // As when a browser gives it back: where it is driven by a test, it keeps none.
  await page.evaluate(() => {
    history.replaceState(null, '', '?q=walls');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  await expect(field).toHaveValue('walls');
  await expect(titles.first()).toHaveText('Walls built of boulders');
});

test('without a network it says so, and goes on by itself when there is one', async ({ page, context, show }) => {
  await show({ content: '<a href="/archive">The archive</a>' });
  await context.setOffline(true);
  const { root, trigger, field, titles } = widget(page);
  await trigger.click();
  await field.fill('boulder');
  await expect(root.locator('[part=error]')).toContainText('You are offline');
  await expect(page.getByRole('link', { name: 'The archive' })).toBeVisible();
  await context.setOffline(false);
  await expect(titles).toHaveCount(4);
});

test('a large index is loaded as a whole on demand', async ({ page, context, show }) => {
  await show({ parts: true, attributes: 'offline-button' });
  const { root, trigger, field, titles, button } = widget(page);
  await trigger.click();
  await button('Make available offline').click();
  await expect(root.locator('[part=save]')).toHaveText('Available offline');
  await context.setOffline(true);
  await field.fill('pebble 117');
  await expect(titles.first()).toHaveText('Pebble 117');
  await expect(root.locator('[part=note]')).toHaveCount(0);
});

test('loading all of it fails aloud, and may be tried again', async ({ page, show }) => {
  await show({ parts: true, attributes: 'offline-button' });
  const { root, trigger, button } = widget(page);
  await page.route('**/*.bin*', (route) => route.abort());
  await trigger.click();
  await button('Make available offline').click();
  await expect(root.locator('[part=progress]')).toBeVisible();
  await expect(root.locator('[part=error]')).toBeVisible({ timeout: 10_000 });
  await page.unroute('**/*.bin*');
  await button('Make available offline').click();
  await expect(root.locator('[part=save]')).toHaveText('Available offline');
});

test('what is being loaded goes on while the language changes', async ({ page, show }) => {
  await show({ parts: true, attributes: 'offline-button' });
  const { root, trigger, button } = widget(page);
  /** @type {() => void} */
  let release = () => {};
  const held = new Promise((done) => (release = () => done(undefined)));
  await page.route('**/*.bin*', async (route) => {
    await held;
    await route.continue();
  });
  await trigger.click();
  await button('Make available offline').click();
  await expect(root.locator('[part=progress]')).toBeVisible();
  await page.locator('findling-search').evaluate((element) => element.setAttribute('lang', 'de'));
  await expect(button('Schließen')).toBeVisible();
  await expect(root.locator('[part=progress]')).toBeVisible();
  release();
  await expect(root.locator('[part=save]')).toHaveText('Available offline');
});

test('what an engine says late is not taken for what another one says', async ({ page, show }) => {
  await show({ attributes: 'offline-button' });
  const { trigger, dialog, button } = widget(page);
  await page.locator('findling-search').evaluate(async (element) => {
    /** @param {number} missing @param {number} delay */
    const engine = (missing, delay) => ({
      info: () => new Promise((done) => setTimeout(() => done({ languages: ['en'], missing }), delay)),
      suggest: async () => [],
    });
    for (const given of [engine(5, 100), engine(0, 0)]) {
      /** @type {any} */ (element).engine = given;
      element.dispatchEvent(new Event('pointerenter'));
      await new Promise((done) => setTimeout(done, 50));
    }
    await new Promise((done) => setTimeout(done, 100));
  });
  await trigger.click();
  await expect(dialog).toBeVisible();
  await expect(button('Make available offline')).toHaveCount(0);
});

test('an index in one file needs no such button', async ({ page, show }) => {
  await show({ attributes: 'offline-button' });
  const { trigger, field, titles, button } = widget(page);
  await trigger.click();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await expect(button('Make available offline')).toHaveCount(0);
});

test('the mode may change while results are shown', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, trigger, dialog, field, titles } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await root.evaluate((element) => element.removeAttribute('mode'));
  await trigger.click();
  await expect(dialog).toBeVisible();
  await expect(field).toHaveValue('boulder');
  await expect(titles).toHaveCount(4);
  await root.evaluate((element) => element.setAttribute('mode', 'page'));
  await expect(dialog).toHaveCount(0);
  await expect(titles.first()).toBeVisible();
});

test('results over the page stay in the window as the field grows', async ({ page, show }) => {
  await page.setViewportSize({ width: 640, height: 700 });
  const style = 'findling-search { display: block; margin-inline-start: auto; inline-size: 10rem; transition: inline-size 0.2s } findling-search:focus-within { inline-size: 22rem }';
  await show({ mode: 'inline', style });
  const { root, field, panel } = widget(page);
  await field.fill('boulder');
  await expect(panel).toBeVisible();
  await expect.poll(async () => (await root.boundingBox())?.width).toBe(352);
  await expect.poll(async () => ((await panel.boundingBox())?.x ?? -1) > 0).toBe(true);
});

test('corners of a button may be round altogether, those of results are not', async ({ page, show }) => {
  await show({ mode: 'inline', style: 'findling-search { --findling-radius: 999px }' });
  const { root, field, panel } = widget(page);
  await field.fill('boulder');
  await expect(root.locator('[part=field]')).toHaveCSS('border-radius', '999px');
  await expect(panel).toHaveCSS('border-radius', '24px');
});

test('on a phone it fills the screen, as far as the keyboard leaves it', async ({ page, show }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await show();
  const { trigger, dialog, field, panel } = widget(page);
  await trigger.click();
  await expect.poll(() => dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 700 });
  await field.fill('pebble');
  await expect(panel).toBeVisible();
  // The keyboard comes up.
  await page.evaluate(() => {
    Object.defineProperty(visualViewport, 'height', { value: 400, configurable: true });
    visualViewport?.dispatchEvent(new Event('resize'));
  });
  await expect.poll(async () => (await dialog.boundingBox())?.height).toBe(400);
  // It goes when the visitor scrolls through the hits.
  await expect(field).toBeFocused();
  await widget(page).list.dispatchEvent('touchmove');
  await expect(field).not.toBeFocused();
});

test('it has the accent colour of the page, if that has one', async ({ page, show }) => {
  await show({ mode: 'inline', style: 'body { accent-color: rgb(138, 28, 74) }' });
  const { root, field } = widget(page);
  await field.focus();
  await expect(root.locator('[part=field]')).toHaveCSS('border-color', 'rgb(138, 28, 74)');
  await field.blur();
  await page.evaluate(() => (document.body.style.accentColor = 'rgb(9, 8, 7)'));
  await field.focus();
  await expect(root.locator('[part=field]')).toHaveCSS('border-color', 'rgb(9, 8, 7)');
  await root.evaluate((element) => element.style.setProperty('--findling-accent', 'rgb(1, 2, 3)'));
  await expect(root.locator('[part=field]')).toHaveCSS('border-color', 'rgb(1, 2, 3)');
});

test('on paper there is no search', async ({ page, show }) => {
  await show({ mode: 'page' });
  await page.emulateMedia({ media: 'print' });
  await expect(widget(page).field).toBeHidden();
});

test('who wants less motion gets none', async ({ page, show }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await show();
  const { trigger, dialog } = widget(page);
  await trigger.click();
  await expect(dialog).toHaveCSS('animation-name', 'none');
});

test('over the page, Escape keeps the query, and what changes later opens nothing', async ({ page, show }) => {
  await show({ mode: 'inline' });
  const { root, field, panel, titles } = widget(page);
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await field.press('Escape');
  await field.press('Escape');
  await expect(field).toHaveValue('boulder');
  await field.blur();
  await root.evaluate((element) => element.setAttribute('placeholder', 'Stones'));
  await page.waitForTimeout(500);
  await expect(panel).toBeHidden();
  await field.focus();
  await expect(panel).toBeVisible();
});
