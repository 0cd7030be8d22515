// How long a visitor waits from a key to results on the screen, by Chromium's own trace:
//
//   node benches/browser/typing.mjs BUNDLE [--queries N] [--slower N] [--mode MODE]
//
// BUNDLE is a folder that `findling build` wrote. Queries drawn from its articles
// (tests/browser/support/sample.mjs) are typed letter by letter, on a processor that is four times
// slower. Of an index in many files all are loaded before: this measures the widget, not a network.
//
// For each key: from the event to the commit of the frame that shows its results, as the visitor
// sees it, with the wait for that frame (16.7 ms at most); and of that the processor's time of the
// main thread, which is the same on a machine that does other work as well. Aims: 16 ms in the
// median, and no task longer than 50 ms. MODE is one of the widget's, or, for what the machine takes
// without any of it, `bare` for a field with nothing to it, or `plain` for one with a plain list of
// three passages in the place of others at each key, which nothing is searched for.
import { parseArgs } from 'node:util';
import { articles, openEngine } from '../../tests/browser/support/engine.mjs';
import { sample } from '../../tests/browser/support/sample.mjs';
import { browse, run } from './browse.mjs';

/** @import { CDPSession, Page } from '@playwright/test' */
/** @typedef {{ name: string, ts: number, dur?: number, tts: number, tdur?: number, pid: number, tid: number, ph: string, args: any }} TraceEvent */
/** @typedef {{ wall: number, work: number }} Times milliseconds, and of these the processor's */

const KINDS = ['word', 'pair', 'misspelt'];
const BETWEEN_KEYS = 120; // milliseconds, as by a quick typist
const WARMING = 3; // queries

/**
 * A page with nothing but the widget, whose answers are marked in the trace.
 *
 * @param {Page} page
 * @param {string} mode
 */
async function openWidget(page, mode) {
  await page.evaluate(async (mode) => {
    if (mode === 'bare') {
      document.body.innerHTML = '<input part="input">';
      addEventListener('input', () => performance.mark('answered'));
      return;
    }
    if (mode === 'plain') return plainList();
    document.body.innerHTML = `<findling-search mode="${mode}" no-recents></findling-search>`;
    for (const name of ['findling-search', 'findling-empty']) addEventListener(name, () => performance.mark('answered'));
    const { open } = await import(/** @type {any} */ ('./findling.js'));
    await (await open()).loadAll();

    async function plainList() {
      document.body.innerHTML = '<input part="input"><main></main>';
      const { open } = await import(/** @type {any} */ ('./findling.js'));
      const { hits } = await (await open()).search('a', { limit: 200 });
      let next = 0;
      addEventListener('input', () => {
        const shown = Array.from({ length: 3 }, () => hits[next++ % hits.length]);
        document.querySelector('main')?.replaceChildren(...shown.flatMap(({ title, excerpt }) => [passage('h3', title), passage('p', excerpt.text)]));
        performance.mark('answered');
      });
    }

    /**
     * @param {string} name
     * @param {string} text
     */
    function passage(name, text) {
      const element = document.createElement(name);
      element.textContent = text;
      return element;
    }
  }, mode);
  if (mode === 'modal') await page.locator('[part=trigger]').click();
  await page.locator('[part=input]').focus();
}

/**
 * By the browser's own events: Playwright knows no keys for umlauts.
 *
 * @param {Page} page
 * @param {CDPSession} cdp
 * @param {string[]} queries
 */
async function type(page, cdp, queries) {
  for (const query of queries) {
    for (const letter of query) {
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, key: letter });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: letter });
      await page.waitForTimeout(BETWEEN_KEYS);
    }
    await page.locator('[part=input]').fill('');
    await page.waitForTimeout(2 * BETWEEN_KEYS);
  }
}

/**
 * @param {CDPSession} cdp
 * @param {() => Promise<void>} act
 * @returns {Promise<TraceEvent[]>}
 */
