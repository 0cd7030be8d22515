// A button opens the search in a dialog.
import { headless } from './support/browsers.mjs';
import { expect, test } from './support/gallery.mjs';
import { widget } from './widget.mjs';

// With scroll bars that take room, as a page would jump by them.
test.use({ launchOptions: { ...headless(), ignoreDefaultArgs: ['--hide-scrollbars'] } });

const WRITING = '<p><input id="note" aria-label="Note"><input id="box" type="checkbox" aria-label="Box"></p><p id="rich" contenteditable>A <b>note</b></p><p class="long"></p><p id="here">A dolmen.</p>';

test('the button opens it, Escape closes it, and the focus comes back', async ({ page, show }) => {
  await show();
  const { trigger, dialog, field } = widget(page);
  await expect(trigger).toHaveAttribute('aria-haspopup', 'dialog');
  await expect(trigger).toHaveAccessibleName('Search Ctrl K');
  await expect(trigger).toHaveAttribute('aria-keyshortcuts', 'Control+K');
  await trigger.click();
  await expect(dialog).toBeVisible();
  await expect(field).toBeFocused();
  await field.fill('boulder');
  await expect(widget(page).titles).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(trigger).toBeFocused();
  await trigger.click();
  await expect(field).toHaveValue('boulder');
  await expect(widget(page).titles).toHaveCount(4);
});

test('the shortcut opens it from anywhere but where the visitor writes, and closes it', async ({ page, show }) => {
  await show({ after: WRITING });
  const { dialog, field } = widget(page);
  for (const id of ['note', 'rich']) {
    await page.locator(`#${id}`).focus();
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeHidden();
  }
  await page.locator('#box').focus();
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeHidden();
  // Some browsers tell by a number alone that an input method has the key.
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', keyCode: 229, ctrlKey: true, bubbles: true })));
  await expect(dialog).toBeHidden();
  // A slash is written, unless the page asks for it.
  await page.keyboard.press('/');
  await expect(dialog).toBeHidden();
});

for (const [shortcut, keys, name, told] of [
  ['/', '/', 'Search /', '/'],
  ['ctrl+shift+f', 'Control+Shift+F', 'Search Ctrl Shift F', 'Control+Shift+F'],
  ['mod+j /', '/', 'Search Ctrl J', 'Control+J /'],
]) {
  test(`the shortcut may be ${shortcut}`, async ({ page, show }) => {
    await show({ attributes: `shortcut="${shortcut}"` });
    const { trigger, dialog } = widget(page);
    await expect(trigger).toHaveAccessibleName(name);
    await expect(trigger).toHaveAttribute('aria-keyshortcuts', told);
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeHidden();
    await page.keyboard.press(keys);
    await expect(dialog).toBeVisible();
  });
}

test('what is written in the field is no shortcut, neither its own nor one of the page', async ({ page, show }) => {
  await show({ attributes: 'shortcut="/ mod+k"' });
  const heard = await page.evaluateHandle(() => {
    const keys = /** @type {string[]} */ ([]);
    for (const type of /** @type {const} */ (['keydown', 'keypress', 'keyup'])) document.addEventListener(type, ({ key }) => keys.push(`${type} ${key}`));
    return keys;
  });
  const { dialog, field } = widget(page);
  await page.keyboard.press('/');
  await expect(field).toBeFocused();
  await page.keyboard.type('and/or');
  await page.keyboard.press('ArrowLeft');
  await expect(field).toHaveValue('and/or');
  await page.keyboard.press('Control+ArrowLeft');
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeHidden();
  expect(await heard.jsonValue()).toEqual([
    'keydown /',
    ...['keydown Control', 'keydown ArrowLeft', 'keyup ArrowLeft', 'keyup Control'],
    ...['keydown Control', 'keydown k', 'keyup k', 'keyup Control'],
  ]);
});

test('what is not displayed opens no dialog, and leaves the shortcut to others', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"', search: '?q=harbour', style: 'header { display: none }', after: '<findling-search></findling-search>' });
  const dialogs = page.locator('[part=dialog]:visible');
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('');
  await page.keyboard.press('Control+k');
  await expect(dialogs).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialogs).toHaveCount(0);
  // What is only not seen has a dialog that is.
  await page.locator('header').evaluate((header) => {
    Object.assign(header.style, { display: 'flex', visibility: 'hidden' });
    /** @type {any} */ (header.querySelector('findling-search')).open();
  });
  await expect(dialogs).toHaveCount(1);
});

