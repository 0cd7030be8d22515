// The same widget and the same answers from a search server.
import { expect, findling, scratchFolder, test } from './support/index.mjs';
import { REFUSED, TAKEN } from './support/options.mjs';
import { answerTo, fakeFetch, recorded } from './support/server.mjs';
import { widget } from './widget.mjs';
import { correctedBy, marked } from '../../www/opensearch-answer.js';
import { MARKS, searchBody, suggestBody } from '../../www/opensearch-body.js';
import { dates, parse } from '../../www/opensearch-query.js';
import { normal } from '../../www/normal.js';
import { openSearchEngine } from '../../www/opensearch.js';

const URL = '/api/articles/_search';
const FACETS = ['tag', 'lang', 'year'];
const PLACE = { quickwit: false, languages: [], facets: FACETS, fields: { title: 4, headings: 2, text: 1 } };
const QUICKWIT = { ...PLACE, quickwit: true, fields: { ...PLACE.fields, parts: 0.5 } };
const WRITTEN = ['title.words^4', 'headings.words^2', 'text.words^1'];

/** Units as text: `-` for what is excluded, `|` between alternatives, `…` if unfinished. */
function shown(query) {
  const part = ({ name, quoted, text, unfinished }) =>
    `${name && `${name}:`}${quoted ? `"${text}"` : text}${unfinished ? '…' : ''}`;
  return parse(query, FACETS).map(({ excluded, parts }) => (excluded ? '-' : '') + parts.map(part).join('|')).join(' ');
}

test('a query is taken apart as the engine does', () => {
  const cases = [
    ['', ''],
    ['handel mit', 'handel mit…'],
    ['handel ', 'handel'],
    ['"handel mit" menschen', '"handel mit" menschen…'],
    ['„offen am ende', '"offen am ende"'],
    ['a -bc −de -"c d" - -"" e', 'a -bc -de -"c d" e…'],
    ['git rebase -i --amend', 'git rebase i -amend…'],
    ['haus OR wohnung tür', 'haus|wohnung tür…'],
    ['OR haus ODER', 'OR haus'],
    ['haus OR tag:Recht', 'haus tag:Recht…'],
    ['präventi*', 'präventi*…'],
    ['title:recht titel:"der opfer"', 'title:recht title:"der opfer"'],
    ['tag:(recht OR schule) Schlagwort:a', 'tag:recht|tag:schule tag:a…'],
    ['-tag:(recht OR "a b") −title:(c d) a-tag:(e)', '-tag:recht -tag:"a b" -title:c -title:d a-tag:e…'],
    ['-ü -1', '-ü -1…'],
    ['-lang:en Jahr:2023', '-lang:en year:2023…'],
    ['EU:Kommission 12:30', 'EU:Kommission 12:30…'],
    ['(haus OR wohnung) – tür', 'haus|wohnung tür…'],
    ['datum:2022..2024', 'date:2022..2024…'],
  ];
  for (const [query, expected] of cases) expect(shown(query), query).toBe(expected);
});

test('long words and long queries take no time', async () => {
  for (const text of ['a', 'a-', 'tag:(', 'a:((', '-"a ', 'wort ']) {
    const start = performance.now();
    parse(text.repeat(50_000 / text.length), FACETS);
    expect(performance.now() - start, text).toBeLessThan(500);
  }
  const { fetch, asked } = fakeFetch(answerTo);
  const { notes } = await openSearchEngine({ url: URL, fetch }).search('x'.repeat(10_001));
  expect(notes).toEqual(['words']);
  expect(JSON.stringify(asked[0])).not.toContain('x'.repeat(10_001));
});

test('a record in which something is null is a hit like others', async () => {
  const hit = { _id: '1', _source: { id: null, url: null, title: 'Stein', lang: null, date: null } };
  const { fetch } = fakeFetch(() => ({ hits: { total: 1, hits: [hit] } }));
  const { hits } = await openSearchEngine({ url: URL, fetch }).search('stein');
  expect(hits).toEqual([expect.objectContaining({ id: '1', url: '', title: 'Stein', lang: '', date: '' })]);
});

