// A site that Vite built, with the npm package and an index that `npx findling` wrote:
// ./build.sh test package
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { host, STRICT } from '../support/host.mjs';
import { expect, findling, scratchFolder, test } from '../support/index.mjs';
import { TARGET } from '../support/program.mjs';
import { opened } from '../widget.mjs';

const ARTICLES = resolve(import.meta.dirname, '../../../www/articles');
const SITE = resolve(TARGET, 'vite-site/dist');
const PACKAGE = resolve(TARGET, 'vite-site/node_modules/findling');

test('it searches, and the page has answers of its own', async ({ page }) => {
  const site = await host(SITE, { headers: STRICT });
  await page.goto(site.url);
  await expect(page.locator('#latest')).toHaveText('Basalt');
  const { field, titles, links } = await opened(page);
  await field.fill('cristals');
  await expect(titles).toHaveText(['Granite']);
  await links.first().click();
  await expect(page).toHaveURL(/findling\/pages\/granite\.html$/);
  await site.stop();
});

test('a folder of another version is not opened but said', async ({ page }) => {
  const change = (/** @type {string} */ path, /** @type {import('../support/host.mjs').Answer} */ answer) =>
    path.endsWith('findling.json') ? { ...answer, bytes: Buffer.from(answer.bytes.toString().replace(/"findling": "[^"]*"/, '"findling": "9.9.9"')) } : answer;
  const site = await host(SITE, { change });
  const said = page.waitForEvent('pageerror');
  await page.goto(site.url);
  expect((await said).message).toMatch(/which findling 9\.9\.9 wrote; use one version of both/);
  await site.stop();
});

test('the classic script of the package does without a build', async ({ page }) => {
  const script = await readFile(`${PACKAGE}/findling.iife.js`);
  const html = '<!doctype html><title>Stones</title><script defer src="/script.js" data-bundle="findling"></script><findling-search mode="inline"></findling-search>';
  const site = await host(SITE, {
    change: (path, answer) =>
      path === 'script.js' ? { ...answer, status: 200, headers: { 'content-type': 'text/javascript' }, bytes: script } : path === 'my.html' ? { ...answer, status: 200, headers: { 'content-type': 'text/html' }, bytes: Buffer.from(html) } : answer,
  });
  await page.goto(`${site.url}my.html`);
  const { field, titles } = await opened(page);
  await field.fill('cristals');
  await expect(titles).toHaveText(['Granite']);
  await site.stop();
});

test('npx findling does what the program does', async () => {
  const { path, remove } = await scratchFolder();
  const run = (/** @type {string[]} */ ...args) => promisify(execFile)(process.execPath, [`${PACKAGE}/bin/findling.mjs`, ...args], { cwd: path });
  const { stdout, stderr } = await run('build', ARTICLES, '--out', 'site', '--base-url', '/');
  expect(stdout).toContain('15 articles');
  expect(stderr).not.toContain('Warning');
  await run('build', ARTICLES, '--out', 'again', '--base-url', '/');
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
