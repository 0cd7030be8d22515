// What a first query waits for, drawn as an SVG:
//
//   node benches/browser/waterfall.mjs BUNDLE QUERY > waterfall.svg
//
// BUNDLE is a folder that `findling build --compressed` wrote. The page is an empty one that
// opens the engine and asks at once, over 1.6 Mbit/s with 150 ms for each request, and with a
// processor four times slower. HTTP/1.1, so no more than six requests run at once.
import { browse, run } from './browse.mjs';

/** @typedef {{ name: string, start: number, end: number, bytes: number }} Bar */

const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

const [WIDTH, LEFT, ROW, TOP] = [900, 300, 16, 40];

const [bundle, query] = process.argv.slice(2);
await run(async () => {
  if (!query) throw new Error('expected a bundle and a query: node benches/browser/waterfall.mjs BUNDLE QUERY');
  await browse(bundle, async (page, url) => void process.stdout.write(svg(await firstQuery(page, url))));
});

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} url
 * @returns {Promise<{ bars: Bar[], results: number, hits: number }>}
 */
async function firstQuery(page, url) {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', SLOW);
  await network.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url);
  return page.evaluate(async (query) => {
    const start = performance.now();
    const address = './findling.engine.js';
    const { open } = await import(address);
    const engine = open();
    open.expect(query);
    const { hits } = await (await engine).search(query);
    const results = performance.now() - start;
    const entries = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
    const bars = entries
      .filter((entry) => entry.startTime >= start)
      .map((entry) => ({
        name: entry.name.split('/').slice(3).join('/'),
        start: entry.startTime - start,
        end: entry.responseEnd - start,
        bytes: entry.encodedBodySize,
      }));
    return { bars, results, hits: hits.length };
  }, query);
}

/** @param {{ bars: Bar[], results: number, hits: number }} measured */
function svg({ bars, results, hits }) {
  const scale = (WIDTH - LEFT - 60) / results;
  const height = TOP + ROW * (bars.length + 2);
  const bytes = bars.reduce((sum, bar) => sum + bar.bytes, 0);
  const at = (/** @type {number} */ ms) => (LEFT + ms * scale).toFixed(1);
  const text = (/** @type {number | string} */ x, /** @type {number} */ y, /** @type {string} */ words) =>
    `<text x="${x}" y="${y}">${words.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;
  const rows = bars.map((bar, row) => {
    const y = TOP + ROW * row;
    const width = Math.max(1, (bar.end - bar.start) * scale).toFixed(1);
    return (
      text(8, y + 11, bar.name) +
      `<rect x="${at(bar.start)}" y="${y + 2}" width="${width}" height="${ROW - 5}"/>` +
      text((LEFT + bar.end * scale + 4).toFixed(1), y + 11, `${(bar.bytes / 1000).toFixed(1)} KB`)
    );
  });
  const title = `“${query}”: ${hits} hits after ${Math.round(results)} ms, ${bars.length} requests, ${Math.round(bytes / 1000)} KB`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
<g font-size="14">${text(8, 22, title)}</g>
<g fill="#2a6f97">${rows.join('\n').replace(/<text/g, '<text fill="#222"')}</g>
<path d="M${at(results)} ${TOP}V${height - ROW}" stroke="#b3261e"/>
</svg>
`;
}
