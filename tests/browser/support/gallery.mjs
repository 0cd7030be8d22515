// A small site with all that makes a search look different: topics, authors, dates, two
// languages, many hits, a word and a title that are far too long.
import { expect, findling, test as base } from './index.mjs';
import { scratchFolder, serve } from './program.mjs';
import { join } from 'node:path';

export { expect };

const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
const LONG_TITLE = 'An account of all the boulders that were seen between the coast and the hills, '.repeat(4).slice(0, 300);

/** @param {Record<string, unknown>} record */
const record = (record) => JSON.stringify(record);

const ARTICLES = [
  record({
    id: 'guide/boulders.html',
    title: 'Boulders of the northern plain',
    lang: 'en',
    date: '2024-03-09',
    tags: ['Geology', 'Ice Age'],
    authors: ['M. Lind'],
    text: 'A glacier carried these boulders from the north and left them where it melted. A boulder as large as a house is rare; most are no larger than a cart.',
  }),
  record({ id: 'guide/walls.html', title: 'Walls built of boulders', lang: 'en', date: '2023-11-21', tags: ['Building'], authors: ['K. Orre'], text: 'Farmers split each boulder by wedges of wood that swell when they are wet, and built walls and churches of them. The walls stand without mortar.' }),
  record({ id: 'news/find.html', title: 'A boulder is found in the harbour', lang: 'en', date: '2025-01-14', tags: ['News', 'Geology'], authors: ['M. Lind'], text: 'When the harbour was made deeper, a boulder of forty tons came up, with the scratches of the ice on it.' }),
  record({ id: 'guide/findlinge.html', title: 'Findlinge in Brandenburg', lang: 'de', date: '2022-06-30', tags: ['Geology', 'Ice Age'], authors: ['H. Stein'], text: 'Ein Findling ist ein großer Stein, den das Eis aus Skandinavien brachte. Viele Findlinge stehen unter Schutz, und um jeden ranken sich Sagen von Riesen und vom Teufel.' }),
  record({ id: 'guide/sukhur.html', title: 'الصخور التي حملها الجليد', lang: 'ar', date: '2024-05-02', tags: ['Geology'], authors: ['H. Stein'], text: 'حمل الجليد هذه الصخور من الشمال وتركها حيث ذاب. الصخور الكبيرة نادرة، ومعظمها صغير.' }),
  record({ id: 'long/word.html', title: `The ${LONG_WORD} and its rocks`, lang: 'en', date: '2021-01-01', tags: [LONG_WORD.slice(0, 60)], text: `Nobody knows what the ${LONG_WORD} has to do with rocks.` }),
  record({ id: 'long/title.html', title: LONG_TITLE, lang: 'en', date: '2021-02-02', tags: ['Lists'], text: 'An account in many volumes, of which the index alone takes up a shelf.' }),
  record({ id: 'here.html', url: '/host.html#here', title: 'This very page', lang: 'en', text: 'A dolmen stands further down.' }),
  record({ id: 'guide/menhir.html', title: 'Upright', lang: 'en', text: 'A menhir stands where giants put it.' }),
  record({ id: 'guide/giants.html', title: 'What they say', lang: 'en', text: 'Who moved the menhir? The giants, they say.' }),
  ...Array.from({ length: 200 }, (_, at) =>
    record({ id: `pebbles/${at}.html`, title: `Pebble ${at + 1}`, lang: 'en', date: `20${10 + (at % 12)}-0${1 + (at % 9)}-15`, tags: [`Drawer ${at % 14}`], text: `This is the pebble with the number ${at + 1}, found on the beach.` }),
  ),
].join('\n');

/** The page around the widget. Its font is Debian's fonts-dejavu-core. */
const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; background: light-dark(#fff, #15171a); color: light-dark(#22262b, #d9d7d1); font: 16px/1.6 "DejaVu Sans" }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 1rem; padding: 1rem clamp(0.5rem, 3vw, 2rem); border-bottom: 1px solid light-dark(#e2e2e2, #33363a) }
main { padding: 0.5rem clamp(0.5rem, 3vw, 2rem) }
.long { block-size: 2000px }
[mode=inline] { width: min(20rem, 100%) }
`;

const TEXT = '<p>The ice came from the north, and with it the stones. When it went, they stayed, and the people made up stories of giants.</p>'.repeat(6);

/**
 * @param {{ mode?: string, attributes?: string, lang?: string, content?: string, after?: string }} [wanted]
 */
export function host({ mode = 'modal', attributes = '', lang = 'en', content = '', after = '' } = {}) {
  const element = `<findling-search mode="${mode}" ${attributes}>${content}</findling-search>`;
  const [above, below] = mode === 'page' ? ['', element] : [element, ''];
  return `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Stones</title><link rel="icon" href="icon.svg">
<link rel="stylesheet" href="host.css"><script type="module" src="findling.js"></script></head>
<body><header><strong>Stones of the North</strong>${above}</header><main><h1>${mode === 'page' ? 'Search' : 'Giants'}</h1>${below || TEXT}${after}</main></body></html>`;
}

export const test = base.extend({
  /** The bundle of these articles, served; `--split` as `gallery.parts`. */
  gallery: [
    async ({}, use) => {
      const folder = await scratchFolder({ 'articles/stones.jsonl': ARTICLES });
      const from = join(folder.path, 'articles');
      const [whole, parts] = [join(folder.path, 'whole'), join(folder.path, 'parts')];
      await findling('build', from, '--out', whole);
      await findling('build', from, '--out', parts, '--split');
      const servers = [await serve(whole), await serve(parts)];
      await use({ url: servers[0].url, parts: servers[1].url });
      for (const server of servers) await server.stop();
      await folder.remove();
    },
    { scope: 'worker' },
  ],

  /**
   * `show(options)` opens a page with the widget, see `host`; `parts` for an index in many files,
   * `style` for more styles of the page.
   */
  show: async ({ page, gallery, headers }, use) => {
    await use(async ({ parts = false, search = '', style = '', ...wanted } = {}) => {
      await page.route('**/host.html*', (route) => route.fulfill({ contentType: 'text/html', headers, body: host(wanted) }));
      await page.route('**/host.css', (route) => route.fulfill({ contentType: 'text/css', body: STYLE + style }));
      await page.goto(`${parts ? gallery.parts : gallery.url}host.html${search}`);
      await page.waitForFunction(() => customElements.get('findling-search'));
    });
  },
});
