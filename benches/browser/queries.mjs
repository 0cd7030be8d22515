// How long queries take in Chromium once the index is open, and whether memory
// stays as it is:
//
//   node benches/browser/queries.mjs BUNDLE [--rounds N] [--seed N] [--fastest]
//
// BUNDLE is a folder that `findling build` wrote. Its queries are drawn from its own
// articles (tests/browser/support/sample.mjs). A query's time is that of `await
// engine.search(query)` with the excerpts of ten hits: the median of its rounds or,
// for a machine that does other work as well, the fastest one.
//
// Aims, for 10,000 sections of laws: what is typed in 3 ms (median) and 10 ms (95 %),
// a pasted text of 5,000 letters in 30 ms, and memory that does not keep growing.
import { parseArgs } from 'node:util';
import { articles, openEngine } from '../../tests/browser/support/engine.mjs';
import { TYPED, sample } from '../../tests/browser/support/sample.mjs';
import { memory } from './memory.mjs';
import { browse, run } from './browse.mjs';

/** @import { Page } from '@playwright/test' */
/** @import { WithEngine } from '../../tests/browser/support/engine.mjs' */
/** @import { Query } from '../../tests/browser/support/sample.mjs' */

/** Rounds before those that count, in which the browser compiles what is used most. */
const WARMING = 2;

/**
 * Asks all queries one after the other, again in each round.
 *
 * @param {Page} page
 * @param {Query[]} queries
 * @param {number} rounds
 * @returns {Promise<number[][]>} for each query the milliseconds of each round
 */
function ask(page, queries, rounds) {
  return page.evaluate(
    async ([texts, rounds]) => {
      const { engine } = /** @type {WithEngine} */ (globalThis);
      const times = texts.map(() => /** @type {number[]} */ ([]));
      for (let round = 0; round < rounds; round += 1) {
        for (const [i, text] of texts.entries()) {
          const start = performance.now();
          await engine.search(text);
          times[i].push(performance.now() - start);
        }
      }
      return times;
    },
    /** @type {const} */ ([queries.map(({ text }) => text), rounds]),
  );
}

/**
 * The smallest step of the page's clock.
 *
 * @param {Page} page
 */
function resolution(page) {
  return page.evaluate(() => {
    let least = Infinity;
    for (let i = 0, before = performance.now(); i < 1e5; i += 1) {
      const now = performance.now();
      if (now > before) least = Math.min(least, now - before);
      before = now;
    }
    return least;
  });
}

/**
 * @param {number[]} numbers
 * @param {number} part from 0 to 1
 */
function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}

/**
 * A line of the table: how many queries, their times, and the slowest of them.
 *
 * @param {string} name
 * @param {{ text: string, ms: number }[]} timed
 */
function row(name, timed) {
  const times = timed.map(({ ms }) => ms);
  const slowest = timed.reduce((most, it) => (it.ms > most.ms ? it : most));
  const numbers = [quantile(times, 0.5), quantile(times, 0.95), slowest.ms].map((ms) => ms.toFixed(2).padStart(8));
  const shown = slowest.text.replace(/\s+/gu, ' ').slice(0, 50);
  console.log(`${name.padEnd(16)}${String(timed.length).padStart(6)}${numbers.join('')}  ${shown}`);
}

/**
 * @param {Query[]} queries
 * @param {number[][]} times
 * @param {number} part which of a query's rounds counts, from 0 for the fastest to 1
 */
function printTimes(queries, times, part) {
  const timed = queries.map((query, i) => ({ ...query, ms: quantile(times[i], part) }));
  console.log(`\n${'kind'.padEnd(16)} count  median     95 %     max  the slowest`);
  for (const kind of new Set(queries.map(({ kind }) => kind))) {
    row(kind, timed.filter((it) => it.kind === kind));
  }
  row('all typed', timed.filter(({ kind }) => TYPED.includes(kind)));
}

/**
 * Twice the same work; what the second time adds stays.
 *
 * @param {Page} page
 * @param {Query[]} queries
 */
async function printMemory(page, queries) {
  const pasted = queries.filter(({ kind }) => kind === 'paste');
  const others = queries.filter(({ kind }) => kind !== 'paste');
  const some = others.filter((_, i) => i % Math.ceil(others.length / 50) === 0);
  const show = async (/** @type {string} */ when) => {
    const { wasm, heap } = await memory(page);
    console.log(`${when.padEnd(30)}${wasm.toFixed(2).padStart(8)}${heap.toFixed(2).padStart(8)}`);
  };
  console.log(`\n${'MB'.padEnd(30)}    wasm JS heap`);
  await show('opened');
  for (const again of ['', ' again']) {
    await ask(page, some, 1);
    await show(`${some.length} queries${again}`);
    await ask(page, pasted, 1);
    await show(`${pasted.length} pasted texts${again}`);
  }
}

/** What the command line asks for. */
function settings() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      fastest: { type: 'boolean', default: false },
    },
  });
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
  if (positionals.length !== 1 || !(rounds >= 1) || !Number.isInteger(seed)) {
    throw new Error('usage: node benches/browser/queries.mjs BUNDLE [--rounds N] [--seed N] [--fastest]');
  }
  return { bundle: positionals[0], rounds, seed, part: values.fastest ? 0 : 0.5 };
}

/**
 * @param {Page} page
 * @param {ReturnType<typeof settings>} settings
 */
async function measure(page, { rounds, seed, part }) {
  await openEngine(page);
  const found = await articles(page);
  const queries = sample(found, seed);
  // The page anew, in which nothing was asked yet.
  await page.reload();
  await openEngine(page);
  const clock = ((await resolution(page)) * 1000).toFixed(0);
  console.log(`${found.length} articles, ${queries.length} queries, ${rounds} rounds, clock ${clock} µs`);
  await printMemory(page, queries);
  await ask(page, queries, WARMING);
  printTimes(queries, await ask(page, queries, rounds), part);
}

async function main() {
  const wanted = settings();
  await browse(wanted.bundle, async (page, url, browser) => {
    console.log(`Chromium ${browser.version()}`);
    await page.goto(url);
    await measure(page, wanted);
  });
}

await run(main);
