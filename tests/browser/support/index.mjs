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
import { test as base, expect } from '@playwright/test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIST, findling, scratchFolder, serve } from './program.mjs';

export { expect, findling };

/**
 * The file:// address of a file in a folder.
 *
 * @param {...string} parts
 */
export function fileUrl(...parts) {
  return pathToFileURL(join(...parts)).href;
}

export const test = base.extend({
  /** The page of the sample articles: `path` on the disk, `url` of a server of this worker. */
  site: [
    async ({}, use) => {
      const server = await serve(DIST);
      await use({ path: DIST, url: server.url });
      await server.stop();
    },
    { scope: 'worker' },
  ],

  /**
   * `build(files, ...options)` builds a bundle from the given files and serves
   * it: `path` and `url` of the bundle, `output` is what the program printed.
   */
  build: async ({}, use) => {
    const undo = [];
    await use(async (files, ...options) => {
      const folder = await scratchFolder(prefixed('articles/', files));
      undo.push(folder.remove);
      const path = join(folder.path, 'site');
      const output = await findling('build', join(folder.path, 'articles'), '--out', path, ...options);
      const server = await serve(path);
      undo.push(server.stop);
      return { path, url: server.url, output };
    });
    for (const step of undo.reverse()) await step();
  },
});

function prefixed(prefix, files) {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [prefix + name, content]));
}
