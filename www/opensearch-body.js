/** Parts of a query and options → the body of a request to `_search`. */
import { dates, isFilter } from './opensearch-query.js';
import { chosenValues } from './search-options.js';

/** @import { SearchOptions } from './findling' */
/** @import { Part, Unit } from './opensearch-query.js' */

/** @typedef {Record<string, any>} Json */
/** @typedef {Record<string, number>} Fields names, and what a word in each counts */

/**
 * @typedef {object} IndexInfo what is known of an index
 * @property {boolean} quickwit it neither corrects words nor chooses passages
 * @property {string[]} languages by which texts are analysed once more
 * @property {string[]} facets
 * @property {Fields} fields
 */

/** @typedef {IndexInfo & { exact: boolean, fuzzy: boolean }} Matching where words are looked for, and how */

/** What stands around a match in a passage: characters that have no meaning of their own. */
export const MARKS = ['\ue000', '\ue001'];

/** Letters of a passage, about. */
export const PASSAGE = 200;

/** Hits that servers give at most, with those that are left out before. */
export const WINDOW = 10_000;

/** Sections of a hit. */
export const SECTIONS = 3;

/** Values of a facet. */
const VALUES = 100;

/**
 * Words that one may be misspelt for, and words of a query that may be misspelt: servers refuse
 * queries that come to more than 1,024 clauses.
 */
const EXPANSIONS = 10;
const FUZZY_WORDS = 6;

/** What no article is. */
const NONE = { bool: { must_not: [{ match_all: {} }] } };

const SECTION_FIELDS = { 'sections.heading': 2, 'sections.text': 1 };

/** How the kinds of `multi_match` are called for one field. */
const KINDS = { best_fields: 'match', phrase: 'match_phrase', bool_prefix: 'match_bool_prefix' };

/**
 * @param {Unit[]} units
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @returns {Json}
 */
export function searchBody(units, options, place) {
  const { limit = 10, offset = 0, facets } = options;
  const free = place.facets.filter((name) => !isFiltered(name, units, options));
  const body = {
    from: Math.min(offset, WINDOW),
    size: Math.max(0, Math.min(limit, WINDOW - offset)),
    query: query(units, options, place),
    sort: order(units, options, place),
    ...(facets && { aggs: aggregations(free) }),
  };
  if (place.quickwit) return body;
  const asked = words(units);
  return {
    ...body,
    track_total_hits: true,
    _source: ['id', 'url', 'title', 'lang', 'date'],
    highlight: highlight(units, manner(units, options, place)),
    ...(asked && !options.exact && { suggest: corrections(asked) }),
  };
}

/**
 * The counts of a facet that is filtered by: they are as if it were not.
 *
 * @param {string} facet
 * @param {Unit[]} units
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @returns {Json}
 */
export function facetBody(facet, units, options, place) {
  return { size: 0, query: query(units, options, place, facet), aggs: aggregations([facet]) };
}

/**
 * @param {string} text
 * @param {number} limit
 * @param {IndexInfo} place
 * @returns {Json} titles that begin so, and other words
 */
export function suggestBody(text, limit, place) {
  const fields = analysed({ title: 1 }, { ...place, exact: false });
  const body = { size: limit, query: any(text, 'bool_prefix', fields, place, { operator: 'AND' }), sort: ['_score'] };
  return place.quickwit ? body : { ...body, _source: ['title', 'url'], suggest: corrections(text, limit) };
}

/** @returns {Json} */
export function infoBody() {
  return { size: 0, query: { match_all: {} }, aggs: aggregations(['lang']) };
}

/**
 * Whether a search has a filter on a facet.
 *
 * @param {string} facet
 * @param {Unit[]} units
 * @param {SearchOptions} options
 */
export function isFiltered(facet, units, { filters = {} }) {
  return chosenValues(filters).some(([name]) => name === facet) || units.some((unit) => isOn(unit, facet));
}

/**
 * The words that are asked for, as one text.
 *
 * @param {Unit[]} units
 */
export function words(units) {
  const wanted = units.filter((unit) => !unit.excluded && !isFilter(unit));
  return wanted.flatMap(({ parts }) => parts.map(plain)).join(' ');
}

/** @param {Part} part */
function plain({ text }) {
  return text.replace(/\*$/, '');
}

/**
 * @param {Unit} unit
 * @param {string | undefined} facet
 */
function isOn({ parts }, facet) {
  return parts.some(({ name }) => name === facet);
}

/**
 * @param {Unit[]} units
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @returns {Matching}
 */
function manner(units, options, place) {
  const exact = Boolean(options.exact);
  return { ...place, exact, fuzzy: !exact && !place.quickwit && units.length <= FUZZY_WORDS };
}

