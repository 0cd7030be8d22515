// Sites that others' programs built, with the search put in as docs/recipes.md tells:
// ./build.sh test recipes
import { resolve } from 'node:path';
import { expect, test } from '../support/index.mjs';
import { TARGET } from '../support/program.mjs';
import { opened } from '../widget.mjs';

/** Where each site was built, the path that it is put under, a query, and what answers. */
const SITES = [
  { name: 'html', folder: 'html', under: '/', start: '', query: 'kristale', title: 'Granit', leads: 'steine/granit/index.html' },
  { name: 'mdBook', folder: 'mdbook/book', under: '/a/book/', start: '', query: 'collumns', title: 'Basalt', leads: 'stones/basalt.html' },
  { name: 'mdBook, from a chapter', folder: 'mdbook/book', under: '/', start: 'stones/basalt.html', query: 'mica', title: 'Granite', leads: 'stones/granite.html' },
  { name: 'MkDocs', folder: 'mkdocs/site', under: '/handbook/', start: '', query: 'collumns', title: 'Basalt', leads: 'stones/basalt/index.html' },
  { name: 'MkDocs, from a page', folder: 'mkdocs/site', under: '/', start: 'stones/basalt/', query: 'mica', title: 'Granite', leads: 'stones/granite/index.html' },
  { name: 'Eleventy', folder: 'eleventy/_site', under: '/', start: '', query: 'collumns', title: 'Basalt', leads: 'stones/basalt/index.html' },
];

for (const { name, folder, under, start, query, title, leads } of SITES) {
  test(`${name}: searched, and the hit leads to its page`, async ({ page, hosted }) => {
    const site = await hosted(resolve(TARGET, 'recipes', folder), { under });
    await page.goto(site.url + start);
    const { field, titles, links } = await opened(page);
    await field.fill(query);
    await expect(titles.first()).toHaveText(new RegExp(title));
    await links.first().click();
    // A folder is as good as the page in it.
    await expect(page).toHaveURL((address) => address.href.replace(/#.*/, '').replace(/\/$/, '/index.html') === site.url + leads);
    await expect(page.getByRole('heading', { name: title }).first()).toBeVisible();
  });
}

test('mdBook and MkDocs have no other search', async ({ page, hosted }) => {
  for (const folder of ['mdbook/book', 'mkdocs/site']) {
    const site = await hosted(resolve(TARGET, 'recipes', folder));
    await page.goto(site.url);
    await page.waitForLoadState('networkidle');
    expect(site.asked.filter((path) => /search|elasticlunr|lunr|mark\.min/.test(path))).toEqual([]);
  }
});