for (const none of ['off', ' OFF', 'hyper+k', '']) {
  test(`there may be no shortcut: “${none}”`, async ({ page, show }) => {
    await show({ attributes: `shortcut="${none}" placeholder=""` });
    const { trigger, dialog } = widget(page);
    await expect(trigger).toHaveAccessibleName('Search');
    await expect(trigger).not.toHaveAttribute('aria-keyshortcuts');
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeHidden();
  });
}

test('who clicks at a hit or beside one types on, and walks on', async ({ page, context, show }) => {
  await show();
  const { root, trigger, field, titles, links, active } = widget(page);
  await trigger.click();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await root.locator('[part=count]').click();
  await page.keyboard.press('ArrowDown');
  await expect(await active()).toContainText(await titles.first().innerText());
  await root.locator('[part=count]').click();
  await page.keyboard.type('s');
  await expect(field).toHaveValue('boulders');
  await expect(titles.first()).toBeVisible();
  const other = context.waitForEvent('page');
  await links.first().click({ button: 'middle' });
  await (await other).close();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Backspace');
  await expect(field).toHaveValue('boulder');
  await expect(titles).toHaveCount(4);
  // Text can be marked, and taken along.
  await root.locator('[part=count]').dblclick();
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => `${getSelection()}`)).not.toBe('');
  // Other keys are those of what has the focus.
  await root.locator('[part=sort]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(root.locator('[part=sort]')).toBeFocused();
});

test('a hit that is opened beside the page is told and remembered', async ({ page, context, show }) => {
  await show();
  const { root, trigger, field, titles, links } = widget(page);
  const told = await page.evaluateHandle(() => {
    const selected = /** @type {unknown[]} */ ([]);
    document.addEventListener('findling-select', (event) => selected.push(/** @type {CustomEvent} */ (event).detail));
    return selected;
  });
  await trigger.click();
  await field.fill('harbour');
  await expect(titles).toHaveCount(1);
  const other = context.waitForEvent('page');
  await links.first().click({ button: 'middle' });
  await (await other).close();
  await links.first().click({ button: 'right' });
  expect(await told.jsonValue()).toEqual([{ url: expect.stringContaining('find.html'), rank: 0, newTab: true }]);
  await field.fill('');
  await expect(root.locator('[part=recent]')).toHaveText(['harbour']);
});

test.describe('on a tablet', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 1024, height: 700 } });

  test('the dialog is closed by a word, not by a key', async ({ page, show }) => {
    await show();
    const { root, trigger, dialog } = widget(page);
    await trigger.tap();
    await expect(root.locator('[part=close] kbd')).toBeHidden();
    await expect(root.locator('[part=close]')).toHaveText(/^Close/);
    expect((await root.locator('[part=close]').boundingBox())?.width).toBeGreaterThan(40);
    await root.locator('[part=close]').tap();
    await expect(dialog).toBeHidden();
  });
});

test('opened by the shortcut, it gives the focus back to where it was', async ({ page, show }) => {
  await show({ after: '<p><a href="#" id="link">A link</a></p>' });
  await page.locator('#link').focus();
  await page.keyboard.press('Control+k');
  await expect(widget(page).field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('#link')).toBeFocused();
});

test('a click beside it closes it, but no drag that ends there', async ({ page, show }) => {
  await show();
  const { trigger, dialog, field } = widget(page);
  await trigger.click();
  const box = await field.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move(5, 300);
  await page.mouse.up();
  await expect(dialog).toBeVisible();
  await page.mouse.click(5, 300);
  await expect(dialog).toBeHidden();
  await expect(trigger).toBeFocused();
});

test('the page behind it neither jumps nor scrolls', async ({ page, show }) => {
  await show({ after: WRITING });
  const { trigger } = widget(page);
  const place = () => page.evaluate(() => [document.querySelector('h1')?.getBoundingClientRect().left, document.querySelector('strong')?.getBoundingClientRect().left, scrollY]);
  const before = await place();
  await trigger.click();
  await page.mouse.move(5, 300);
  await page.mouse.wheel(0, 400);
  await page.waitForTimeout(200);
  expect(await place()).toEqual(before);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.documentElement.getAttribute('style') || '')).toBe('');
});

for (const [what, css] of [
  ['a body that clips its sides', 'html, body { block-size: 100% } body { overflow-x: hidden }'],
  ['a body with a scroll bar of its own', 'body { overflow-y: scroll }'],
  ['a body that scrolls whatever scripts say', 'body { overflow-y: scroll !important }'],
  ['a body that is a container', 'body { container-type: inline-size }'],
  ['room for scroll bars on both sides', 'html { scrollbar-gutter: stable both-edges }'],
]) {
  test(`the page behind it keeps its place with ${what}`, async ({ page, show }) => {
    await show({ after: WRITING, style: css });
    const place = () => page.evaluate(() => [document.querySelector('h1')?.getBoundingClientRect().left, document.querySelector('#here')?.getBoundingClientRect().top]);
    await page.locator('#here').scrollIntoViewIfNeeded();
    const before = await place();
    await page.keyboard.press('Control+k');
    await expect(widget(page).field).toBeFocused();
    expect(await place()).toEqual(before);
    await page.mouse.move(5, 300);
    await page.mouse.wheel(0, -400);
    await page.waitForTimeout(200);
    expect(await place()).toEqual(before);
    await page.keyboard.press('Escape');
    expect(await place()).toEqual(before);
  });
}