test('a search that nobody waits for any more is ended', async () => {
  const ending = new AbortController();
  /** @type {AbortSignal[]} */
  const signals = [];
  /** @type {any} */
  const fetch = (_, { signal }) => new Promise((_, reject) => {
    signals.push(signal);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  const engine = openSearchEngine({ url: URL, fetch });
  const found = engine.search('a tag:x', { facets: true, signal: ending.signal });
  const suggested = engine.suggest('a', { signal: ending.signal });
  ending.abort();
  for (const answer of [found, suggested]) await expect(answer).rejects.toHaveProperty('name', 'AbortError');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
});

test('texts are asked for in the form that articles have', () => {
  const cases = [
    ['e\u0301', 'é'],
    ['ﬁnden ｔａｇ：Ｒｅｃｈｔ ｶﾞ', 'finden tag:Recht ガ'],
    ['น้ำตาล ນ້ຳ', 'น้ำตาล ນ້ຳ'],
    [undefined, ''],
  ];
  for (const [text, expected] of cases) expect(normal(text), String(text)).toBe(expected);
});

test('dates are read, shortened ones too', () => {
  const day = (date) => `${date}T00:00:00Z`;
  const cases = [
    ['2023', day('2023-01-01'), day('2024-01-01')],
    ['2023-12', day('2023-12-01'), day('2024-01-01')],
    ['2024-02-29', day('2024-02-29'), day('2024-03-01')],
    ['2022..2024-05', day('2022-01-01'), day('2024-06-01')],
    ['2022..', day('2022-01-01'), undefined],
    ['..2022', undefined, day('2023-01-01')],
    ['>=2023-05', day('2023-05-01'), undefined],
    ['>2023-05', day('2023-06-01'), undefined],
    ['<2023', undefined, day('2023-01-01')],
    ['<=2023-12-31', undefined, day('2024-01-01')],
  ];
  for (const [text, gte, lt] of cases) expect(dates(text), text).toEqual(JSON.parse(JSON.stringify({ gte, lt })));
  for (const text of ['', '..', 'gestern', '20234', '>=', '2023-13', '2023-00', '2023-05-32', '2023-13..']) expect(dates(text), text).toBeNull();
});

/**
 * @param {string} query
 * @param {object} [options]
 * @param {object} [place]
 */
function bodyOf(query, options = {}, place = PLACE) {
  return searchBody(parse(query, FACETS), options, place);
}

test('a search is asked for in the form of the documentation', () => {
  expect(bodyOf('menschenhandl')).toEqual(recorded('opensearch-request'));
});

test('what may be asked of the engine is asked of the server', () => {
  const bool = (query, options, place) => bodyOf(query, options, place).query.bool;
  expect(bool('haus garten tür').must[0].bool.should[0].bool.minimum_should_match).toBe(2);
  expect(bool('"a b" c').must[0].multi_match).toEqual({ query: 'a b', type: 'phrase', fields: WRITTEN });
  expect(Object.keys(bodyOf('"a b" c').highlight.fields)).toEqual(['text', 'text.words']);
  expect(bool('-bc a').must_not[0].multi_match).toEqual({ query: 'bc', type: 'best_fields', fields: WRITTEN, operator: 'AND' });
  expect(bool('a OR b').must[0].bool.should).toHaveLength(2);
  expect(bool('title:a b').must[0].multi_match.fields).toEqual(['title^1']);
  expect(bool('begin* x').must[0].bool.should[0].bool.should[0].multi_match.type).toBe('bool_prefix');
  expect(bool('a', { exact: true }).must[0].multi_match).not.toHaveProperty('fuzziness');
  expect(bool('a ', {}, { ...PLACE, languages: ['en'] }).must[0].multi_match.fields).toContain('title.en^4');
  expect(bool('tag:Recht', { filters: { lang: ['de', 'en'] }, from: '2022', to: '2024-06' })).toMatchObject({
    must: [{ match_all: {} }],
    filter: [
      { bool: { should: [{ term: { 'lang.folded': { value: 'de' } } }, { term: { 'lang.folded': { value: 'en' } } }] } },
      { range: { date: { gte: '2022-01-01T00:00:00Z', lt: '2024-07-01T00:00:00Z' } } },
      { term: { 'facets.tag.folded': { value: 'Recht' } } },
    ],
  });
  // Nothing is asked for, and no filter says which articles to show.
  for (const query of ['-drogen', '*', '']) expect(bool(query).must, query).toEqual([{ bool: { must_not: [{ match_all: {} }] } }]);
  expect(bool('-tag:Recht').must).toEqual([{ match_all: {} }]);
  expect(bodyOf('a', { limit: 5, offset: 20 })).toMatchObject({ from: 20, size: 5 });
  expect(bodyOf('a', { limit: Infinity, offset: 10 })).toMatchObject({ from: 10, size: 9990 });
  expect(bodyOf('a', { sort: 'title' }).sort).toEqual([{ 'title.sort': { order: 'asc' } }]);
  expect(bodyOf('lang:de').sort[0]).toEqual({ date: { order: 'desc' } });
  expect(bodyOf('a', { freshness: 0.5 }).query.function_score.functions[1]).toMatchObject({ weight: 0.5 });
  expect(Object.keys(bodyOf('a tag:b', { facets: true, filters: { lang: 'de' } }).aggs)).toEqual(['year']);
  expect(bodyOf('a', { facets: true, filters: { tag: [] } })).toEqual(bodyOf('a', { facets: true }));
});

test('Quickwit is asked for nothing that it refuses', () => {
  const options = { facets: true, filters: { tag: 'a' }, from: '2022', freshness: 1, sort: 'title', exact: false };
  const known = ['from', 'size', 'query', 'sort', 'aggs'];
  for (const query of ['handel', 'a "b c" -d title:e f OR g h* tag:i date:2023', 'lang:de']) {
    for (const body of [bodyOf(query, options, QUICKWIT), suggestBody(query, 5, QUICKWIT)]) {
      expect(known).toEqual(expect.arrayContaining(Object.keys(body)));
      expect(JSON.stringify(body)).not.toMatch(/fuzziness|nested|multi_match|\^|\.words|\.folded|"\d+%"/);
    }
  }
  expect(JSON.stringify(bodyOf('handel', {}, QUICKWIT))).toContain('"match":{"parts"');
  for (const query of ['"handel mit"', '-handel', '-"a b"']) {
    expect(JSON.stringify(bodyOf(query, {}, QUICKWIT)), query).not.toContain('parts');
  }
});

test('a query of many words is bounded', async () => {
  const clauses = (query) => JSON.stringify(bodyOf(query)).match(/multi_match/g)?.length ?? 0;
  const many = Array.from({ length: 40 }, (_, i) => `wort${i}`).join(' ');
  const { fetch, asked } = fakeFetch(answerTo);
  const { notes } = await openSearchEngine({ url: URL, fetch }).search(many);
  expect(notes).toEqual(['words']);
  expect(JSON.stringify(asked[0])).not.toContain('wort32');
  expect(JSON.stringify(asked[0])).not.toContain('fuzziness');
  expect(clauses(many)).toBeLessThan(100);
});

test('marks become offsets in UTF-16, whatever stands around them', () => {
  const [open, close] = MARKS;
  const cases = [
    ['', '', []],
    ['nichts', 'nichts', []],
    [`😀 ${open}Über${close} <b>`, '😀 Über <b>', [[3, 7]]],
    [`${open}a${close}${open}b${close}`, 'ab', [[0, 1], [1, 2]]],
    [`${close}a${open}${close}b${open}c`, 'abc', []],
  ];
  for (const [passage, text, marks] of cases) expect(marked(passage)).toEqual({ text, marks });
});

test('several words are corrected where they stand', () => {
  const entry = (text, offset, ...options) => ({ text, offset, length: text.length, options: options.map((text) => ({ text, freq: 1 })) });
  const words = [entry('haz', 0, 'haus'), entry('und', 4), entry('gartn', 8, 'garten')];
  expect(correctedBy('haz und gartn', { words })).toBe('haus und garten');
  for (const suggest of [{ words: [entry('haus', 0)] }, { words: [entry('gart', 0, 'garten')] }, undefined]) {
    expect(correctedBy('gart', suggest)).toBeNull();
  }
});

test('an answer of OpenSearch has the shape of the engine’s', async () => {
  const { fetch, asked } = fakeFetch(answerTo);
  const engine = openSearchEngine({ url: URL, fetch });
  const results = await engine.search('opfer menschenhandl year:2024', { facets: true });
  expect(results).toEqual({
    query: 'opfer menschenhandl year:2024',
    total: 12,
    took_ms: 7,
    corrected: 'opfer menschenhandel',
    hits: [
      {
        id: 'recht/menschenhandel.md',
        url: '/recht/menschenhandel',
        title: 'Menschenhandel <b>erkennen</b>',
        score: 9.25,
        lang: 'de',
        date: '2024-03-09',
        excerpt: {
          text: '😀 Opfer von Menschenhandel erhalten Hilfe, <i>auch</i> nach dem Handel.',
          marks: [[13, 27], [65, 71]],
        },
        sections: [{ heading: 'Hilfe für Opfer', url: '/recht/menschenhandel#hilfe-f%C3%BCr-opfer' }],
      },
      {
        id: 'b',
        url: 'javascript:globalThis.pwned=1',
        title: 'Zweiter Treffer',
        score: 1.5,
        lang: '',
        date: '',
        excerpt: { text: 'Nichts als der Anfang des Textes.', marks: [] },
        sections: [],
      },
    ],
    facets: [
      { name: 'tag', values: [{ value: 'Recht', count: 9 }, { value: 'Schule', count: 2 }] },
      { name: 'year', values: [{ value: '2024', count: 20 }, { value: '2023', count: 10 }] },
    ],
  });
  expect(asked).toHaveLength(2);
  expect(JSON.stringify(asked[1].query)).not.toContain('2024');
  expect(await engine.info()).toMatchObject({ articles: 120, languages: ['de', 'en'] });
});

test('an answer of Quickwit gets its passages here', async () => {
  const { fetch } = fakeFetch(() => recorded('quickwit-search'));
  const engine = openSearchEngine({ url: URL, fetch, server: 'quickwit' });
  const { hits, corrected, notes } = await engine.search('handel menschen', { sort: 'title' });
  const [first, second] = hits;
  expect(corrected).toBeNull();
  expect(notes).toEqual(['The server cannot sort by title; the best come first.']);
  expect(first).toMatchObject({ id: 'recht/handel.md', date: '2024-03-09', sections: [{ heading: 'Hilfe', url: '/recht/handel#top' }] });
  expect(first.excerpt.text).toBe('Wer Menschen hilft, spricht über Handel: den Menschenhandel.');
  expect(first.excerpt.marks.map(([start, end]) => first.excerpt.text.slice(start, end))).toEqual(['Menschen', 'Handel', 'Menschen', 'handel']);
  expect(second.excerpt).toEqual({ text: 'Nur der Titel nennt das Wort.', marks: [] });
});

test('a passage of a long text is cut where the words stand', async () => {
  const answer = recorded('quickwit-search');
  const filler = 'lorem ipsum dolor sit amet '.repeat(40);
  answer.hits.hits[0]._source.sections = [{ heading: '', anchor: '', text: `${filler}Menschen und ihr Handel ${filler}` }];
  const { fetch } = fakeFetch(() => answer);
  const { hits } = await openSearchEngine({ url: URL, fetch, server: 'quickwit' }).search('handel menschen');
  const { text, marks } = hits[0].excerpt;
  expect(text).toMatch(/^….*Menschen und ihr Handel.*…$/);
  expect(text.length).toBeLessThan(220);
  expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['Menschen', 'Handel']);
});

test('what is wrong is said, with what to do', async () => {
  const engine = (answer, status) => openSearchEngine({ url: URL, ...fakeFetch(() => answer, status) });
  await expect(engine(recorded('opensearch-error'), 404).search('a')).rejects.toThrow(/status 404: no such index \[articles\].*findling export/);
  await expect(engine({ message: 'index not found' }, 404).search('a')).rejects.toThrow(/index not found/);
  await expect(engine([], 200).search('a')).rejects.toThrow(/no hits in the answer/);
  const lost = openSearchEngine({ url: URL, fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
  await expect(lost.search('a')).rejects.toThrow(/cannot be reached \(Failed to fetch\)/);
});

test('options are refused as by the bundle’s engine', async () => {
  const { fetch, asked } = fakeFetch(answerTo);
  const engine = openSearchEngine({ url: URL, fetch });
  for (const [options, message] of REFUSED) {
    await expect(engine.search('a', options), JSON.stringify(options)).rejects.toThrow(message);
  }
  await expect(engine.suggest('a', { limit: -1 })).rejects.toThrow(TypeError);
  expect(asked).toHaveLength(0);
  for (const options of TAKEN) await engine.search('a', options);
  await engine.suggest('a', null);
  for (const [options, message] of [
    [undefined, /url must be.*undefined/],
    [{ languages: ['en'] }, /url must be/],
    [{ url: URL, languages: 'en' }, /languages must be a list.*got en/],
    [{ url: URL, facets: 'tag' }, /facets must be a list.*got tag/],
  ]) {
    expect(() => openSearchEngine(options), JSON.stringify(options)).toThrow(message);
  }
});

test('a part of an index that does not answer is told', async () => {
  const answer = recorded('opensearch-search');
  answer._shards = { total: 2, successful: 1, skipped: 0, failed: 1 };
  const { fetch } = fakeFetch(() => answer);
  expect((await openSearchEngine({ url: URL, fetch }).search('opfer')).incomplete).toBe(true);
});

test('words and titles are suggested', async () => {
  const { fetch } = fakeFetch(() => ({ ...recorded('opensearch-empty'), hits: recorded('opensearch-search').hits }));
  const suggestions = await openSearchEngine({ url: URL, fetch }).suggest('hndel');
  expect(suggestions).toEqual([
    { kind: 'word', text: 'handel', count: 4 },
    { kind: 'title', text: 'Menschenhandel <b>erkennen</b>', count: 1, url: '/recht/menschenhandel' },
    { kind: 'title', text: 'Zweiter Treffer', count: 1, url: 'javascript:globalThis.pwned=1' },
  ]);
});

test('for excluded words no others are suggested', async () => {
  const wrong = (/** @type {string} */ text) => ({ words: [...text.matchAll(/\w*hndel\w*/g)].map(({ 0: { length }, index }) => ({ text: 'hndel', offset: index, length, options: [{ text: 'handel', freq: 4 }] })) });
  for (const [query, expected] of [
    ['-hndel', []],
    ['opfer -title:hndel', []],
    ['-"a hndel', []],
    ['-opfer hndel', ['-opfer handel']],
    ['-"a b" hndel -hndel', ['-"a b" handel -hndel']],
    ['a-hndel', ['a-handel']],
  ]) {
    const { fetch } = fakeFetch(() => ({ ...recorded('opensearch-empty'), suggest: wrong(query) }));
    const suggestions = await openSearchEngine({ url: URL, fetch }).suggest(query);
    expect(suggestions.map(({ text }) => text), query).toEqual(expected);
  }
});

/** A site's page, its engine set by `script` after the element's own has come, or before. */
const page = (first) => `<!doctype html><html lang="en"><title>Search</title>
  <findling-search mode="inline"></findling-search>
  <script type="module">
    ${first ? '' : "await import('./findling.js');"}
    const { openSearchEngine } = await import('./findling.opensearch.js');
    document.querySelector('findling-search').engine = openSearchEngine({ url: '${URL}' });
    ${first ? "await import('./findling.js');" : ''}
    document.body.dataset.ready = '';
  </script>`;

/**
 * Opens such a page; gives what is asked of the server and of the page's host.
 *
 * @param {import('@playwright/test').Page} browser
 * @param {string} url
 * @param {boolean} [first]
 * @param {number} [delay] milliseconds until the server answers
 */
async function open(browser, url, first = false, delay = 0) {
  const [bodies, addresses] = [/** @type {any[]} */ ([]), /** @type {string[]} */ ([])];
  browser.on('request', (request) => addresses.push(request.url()));
  await browser.route('**/server.html', (route) => route.fulfill({ contentType: 'text/html', body: page(first) }));
  await browser.route(`**${URL}`, async (route) => {
    const body = route.request().postDataJSON();
    bodies.push(body);
    await new Promise((done) => setTimeout(done, delay));
    return route.fulfill({ json: answerTo(body) });
  });
  await browser.goto(`${url}server.html`);
  await browser.locator('[data-ready]').waitFor();
  return { bodies, addresses };
}

test('while somebody types, the server is asked for one answer at a time', async ({ page, build }) => {
  const { url } = await build({ 'stein.txt': 'Ein Stein' });
  /** @type {string[]} */
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.postData() ?? ''));
  const { bodies } = await open(page, url, false, 1000);
  const { field, titles } = widget(page);
  await field.fill('opfer');
  await expect(titles).toHaveCount(2);
  const before = bodies.length;
  await field.pressSequentially(' helfen', { delay: 100 });
  await expect.poll(() => [bodies.length - before, failed.length]).toEqual([7, 6]);
});

for (const first of [false, true]) {
  test(`the widget asks a server that the page names ${first ? 'before' : 'after'} its script came`, async ({ page, build }) => {
    const { url } = await build({ 'stein.txt': 'Ein Stein' }, '--split');
    const { addresses } = await open(page, url, first);
    const { root, field, titles, marks, links } = widget(page);
    await field.fill('opfer menschenhandl');
    await expect(titles).toHaveText(['Menschenhandel <b>erkennen</b>', 'Zweiter Treffer']);
    await expect(marks).toHaveText(['Menschenhandel', 'Handel']);
    await expect(root.locator('[part=count]')).toHaveText('12 results');
    await expect(root.locator('[part=note]')).toContainText('Results for opfer menschenhandel');
    await expect(root.locator('[part=section]')).toHaveAttribute('href', /\/recht\/menschenhandel#hilfe-f%C3%BCr-opfer$/);
    await expect(root.locator('b, i')).toHaveCount(0);
    await expect(links.nth(1)).not.toHaveAttribute('href');
    expect(addresses.filter((address) => /\.(wasm|bin)$|__/.test(address))).toEqual([]);
  });
}

test('an export is all that a page needs, in its language and with a query in its address', async ({ page, hosted, headers }) => {
  const { path, remove } = await scratchFolder({ 'texts/stein.txt': 'Ein Stein' });
  try {
    const said = await findling('export', `${path}/texts`, '--format', 'opensearch', '--out', `${path}/search`);
    // What the program says to put on a page, but for what is to be searched there.
    const [script] = said.match(/<script[^]*<\/script>/) ?? [''];
    const html = `<!doctype html><html lang="de"><title>Suche</title><findling-search mode="page" url-param="q"></findling-search>${script}`;
    await page.route('**/server.html*', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.route(`**${URL}`, (route) => route.fulfill({ json: answerTo(route.request().postDataJSON()) }));
    const site = await hosted(path, { headers });
    await page.goto(`${site.url}server.html?q=opfer`);
    const { root, titles } = widget(page);
    await expect(titles).toHaveCount(2);
    await expect(root.locator('[part=count]')).toHaveText('12 Treffer');
    expect(site.asked.filter((asked) => /__|\.wasm/.test(asked))).toEqual([]);
  } finally {
    await remove();
  }
});

test('a slow server is asked once what it has, and once by a key that is held down', async ({ page, site }) => {
  const { bodies } = await open(page, site.url, false, 300);
  const { root, field } = widget(page);
  await root.evaluate((element) =>
    element.addEventListener('findling-select', (event) => {
      event.preventDefault();
      element.dataset.led = `${/** @type {CustomEvent} */ (event).detail.rank}`;
    }),
  );
  await field.pressSequentially('opfer');
  const isInfo = (/** @type {any} */ { query, aggs }) => Boolean(aggs?.lang && query.match_all);
  for (let times = 0; times < 30; times += 1) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(20);
  }
  await expect(root).toHaveAttribute('data-led', '0');
  expect(bodies.filter(isInfo)).toHaveLength(1);
  expect(bodies.filter((body) => !isInfo(body)).length).toBeLessThan(6);
});

test('what was typed can be insisted on, and more asked for', async ({ page, site }) => {
  const { bodies } = await open(page, site.url);
  const { root, field } = widget(page);
  await field.fill('opfer menschenhandl');
  await root.getByRole('button', { name: 'Search exactly for “opfer menschenhandl”' }).click();
  await expect.poll(() => JSON.stringify(bodies.at(-1))).toContain('text.words^1');
  expect(bodies.at(-1)).not.toHaveProperty('suggest');
  await root.getByRole('button', { name: 'More results' }).click();
  await expect.poll(() => bodies.at(-1)).toMatchObject({ from: 2, size: 10 });
});

test('where nothing is found, a server is asked once for other words', async ({ page, site }) => {
  const { bodies } = await open(page, site.url);
  const { root, field, titles } = widget(page);
  await field.fill('hndel xyzabcdefgh');
  const other = root.getByRole('button', { name: 'handel xyzabcdefgh' });
  await expect(other).toBeVisible();
  expect(bodies.filter(({ suggest, highlight }) => suggest && !highlight)).toHaveLength(1);
  await field.fill('handel');
  await expect(titles).toHaveCount(2);
});

test('a server that fails is said, and can be asked again', async ({ page, site }) => {
  await open(page, site.url);
  await page.route(`**${URL}`, (route) => route.fulfill({ status: 404, json: recorded('opensearch-error') }));
  const { root, field, titles } = widget(page);
  await field.fill('opfer');
  await expect(root.locator('[part=error]')).toBeVisible();
  await page.unroute(`**${URL}`);
  await page.route(`**${URL}`, (route) => route.fulfill({ json: answerTo(route.request().postDataJSON()) }));
  await root.getByRole('button', { name: 'Try again' }).click();
  await expect(titles).toHaveCount(2);
});