/**
 * @param {Unit[]} units
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @param {string} [but] the facet whose filters are left out
 * @returns {Json}
 */
function query(units, options, place, but) {
  const how = manner(units, options, place);
  const [filtered, texts] = [units.filter(isFilter), units.filter((unit) => !isFilter(unit))];
  const wanted = texts.filter((unit) => !unit.excluded);
  const isBrowsing = filtered.length + chosen(options, place).length > 0;
  const asked = {
    bool: {
      must: wanted.length ? musts(wanted, how) : [isBrowsing ? { match_all: {} } : NONE],
      should: wanted.length && !place.quickwit ? [sections(wanted, how)] : [],
      must_not: [
        ...filtered.filter(({ excluded }) => excluded).map((unit) => filter(unit, place)),
        ...texts.filter(({ excluded }) => excluded).map((unit) => alternatives(unit, place.fields, { ...how, exact: true, fuzzy: false })),
      ],
      filter: [
        ...chosen(options, place, but),
        ...filtered.filter((unit) => !unit.excluded && !isOn(unit, but)).map((unit) => filter(unit, place)),
      ],
    },
  };
  return options.freshness && !place.quickwit ? fresh(asked, options.freshness) : asked;
}

/**
 * @param {Unit[]} units
 * @param {Matching} how
 * @returns {Json[]}
 */
function musts(units, how) {
  const loose = units.filter(isLoose).map(({ parts: [part] }) => part);
  const others = units.filter((unit) => !isLoose(unit)).map((unit) => alternatives(unit, how.fields, how));
  return loose.length ? [...others, most(loose, how)] : others;
}

/**
 * One word, neither quoted nor for the title only.
 *
 * @param {Unit} unit
 */
function isLoose({ parts: [part, ...more] }) {
  return !more.length && !part.quoted && !part.name;
}

/**
 * Most of the words, in whichever fields; better all of them in one, where synonyms of several
 * words are known as well.
 *
 * @param {Part[]} parts
 * @param {Matching} how
 * @returns {Json}
 */
function most(parts, how) {
  const should = parts.map((part) => word(part, how.fields, how));
  if (parts.length === 1) return should[0];
  const least = parts.length < 3 ? parts.length : Math.floor(parts.length * 0.75);
  const together = any(parts.map(plain).join(' '), 'best_fields', analysed(how.fields, how), how, { operator: 'AND' });
  return oneOf([{ bool: { should, minimum_should_match: least } }, together]);
}

/**
 * @param {Unit} unit
 * @param {Fields} fields
 * @param {Matching} how
 * @returns {Json}
 */
function alternatives({ parts }, fields, how) {
  return oneOf(
    parts.map((part) => {
      const among = part.name ? { title: 1 } : fields;
      // What is quoted has no synonyms.
      return part.quoted ? any(part.text, 'phrase', analysed(among, { ...how, exact: true }), how) : word(part, among, how);
    }),
  );
}

/**
 * @param {Part} part
 * @param {Fields} fields
 * @param {Matching} how
 * @returns {Json}
 */
function word(part, fields, how) {
  const among = analysed(fields, how);
  const begun = any(plain(part), 'bool_prefix', among, how);
  if (part.wildcard) return begun;
  const misspelt = how.fuzzy && { fuzziness: 'AUTO', prefix_length: 1, max_expansions: EXPANSIONS };
  const whole = any(part.text, 'best_fields', among, how, { operator: 'AND', ...misspelt });
  return part.unfinished && !how.exact ? oneOf([whole, begun]) : whole;
}

/**
 * The sections that hold the words.
 *
 * @param {Unit[]} units
 * @param {Matching} how
 * @returns {Json}
 */
function sections(units, how) {
  const should = units.map((unit) => alternatives(unit, SECTION_FIELDS, how));
  const inner_hits = { size: SECTIONS, _source: ['sections.heading', 'sections.anchor'] };
  return { nested: { path: 'sections', query: { bool: { should } }, score_mode: 'max', ignore_unmapped: true, inner_hits } };
}

/**
 * The filters of the options.
 *
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @param {string} [but]
 * @returns {Json[]}
 */
function chosen({ filters = {}, from, to }, place, but) {
  const facets = chosenValues(filters).filter(([name]) => name !== but);
  const range = { ...end(from, 'gte'), ...end(to, 'lt') };
  return [
    ...facets.map(([name, values]) => oneOf(values.map((value) => term(name, value, place)))),
    ...(Object.keys(range).length ? [{ range: { date: range } }] : []),
  ];
}

/**
 * @param {string | undefined} date
 * @param {'gte' | 'lt'} side
 */