test('a page is let go by the last dialog that goes, in whichever order', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"', search: '?q=boulder' });
  const { dialog } = widget(page);
  await expect(dialog).toBeVisible();
  const overflow = () => page.evaluate(() => document.documentElement.style.overflow);
  // What a framework may do with what is around it.
  await page.evaluate(() => {
    const parent = /** @type {HTMLElement} */ (document.querySelector('findling-search')?.parentElement);
    parent.replaceChildren(parent.querySelector('findling-search')?.cloneNode(true) ?? '');
  });
  await expect(dialog).toBeVisible();
  expect(await overflow()).toBe('hidden');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  // The dialog tells that it has closed a moment later.
  await expect.poll(overflow).toBe('');
});

test('what a page says of its own scrolling stays as it is', async ({ page, show }) => {
  await show();
  const { trigger, dialog } = widget(page);
  const styles = () => page.evaluate(() => [document.documentElement, document.body].map(({ style }) => style.cssText));
  await page.evaluate(() => {
    document.documentElement.style.overflowY = 'scroll';
    document.body.style.overflowX = 'hidden';
  });
  const before = await styles();
  await trigger.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await styles()).toEqual(before);
});

for (const size of [{ width: 844, height: 340 }, { width: 683, height: 325 }, { width: 320, height: 256 }]) {
  test(`where there is little room all results are reached: ${size.width} × ${size.height}`, async ({ page, show }) => {
    await page.setViewportSize(size);
    await show();
    const { root, trigger, field, titles } = widget(page);
    await trigger.click();
    await field.fill('pebble');
    await expect(titles).toHaveCount(10);
    for (let at = 0; at < 9; at += 1) await page.keyboard.press('ArrowDown');
    await expect(root.locator('[aria-selected=true]')).toBeInViewport();
    await page.mouse.move(size.width / 2, size.height / 2);
    await page.mouse.wheel(0, 5000);
    await expect(page.getByRole('button', { name: 'More results' })).toBeInViewport();
  });
}

test('a dialog that is not seen any more does not hold the page', async ({ page, show }) => {
  await show({ style: '@media (max-width: 30rem) { header { display: none } }' });
  const { trigger, dialog } = widget(page);
  const held = () => page.evaluate(() => getComputedStyle(document.documentElement).overflow);
  await trigger.click();
  await expect(dialog).toBeVisible();
  await page.setViewportSize({ width: 400, height: 700 });
  await expect.poll(held).toBe('visible');
  await page.setViewportSize({ width: 900, height: 700 });
  await trigger.click();
  expect(await held()).toBe('hidden');
  // Or a script takes away what is around it.
  await page.locator('header').evaluate((element) => element.style.setProperty('display', 'none'));
  await expect.poll(held).toBe('visible');
});

test('the button opens it where the element has no box of its own', async ({ page, show }) => {
  await show({ style: 'findling-search { display: contents }' });
  const { trigger, dialog } = widget(page);
  await trigger.click();
  await expect(dialog).toBeVisible();
});

test('a page has its own button in place of ours', async ({ page, show }) => {
  await show({ style: 'findling-search::part(trigger) { display: none } @media (max-width: 30rem) { header { display: none } }', after: '<button id="own">Find</button>' });
  await page.evaluate(() => document.querySelector('#own')?.addEventListener('click', () => /** @type {any} */ (document.querySelector('findling-search')).open()));
  const { trigger, dialog, field, titles } = widget(page);
  await expect(trigger).toBeHidden();
  await page.locator('#own').click();
  await expect(field).toBeFocused();
  await field.fill('boulder');
  await expect(titles).toHaveCount(4);
  await page.keyboard.press('Escape');
  await expect(page.locator('#own')).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeVisible();
  // Where the element is not displayed, there is none either.
  await page.setViewportSize({ width: 400, height: 700 });
  await expect(dialog).toBeHidden();
  await page.locator('#own').click();
  await expect(dialog).toBeHidden();
});

