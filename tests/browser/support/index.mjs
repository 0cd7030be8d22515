// What the browser tests import instead of '@playwright/test':
//
//   import { test, expect, fileUrl } from './support/index.mjs';
//
//   test('finds a word', async ({ page, site }) => {
//     await page.goto(site.url);                       // dist/ over http
//   });
//   test('finds it without a server', async ({ page, site }) => {
//     await page.goto(fileUrl(site.path, 'index.html'));  // dist/ from the disk
//   });
//   test('shows no HTML of an article', async ({ page, build }) => {
//     const { url, path } = await build({ 'a.txt': 'Über <b>Brücken</b>' });
//   });
//   test('stands on a page of its own', async ({ page, publish }) => {
//     const site = await publish({ 'a.txt': 'Über Brücken' }, { pages: { 'index.html': PAGE } });
//     await page.goto(site.url);                       // the bundle is in search/
//   });
import { test as base, expect } from '@playwright/test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { host } from './host.mjs';
import { DIST, findling, scratchFolder, serve } from './program.mjs';

export { expect, findling, scratchFolder };

/** A page of a website; what stands in the element is there for visitors without JavaScript. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Stones</title>
<script type="module" src="search/findling.js"></script>
<h1>Stones</h1>
<findling-search mode="inline"><a href="list.html">All stones</a></findling-search>
<p>A page about stones.</p>`;

/** As many articles as make several shards, with words of their own. */
export const MANY = Object.fromEntries(
  Array.from({ length: 120 }, (_, at) => {
    const own = Array.from({ length: 60 }, (_, word) => `wort${(at * 61 + word * 17) % 2999}`);
    return [`stein-${at}.md`, `# Stein ${at}\n\nEin Findling. ${own.join(' ')} Ende.\n`];
  }),
);

/**
 * The file:// address of a file in a folder.
 *
 * @param {...string} parts
 */
export function fileUrl(...parts) {
  return pathToFileURL(join(...parts)).href;
}

export const test = base.extend({
  /** What the host of a project sends along with everything. */
  headers: [{}, { option: true, scope: 'worker' }],

  /** Nothing on a page may do what its policy forbids. */
  page: async ({ page }, use) => {
    const refused = [];
    page.on('console', (message) => {
      if (/Content Security Policy|requires 'Trusted/.test(message.text())) refused.push(message.text());
    });
    await use(page);
    expect(refused).toEqual([]);
  },

  /** The page of the sample articles: `path` on the disk, `url` of a server of this worker. */
  site: [
    async ({ headers }, use) => {
      const server = await served(DIST, headers);
      await use({ path: DIST, url: server.url });
      await server.stop();
    },
    { scope: 'worker' },
  ],

  /**
   * `build(files, ...options)` builds a bundle from the given files and serves
   * it: `path` and `url` of the bundle, `output` is what the program printed.
   */
  build: async ({ headers }, use) => {
    const undo = [];
    await use(async (files, ...options) => {
      const folder = await scratchFolder(prefixed('articles/', files));
      undo.push(folder.remove);
      const path = join(folder.path, 'site');
      const output = await findling('build', join(folder.path, 'articles'), '--out', path, ...options);
      const server = await served(path, headers);
      undo.push(server.stop);
      return { path, url: server.url, output };
    });
    for (const step of undo.reverse()) await step();
  },

  /** `hosted(folder, options)` puts a folder on a host, see `host`, until the story ends. */
  hosted: async ({}, use) => {
    const undo = [];
    await use(async (...args) => {
      const there = await host(...args);
      undo.push(there.stop);
      return there;
    });
    for (const step of undo.reverse()) await step();
  },

  /**
   * `publish(files, { pages, options, … })` makes a website of pages and a bundle in `search/`,
   * and puts it on a host; what else may be chosen is that of `host`. `build(files)` renews its
   * bundle, `path` is its folder, the rest is that of `host`.
   */
  publish: async ({ headers, hosted }, use) => {
    const undo = [];
    await use(async (files, { pages = { 'index.html': PAGE }, options = [], ...place } = {}) => {
      const folder = await scratchFolder(prefixed('site/', pages));
      undo.push(folder.remove);
      const path = join(folder.path, 'site');
      const build = async (files) => {
        const articles = await scratchFolder(files);
        undo.push(articles.remove);
        return findling('build', articles.path, '--out', join(path, 'search'), ...options);
      };
      await build(files);
      const there = await hosted(path, { headers, ...place });
      return { ...there, path, build };
    });
    for (const step of undo.reverse()) await step();
  },
});

/**
 * By the program's own server, unless headers are asked for.
 *
 * @param {string} folder
 * @param {Record<string, string>} headers
 */
function served(folder, headers) {
  return Object.keys(headers).length > 0 ? host(folder, { headers }) : serve(folder);
}

function prefixed(prefix, files) {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));
}
