// The engine of a page without the widget: opened, and kept there as `engine`.

/** @import { Page } from '@playwright/test' */
/** @import { Engine } from '../../../www/findling' */
/** @import { Article } from './sample.mjs' */

/** @typedef {typeof globalThis & { engine: Engine }} WithEngine */

/**
 * Opens the bundle that the page lies beside.
 *
 * @param {Page} page
 */
export async function openEngine(page) {
  await page.evaluate(async () => {
    const address = './findling.js';
    const { open } = await import(address);
    Object.assign(globalThis, { engine: await open() });
  });
}

/**
 * All articles whose language is known, each with the passage it begins with. A
 * query of nothing but filters gives them, whatever the ranking is.
 *
 * @param {Page} page
 * @returns {Promise<Article[]>}
 */
export function articles(page) {
  return page.evaluate(async () => {
    const { engine } = /** @type {WithEngine} */ (globalThis);
    const { languages } = await engine.info();
    const { hits } = await engine.search('', { filters: { lang: languages }, limit: Infinity });
    return hits.map(({ title, excerpt }) => ({ title, text: excerpt.text }));
  });
}