function end(date, side) {
  const range = date && dates(date);
  return range ? { [side]: range[side] } : {};
}

/**
 * @param {Unit} unit
 * @param {IndexInfo} place
 * @returns {Json}
 */
function filter({ parts }, place) {
  return oneOf(
    parts.map(({ name, text }) => {
      if (name !== 'date') return term(name, text, place);
      const range = dates(text);
      // What is no date is that of no article.
      return range ? { range: { date: range } } : NONE;
    }),
  );
}

/**
 * @param {string} facet
 * @param {string} value
 * @param {IndexInfo} place
 * @returns {Json}
 */
function term(facet, value, { quickwit }) {
  return { term: { [quickwit ? fieldOf(facet) : `${fieldOf(facet)}.folded`]: { value } } };
}

/** @param {string} facet */
function fieldOf(facet) {
  return facet === 'lang' || facet === 'year' ? facet : `facets.${facet}`;
}

/** @param {string[]} facets */
function aggregations(facets) {
  return Object.fromEntries(facets.map((name) => [name, { terms: { field: fieldOf(name), size: VALUES } }]));
}

/**
 * @param {Unit[]} units
 * @param {SearchOptions} options
 * @param {IndexInfo} place
 * @returns {Json[]}
 */
function order(units, { sort = 'relevance' }, { quickwit }) {
  const title = quickwit ? [] : [{ 'title.sort': { order: 'asc' } }];
  if (sort === 'newest' || (sort === 'relevance' && !words(units))) return [{ date: { order: 'desc' } }, ...title];
  return sort === 'title' && title.length ? title : [{ _score: { order: 'desc' } }];
}

/**
 * @param {Unit[]} units
 * @param {Matching} how
 */
function highlight(units, how) {
  const [open, close] = MARKS;
  const isQuoted = units.some(({ parts }) => parts.some(({ quoted }) => quoted));
  const texts = { ...analysed({ text: 1 }, how), ...(isQuoted && analysed({ text: 1 }, { ...how, exact: true })) };
  return {
    type: 'unified',
    order: 'score',
    number_of_fragments: 1,
    fragment_size: PASSAGE,
    no_match_size: PASSAGE,
    pre_tags: [open],
    post_tags: [close],
    fields: Object.fromEntries(Object.keys(texts).map((name) => [name, {}])),
  };
}

/**
 * @param {string} text
 * @param {number} size corrections of each word
 */
function corrections(text, size = 1) {
  return { text, words: { term: { field: 'text.words', suggest_mode: 'missing', size } } };
}

/**
 * An article of today counts by `weight` more, one that is a year old by half of that. Of two
 * years the engine makes a third, which no curve of a server does; this makes a quarter.
 *
 * @param {Json} query
 * @param {number} weight
 */
function fresh(query, weight) {
  const decay = { exp: { date: { origin: 'now', scale: '365d', decay: 0.5 } }, filter: { exists: { field: 'date' } }, weight };
  return { function_score: { query, functions: [{ weight: 1 }, decay], score_mode: 'sum', boost_mode: 'multiply' } };
}

/**
 * The fields that hold the same texts as analysed: by each language, or as they are written. The
 * `parts` of compounds are written nowhere.
 *
 * @param {Fields} fields
 * @param {IndexInfo & { exact: boolean }} how
 * @returns {Fields}
 */
function analysed(fields, { languages, quickwit, exact }) {
  const { parts, ...written } = fields;
  if (quickwit) return exact ? written : fields;
  const endings = exact ? ['.words'] : ['', ...languages.map((tag) => `.${tag}`)];
  return Object.fromEntries(Object.entries(fields).flatMap(([name, weight]) => endings.map((it) => [name + it, weight])));
}

/**
 * One of the fields has it.
 *
 * @param {string} text
 * @param {keyof typeof KINDS} type
 * @param {Fields} fields
 * @param {IndexInfo} place
 * @param {Json} [options]
 * @returns {Json}
 */
function any(text, type, fields, { quickwit }, options = {}) {
  const entries = Object.entries(fields);
  if (!quickwit) {
    return { multi_match: { query: text, type, fields: entries.map(([name, weight]) => `${name}^${weight}`), ...options } };
  }
  const within = (/** @type {string} */ field) => ({ [KINDS[type]]: { [field]: { query: text, ...options } } });
  return oneOf(entries.map(([field, boost]) => ({ bool: { should: [within(field)], boost } })));
}

/** @param {Json[]} queries */
function oneOf(queries) {
  return queries.length === 1 ? queries[0] : { bool: { should: queries, minimum_should_match: 1 } };
}
