// The page and the program give the same answers. FINDLING_BUNDLE names a bundle
// to see this on, in place of the sample articles.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { articles, openEngine } from './support/engine.mjs';
import { expect, findling, test } from './support/index.mjs';
import { serve } from './support/program.mjs';
import { sample } from './support/sample.mjs';

/** @import { Page } from '@playwright/test' */
/** @import { SearchOptions } from '../../www/findling' */
/** @import { WithEngine } from './support/engine.mjs' */
/** @import { Article } from './support/sample.mjs' */

/** @typedef {{ text: string, options?: SearchOptions, suggest?: boolean }} Asked */

/** Queries of each kind that are drawn from the articles. */
const DRAWN = 8;

/** What may be chosen for a query of words. */
const OPTIONS = /** @type {SearchOptions[]} */ ([
  { exact: true },
  { sort: 'newest' },
  { sort: 'title' },
  { freshness: 0.5 },
  { facets: true, explain: true },
  { limit: 3, offset: 2 },
  { filters: { lang: ['de', 'en'] }, facets: true },
  { from: '2022', to: '2024-06', limit: 50 },
]);

/** What two words of a passage, and one of a title, may be written as. */
const SYNTAX = /** @type {((a: string, b: string, title: string) => string)[]} */ ([
  (a, b) => `"${a} ${b}"`,
  (a, b) => `${a} -${b}`,
  (a, b) => `${a} -"${b} ${a}"`,
  (a, b) => `${a} OR ${b}`,
  (a, b) => `(${a} ODER "${b}") ${b}`,
  (a, b) => `${a.slice(0, 4)}* ${b}`,
  (a, b, title) => `title:${title} ${a}`,
  (a, b, title) => `titel:"${title}" -title:${b}`,
  (a) => `lang:de ${a} date:2019..2025`,
  (a) => `-year:2023 ${a}`,
  (a, b) => a + b,
  (a, b) => `${a}s${b.toLowerCase()}`,
  (a) => `${a.slice(0, a.length / 2)} ${a.slice(a.length / 2)}`,
  (a, b) => `${without(a)} ${without(b)}`,
  (a, b) => `${written(a)} ${written(b)}`,
  (a, b) => `${a.toUpperCase()}: ${b}, (${a})!`,
]);

/** What the sample articles have cases of: compounds, umlauts, genders, acronyms, facets, nothing. */
const SPECIAL = [
  'handel mit menschen',
  'Opfer Schutz',
  'Häuserkampf',
  'kriminalpraevention',
  'Strasse uebergang',
  'Migrant:innen',
  'UNODC',
  'Büro der Vereinten Nationen für Drogen- und Verbrechensbekämpfung',
  'tag:opferschutz',
  'tag:(Menschenhandel OR Schule) -lang:en',
  'date:>=2023-05',
  'lang:en',
  '“city networks” 😀',
  'xyzzyqq',
  '-',
  '',
];

/** @param {string} word */
function without(word) {
  return word.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

/** @param {string} word */
function written(word) {
  return without(word.replace(/([äöü])/giu, '$1e'));
}

/**
 * @param {Article[]} found
 * @returns {Asked[]}
 */
function questions(found) {
  const drawn = sample(found);
  const texts = (/** @type {string} */ kind) => drawn.filter((it) => it.kind === kind).map(({ text }) => text);
  const kinds = new Set(drawn.map(({ kind }) => kind));
  const plain = [...kinds].flatMap((kind) => texts(kind).slice(0, DRAWN));
  const begun = ['word', 'pair', '1 or 2 letters', 'phrase'].flatMap((kind) => texts(kind).slice(0, DRAWN));
  const pairs = texts('pair').map((text) => text.split(' '));
  const titles = found.map(({ title }) => title.split(/[^\p{L}]+/u).reduce((a, b) => (b.length > a.length ? b : a)));
  return [
    ...plain.map((text) => ({ text })),
    ...begun.map((text) => ({ text: text.length > 4 ? text.slice(0, -2) : text, suggest: true })),
    ...OPTIONS.flatMap((options, i) =>
      pairs.slice(3 * i, 3 * i + 3).map((pair) => ({ text: pair.join(' '), options })),
    ),
    ...SYNTAX.flatMap((write, i) =>
      pairs.slice(3 * i, 3 * i + 3).map(([a, b], j) => ({
        text: write(a, b, titles[(3 * i + j) % titles.length]),
        options: { explain: true },
      })),
    ),
    ...SPECIAL.map((text) => ({ text, options: { facets: true } })),
  ];
}

/**
 * @param {Page} page
 * @param {Asked[]} asked
 */
function askPage(page, asked) {
  return page.evaluate(async (asked) => {
    const { engine } = /** @type {WithEngine} */ (globalThis);
    const answers = [];
    for (const { text, options, suggest } of asked) {
      answers.push(await (suggest ? engine.suggest(text) : engine.search(text, options)));
    }
    return answers;
  }, asked);
}

/**
 * @param {string} bundle
 * @param {Asked} asked
 */
async function askProgram(bundle, { text, options = {}, suggest }) {
  const { filters = {}, ...others } = options;
  const accepted = Object.entries(filters).flatMap(([name, values]) =>
    [values].flat().map((value) => ['filter', `${name}=${value}`]),
  );
  const flags = [...Object.entries(others), ...accepted].flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, `${value}`],
  );
  const command = suggest ? 'suggest' : 'search';
  return JSON.parse(await findling(command, '--format', 'json', ...flags, '--', bundle, text));
}

/**
 * The program's answers, several at a time.
 *
 * @param {string} bundle
 * @param {Asked[]} asked
 */
async function askProgramAll(bundle, asked) {
  /** @type {unknown[]} */
  const answers = [];
  const waiting = asked.entries();
  const work = async () => {
    for (const [i, it] of waiting) answers[i] = await askProgram(bundle, it);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return answers;
}

/**
 * An answer as it is compared: without the time it took, and with whole addresses.
 * `like` is the other side's; numbers that differ from it by the sixth digit at most
 * are taken for the same.
 *
 * @param {any} value
 * @param {any} like
 * @param {string} base what addresses are relative to
 * @param {string} [name]
 * @returns {unknown}
 */
function comparable(value, like, base, name) {
  if (name === 'took_ms') return 0;
  if (name === 'url' && typeof value === 'string') return new URL(value, base).href;
  if (typeof value === 'number' && typeof like === 'number') {
    return Math.abs(value - like) <= 1e-6 * Math.abs(like) ? like : value;
  }
  if (Array.isArray(value)) return value.map((it, i) => comparable(it, like?.[i], base));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, comparable(it, like?.[key], base, key)]));
}

test('the page and the program give the same answers', async ({ page, site }) => {
  const named = process.env.FINDLING_BUNDLE;
  test.setTimeout(named ? 10 * 60_000 : 60_000);
  const bundle = named ? resolve(named) : site.path;
  const server = named ? await serve(bundle) : { url: site.url, stop: async () => {} };
  try {
    await page.goto(server.url);
    await openEngine(page);
    const asked = questions(await articles(page));
    expect(asked.length).toBeGreaterThan(100);
    const [seen, printed] = await Promise.all([askPage(page, asked), askProgramAll(bundle, asked)]);
    for (const [i, it] of asked.entries()) {
      const expected = comparable(printed[i], printed[i], server.url);
      expect.soft(comparable(seen[i], printed[i], server.url), JSON.stringify(it)).toEqual(expected);
    }
  } finally {
    await server.stop();
  }
});