async function traced(cdp, act) {
  /** @type {TraceEvent[]} */
  const events = [];
  cdp.on('Tracing.dataCollected', ({ value }) => void events.push(.../** @type {any} */ (value)));
  const ended = new Promise((resolve) => cdp.once('Tracing.tracingComplete', () => resolve(undefined)));
  const includedCategories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];
  await cdp.send('Tracing.start', { traceConfig: { includedCategories } });
  await act();
  await cdp.send('Tracing.end');
  await ended;
  return events;
}

/**
 * @param {TraceEvent[]} events
 * @returns {{ times: Times[], tasks: Times[] }} of the page's main thread
 */
function read(events) {
  const isKey = (/** @type {TraceEvent} */ it) => it.name === 'EventDispatch' && it.args.data?.type === 'keydown';
  const first = events.find(isKey);
  const main = events.filter(({ pid, tid }) => pid === first?.pid && tid === first?.tid).sort((a, b) => a.ts - b.ts);
  const keys = main.filter(isKey);
  const answers = main.filter(({ name }) => name === 'answered');
  const commits = main.filter(({ name }) => name === 'Commit');
  const tasks = main.filter(({ name }) => name === 'RunTask');
  const times = keys.flatMap((key, at) => {
    const next = keys[at + 1]?.ts ?? Infinity;
    const answer = answers.find(({ ts }) => ts > key.ts && ts < next);
    const shown = answer && commits.find(({ ts }) => ts > answer.ts);
    if (!shown) return [];
    return [{ wall: (shown.ts + (shown.dur ?? 0) - key.ts) / 1000, work: (shown.tts + (shown.tdur ?? 0) - key.tts) / 1000 }];
  });
  const typing = tasks.filter(({ ts }) => ts >= keys[0].ts && ts <= (keys.at(-1)?.ts ?? 0) + 1e6);
  return { times, tasks: typing.map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, work: tdur / 1000 })) };
}

/**
 * @param {number[]} numbers
 * @param {number} part from 0 to 1
 */
function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

/**
 * @param {string} name
 * @param {number[]} numbers
 */
function row(name, numbers) {
  const cells = [0.5, 0.95, 1].map((part) => quantile(numbers, part).toFixed(1).padStart(9));
  console.log(name.padEnd(34) + cells.join(''));
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      queries: { type: 'string', default: '20' },
      slower: { type: 'string', default: '4' },
      mode: { type: 'string', default: 'modal' },
    },
  });
  const [count, rate] = [Number(values.queries), Number(values.slower)];
  if (positionals.length !== 1 || !(count >= 1) || !(rate >= 1)) {
    throw new Error('usage: node benches/browser/typing.mjs BUNDLE [--queries N] [--slower N] [--mode MODE]');
  }
  await browse(positionals[0], async (page, url, browser) => {
    await page.goto(url);
    await openEngine(page);
    const drawn = sample(await articles(page)).filter(({ kind }) => KINDS.includes(kind));
    const step = Math.max(1, Math.floor(drawn.length / count));
    const queries = drawn.filter((_, at) => at % step === 0).slice(0, count).map(({ text }) => text);
    await page.reload();
    await openWidget(page, values.mode);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await type(page, cdp, queries.slice(0, WARMING));
    const { times, tasks } = read(await traced(cdp, () => type(page, cdp, queries)));
    console.log(`Chromium ${browser.version()}, ${rate} times slower, ${queries.length} queries, ${times.length} keys`);
    console.log(`${'ms'.padEnd(34)}   median     95 %      max`);
    row('key to results on the screen', times.map(({ wall }) => wall));
    row('of this, main thread at work', times.map(({ work }) => work));
    row('tasks while typing', tasks.map(({ wall }) => wall));
    row('of this, at work', tasks.map(({ work }) => work));
    console.log(`tasks longer than 50 ms: ${tasks.filter(({ work }) => work > 50).length}`);
  });
}

await run(main);
