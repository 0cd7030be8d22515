// Writes the tables of docs/widget.md from the element's manifest:
//   node scripts/widget-docs.mjs MANIFEST           writes them
//   node scripts/widget-docs.mjs MANIFEST --check   says what is not as it should be
//
// MANIFEST is the custom-elements.json that `./build.sh engine` makes of www/search-widget.js.
// Also that nothing is left out there: each attribute, part and property that the code has.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const DOCS = 'docs/widget.md';

const [manifest, check] = process.argv.slice(2);
const element = JSON.parse(readFileSync(manifest, 'utf8')).modules[0].declarations[0];

/** @typedef {{ name: string, description?: string, default?: string, type?: { text: string }, parameters?: { name: string }[], kind?: string }} Entry */

/** @param {string} text */
const cell = (text) => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
/** @param {string | undefined} text */
const code = (text) => (text ? `\`${cell(text)}\`` : '');

/**
 * @param {string[]} head
 * @param {Entry[]} entries
 * @param {(entry: Entry) => string[]} cells
 */
function table(head, entries, cells) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...entries.map((entry) => line(cells(entry)))].join('\n');
}

const described = ({ description = '' }) => cell(description);
const called = (/** @type {Entry} */ { name, kind, parameters = [] }) =>
  code(kind === 'method' ? `${name}(${parameters.map((it) => it.name).join(', ')})` : name);

/** @type {Record<string, string>} */
const tables = {
  attributes: table(['attribute', 'value', 'without it', ''], element.attributes, (it) => [
    code(it.name),
    it.type?.text === 'boolean' ? '' : code(it.type?.text),
    code(it.default),
    described(it),
  ]),
  properties: table(['property or method', 'type', ''], element.members, (it) => [called(it), code(it.type?.text), described(it)]),
  slots: table(['slot', ''], element.slots, (it) => [it.name ? code(it.name) : '(content)', described(it)]),
  events: table(['event', 'its `detail`', ''], element.events, (it) => [code(it.name), code(it.type?.text.replace(/^CustomEvent<(.*)>$/, '$1')), described(it)]),
  parts: table(['`::part()`', ''], element.cssParts, (it) => [code(it.name), described(it)]),
  style: table(['custom property', 'without it', ''], element.cssProperties, (it) => [code(it.name), code(it.default), described(it)]),
};

/** What the code has, by what stands there. */
const sources = readdirSync('www')
  .filter((name) => name.endsWith('.js') && !/preview|opensearch/.test(name))
  .map((name) => readFileSync(`www/${name}`, 'utf8'))
  .join('\n')
  .replace(/^\s*(\/\*)?\*.*$/gm, '');
const styles = readFileSync('www/search-widget.css', 'utf8');

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** @type {[string, Entry[], string[]][]} */
const CODE = [
  ['part', element.cssParts, [...all(sources, /part: '([a-z-]+)'/g), ...all(sources, /\b(?:button|option)\('([a-z-]+)'/g)]],
  ['custom property', element.cssProperties, all(styles, /var\((--findling-[a-z-]+)/g)],
  ['attribute', element.attributes, ['theme', ...all(sources, /this\.(?:get|has)Attribute\('([a-z-]+)'/g), 'lang']],
];

const problems = CODE.flatMap(([kind, entries, used]) => {
  const declared = new Set(entries.map(({ name }) => name));
  const there = new Set(used);
  return [
    ...[...there].filter((name) => !declared.has(name)).map((name) => `the ${kind} ${name} is not described in www/search-widget.js`),
    ...[...declared].filter((name) => !there.has(name)).map((name) => `the ${kind} ${name} is described in www/search-widget.js, but not in the code`),
  ];
});

const before = readFileSync(DOCS, 'utf8');
let after = before;
for (const [name, text] of Object.entries(tables)) {
  const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  if (!place.test(after)) problems.push(`${DOCS} has no place for the ${name}: <!-- ${name} --> … <!-- /${name} -->`);
  after = after.replace(place, (_, begin, end) => `${begin}${text}\n${end}`);
}
if (after !== before) {
  if (check) problems.push(`the tables in ${DOCS} are old: node scripts/widget-docs.mjs ${manifest}`);
  else writeFileSync(DOCS, after);
}
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);
