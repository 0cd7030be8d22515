// A site that Vite built, with the npm package and an index that `npx findling` wrote:
// ./build.sh test package
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { STRICT } from '../support/host.mjs';
import { expect, findling, scratchFolder, test } from '../support/index.mjs';
import { TARGET } from '../support/program.mjs';
import { opened } from '../widget.mjs';

const ARTICLES = resolve(import.meta.dirname, '../../../www/articles');
const SITE = resolve(TARGET, 'vite-site/dist');
const PACKAGE = resolve(TARGET, 'vite-site/node_modules/findling');

/** @import { Answer } from '../support/host.mjs' */

/**
 * What a host sends for files that the site does not have.
 *
 * @param {Record<string, string | Buffer>} files
 */
const besides = (files) => (/** @type {string} */ path, /** @type {Answer} */ answer) =>
  path in files ? { ...answer, status: 200, headers: { 'content-type': path.endsWith('.js') ? 'text/javascript' : 'text/html' }, bytes: Buffer.from(files[path]) } : answer;

/** A page that does without a build. */
const CLASSIC = '<!doctype html><title>Stones</title><script defer src="/script.js" data-bundle="findling"></script><findling-search mode="inline"></findling-search>';

test('it searches, and the page has answers of its own', async ({ page, hosted }) => {
  const site = await hosted(SITE, { headers: STRICT });
  await page.goto(site.url);
  await expect(page.locator('#latest')).toHaveText('Basalt');
  const { field, titles, links } = await opened(page);
  await field.fill('cristals');
  await expect(titles).toHaveText(['Granite']);
  await links.first().click();
  await expect(page).toHaveURL(/findling\/pages\/granite\.html$/);
});

test('a folder of another version is not opened but said', async ({ page, hosted }) => {
  const change = (/** @type {string} */ path, /** @type {import('../support/host.mjs').Answer} */ answer) =>
    path.endsWith('findling.json') ? { ...answer, bytes: Buffer.from(answer.bytes.toString().replace(/"findling": "[^"]*"/, '"findling": "9.9.9"')) } : answer;
  const site = await hosted(SITE, { change });
  const said = page.waitForEvent('pageerror');
  await page.goto(site.url);
  expect((await said).message).toMatch(/which findling 9\.9\.9 wrote; use one version of both/);
});

test('the classic script of the package does without a build', async ({ page, hosted }) => {
  const script = await readFile(`${PACKAGE}/findling.iife.js`);
  const site = await hosted(SITE, { change: besides({ 'script.js': script, 'my.html': CLASSIC }) });
  await page.goto(`${site.url}my.html`);
  const { field, titles } = await opened(page);
  await field.fill('cristals');
  await expect(titles).toHaveText(['Granite']);
});

test('a list of files from before the site was renewed is not held on to', async ({ page, hosted }) => {
  const there = besides({ 'script.js': await readFile(`${PACKAGE}/findling.iife.js`), 'my.html': CLASSIC });
  const old = (/** @type {Answer} */ { bytes, headers }) => ({
    bytes: Buffer.from(bytes.toString().replaceAll(/findling-[0-9a-f]+\.wasm/g, 'findling-0.wasm')),
    headers: { ...headers, 'cache-control': 'max-age=31536000' },
  });
  const site = await hosted(SITE, { change: (path, answer) => (path.endsWith('findling.json') ? { ...answer, ...old(answer) } : there(path, answer)) });
  await page.goto(`${site.url}my.html`);
  const { root, field, titles } = await opened(page);
  await field.fill('cristals');
  await expect(root.locator('[part=error]')).toBeVisible();
  site.change(there);
  await root.getByRole('button', { name: 'Try again' }).click();
  await expect(titles).toHaveText(['Granite']);
});

test('npx findling does what the program does', async () => {
  const { path, remove } = await scratchFolder();
  const run = (/** @type {string[]} */ ...args) => promisify(execFile)(process.execPath, [`${PACKAGE}/bin/findling.mjs`, ...args], { cwd: path, timeout: 20_000, env: { ...process.env, XDG_CACHE_HOME: `${path}/cache` } });
  const { stdout, stderr } = await run('build', ARTICLES, '--out', 'site', '--base-url', '/');
  expect(stdout).toContain('15 articles');
  expect(stderr).not.toContain('Warning');
  const again = await run('build', ARTICLES, '--out', 'again', '--base-url', '/', '--verbose');
  expect(again.stderr).toContain('15 of them unchanged');
  await run('build', ARTICLES, '--out', 'again', '--base-url', '/', '--cache', 'kept');
  await findling('build', ARTICLES, '--out', `${path}/program`, '--base-url', '/');
  const manifest = (/** @type {string} */ name) => readFile(`${path}/${name}/findling.json`, 'utf8').then(JSON.parse);
  expect(await manifest('again')).toEqual(await manifest('site'));
  for (const query of ['Menschenhandel', 'Menschenhndel', 'handel mit menschen', 'Opfer Schutz', 'tag:recht', 'night', 'xyzzyqq']) {
    const answers = async (/** @type {string} */ name) => {
      const { took_ms: _, ...answer } = JSON.parse(await findling('search', `${path}/${name}`, query, '--format', 'json'));
      return answer;
    };
    expect(await answers('site'), query).toEqual(await answers('program'));
  }
  await expect(run('build', 'nowhere', '--out', 'other')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('nowhere') });
  await expect(run('nonsense')).rejects.toMatchObject({ code: 2 });
  await remove();
});