test('Enter that is held down on the button opens it, and no more', async ({ page, show }) => {
  await show();
  const { trigger, dialog, field, titles } = widget(page);
  await trigger.click();
  await field.fill('harbour');
  await expect(titles).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(trigger).toBeFocused();
  await page.keyboard.down('Enter');
  await expect(field).toBeFocused();
  for (let times = 0; times < 3; times += 1) await page.keyboard.down('Enter');
  await page.waitForTimeout(300);
  await expect(dialog).toBeVisible();
  expect(page.url()).toMatch(/host\.html$/);
});

test('a hit on this page closes it and leads there, but not from a new tab', async ({ page, context, show }) => {
  await show({ after: WRITING });
  const { root, trigger, dialog, field, option } = widget(page);
  await root.evaluate((element) => element.addEventListener('findling-select', (event) => (element.dataset.newTab = `${event.detail.newTab}`)));
  await trigger.click();
  await field.fill('dolmen');
  const beside = context.waitForEvent('page');
  await option('This very page').click({ modifiers: ['Control'] });
  await (await beside).close();
  await expect(root).toHaveAttribute('data-new-tab', 'true');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(field).toBeFocused();
  await option('This very page').click();
  await expect(root).toHaveAttribute('data-new-tab', 'false');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/host\.html#here$/);
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
});

test('a page opens and closes it, and is told', async ({ page, show }) => {
  await show();
  const { root, dialog } = widget(page);
  const opened = root.evaluate((element) => new Promise((resolve) => element.addEventListener('findling-open', () => resolve(true), { once: true })));
  await root.evaluate((element) => /** @type {any} */ (element).open());
  await expect(dialog).toBeVisible();
  expect(await opened).toBe(true);
  await root.evaluate((element) => /** @type {any} */ (element).close());
  await expect(dialog).toBeHidden();
});

test('the engine is loaded at the first sign of interest, not before', async ({ page, show }) => {
  /** @type {string[]} */
  const loaded = [];
  page.on('request', (request) => request.url().endsWith('.wasm') && loaded.push(request.url()));
  await show();
  await page.waitForTimeout(300);
  expect(loaded).toEqual([]);
  await widget(page).trigger.hover();
  await expect.poll(() => loaded.length).toBe(1);
});

test('the button takes the room that was kept for it', async ({ page, show }) => {
  // As docs/widget.md has it.
  await show({ style: 'findling-search:not(:defined) { display: inline-block; inline-size: max(13rem, 208px); block-size: max(2.5rem, 40px); vertical-align: middle }' });
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += /** @type {any} */ (entry).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  expect(shift).toBe(0);
});

test('Escape that belongs to an input method closes nothing', async ({ page, context, show }) => {
  await show();
  const { trigger, dialog, field } = widget(page);
  await trigger.click();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'ishi', selectionStart: 4, selectionEnd: 4 });
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('ishi');
  await expect(dialog).toBeVisible();
  await devtools.send('Input.insertText', { text: '石' });
  await expect(field).toHaveValue('石');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('removed while it is open, the page is free again', async ({ page, show }) => {
  await show();
  const { root, trigger, dialog } = widget(page);
  await trigger.click();
  await root.evaluate((element) => {
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
  });
  await expect(dialog).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.documentElement.style.overflow)).toBe('');
  await trigger.click();
  await expect(dialog).toBeVisible();
});

test('of two on a page one answers the shortcut', async ({ page, show }) => {
  await show({ after: '<findling-search></findling-search>' });
  await page.keyboard.press('Control+k');
  await expect(page.locator('[part=dialog]:visible')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('[part=dialog]:visible')).toHaveCount(0);
});

test('closed and removed at once, the page is free again', async ({ page, show }) => {
  await show();
  const { root, trigger } = widget(page);
  await trigger.click();
  await root.evaluate((element) => {
    /** @type {any} */ (element).close();
    element.remove();
  });
  expect(await page.evaluate(() => document.documentElement.style.overflow)).toBe('');
});

test('closed before the engine comes, Enter leads nowhere, and nothing stands in the address', async ({ page, show }) => {
  await show({ attributes: 'url-param="q"' });
  const { root, trigger, dialog, field, titles } = widget(page);
  await root.evaluate((element) => {
    const own = customElements.get('findling-search');
    const { open } = /** @type {any} */ (own);
    /** @type {any} */ (element).engine = new Promise((done) => addEventListener('come', done)).then(open);
  });
  await trigger.click();
  await field.fill('boulder');
  await field.press('Enter');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.evaluate(() => dispatchEvent(new Event('come')));
  await page.waitForTimeout(500);
  await expect(page).toHaveURL(/host\.html$/);
  await page.keyboard.press('Control+k');
  await expect(titles).toHaveCount(4);
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/\?q=boulder$/);
});
