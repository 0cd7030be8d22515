/**
 * What the widget says, in the language of the place it stands in.
 *
 * English is always there. The other languages are files of `i18n/`, of which a page loads the one
 * that it speaks, unless its script carries that.
 */
import en from './i18n/en.json';
import { LANGUAGES } from './languages.js';

/** @import { SearchResults } from './findling' */
/** @typedef {typeof en} Strings */
/** @typedef {Partial<Record<Intl.LDMLPluralRule, string>>} Plural */

/** @type {Map<string, Strings | Promise<Strings>>} by language; promises are on their way */
const languages = new Map([['en', en]]);

/** How the addresses of the files begin. */
let beginning = '';

export { en as english };

/**
 * Adds languages, by their tags. What one of another version lacks is English.
 *
 * @param {Record<string, unknown>} texts each like i18n/en.json
 */
export function teach(texts) {
  for (const [tag, strings] of Object.entries(texts)) languages.set(tag, { ...en, .../** @type {object} */ (strings) });
}

/** @param {string} address how those of the files with the other languages begin */
export function learnFrom(address) {
  beginning = address;
}

/**
 * An element and the hosts of the shadow roots that it is in.
 *
 * @param {Element} element
 * @returns {Element[]}
 */
function places(element) {
  const root = element.getRootNode();
  return [element, ...(root instanceof ShadowRoot ? places(root.host) : [])];
}

/**
 * The nearest stated language of a node.
 *
 * @param {Element} element
 * @returns {string}
 */
export function languageOf(element) {
  const tag = places(element).map((at) => at.closest('[lang]')?.getAttribute('lang')).find(Boolean) ?? 'en';
  // `Intl` throws on what is no language tag, and pages carry all sorts; `de_DE` is meant well.
  try {
    return Intl.getCanonicalLocales(tag.replace(/_/g, '-'))[0];
  } catch {
    return 'en';
  }
}

/**
 * Tells when a language is stated in another way, perhaps one around the element.
 *
 * @param {Element} element
 * @param {AbortSignal} signal ends it
 * @param {() => void} changed
 */
export function watchLanguage(element, signal, changed) {
  const observer = new MutationObserver(changed);
  for (const at of places(element)) observer.observe(at.getRootNode(), { attributeFilter: ['lang'], subtree: true });
  signal.addEventListener('abort', () => observer.disconnect());
}

/** @param {string} tag */
export function primary(tag) {
  return tag.split('-')[0];
}

/**
 * The language that the widget speaks where `lang` is spoken; numbers, dates and
 * plurals follow it too.
 *
 * @param {string} lang
 */
export function spoken(lang) {
  const tag = primary(lang);
  return languages.has(tag) || (beginning && LANGUAGES.includes(tag)) ? lang : 'en';
}

/**
 * @param {string} lang one that is {@link spoken}
 * @returns {Strings | Promise<Strings>} a promise if they have to be loaded; English if that fails
 */
export function stringsFor(lang) {
  const tag = primary(lang);
  const strings = languages.get(tag) ?? load(tag);
  languages.set(tag, strings);
  return strings;
}

/** @param {string} tag */
async function load(tag) {
  const address = `${beginning}${tag}.json`;
  /** @type {unknown} */
  let strings;
  try {
    strings = await (await fetch(address)).json();
  } catch (cause) {
    console.warn(address, cause);
  }
  teach({ [tag]: strings });
  return /** @type {Strings} */ (languages.get(tag));
}

/**
 * A sentence with its gaps filled, in pieces to append.
 *
 * @param {string} template
 * @param {Record<string, Node | string>} values
 * @returns {(Node | string)[]}
 */
export function fill(template, values) {
  return template.split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? (values[piece] ?? '') : piece));
}

/**
 * How many articles were found.
 *
 * @param {Plural} forms
 * @param {SearchResults} results
 * @param {string} lang
 * @returns {string}
 */
export function plural(forms, { total, at_least }, lang) {
  const { rules, numbers } = formatsOf(lang);
  const form = forms[rules.select(total)] ?? forms.other ?? '';
  return fill(form, { n: numbers.format(total) + (at_least ? '+' : '') }).join('');
}

/** @typedef {{ rules: Intl.PluralRules, numbers: Intl.NumberFormat, dates: Intl.DateTimeFormat, languages: Intl.DisplayNames }} Formats */

/** @type {Map<string, Formats>} by language; making them takes longer than all else for an answer */
const formats = new Map();

/** @param {string} lang */
function formatsOf(lang) {
  let known = formats.get(lang);
  if (!known) {
    known = {
      rules: new Intl.PluralRules(lang),
      numbers: new Intl.NumberFormat(lang),
      dates: new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }),
      languages: new Intl.DisplayNames(lang, { type: 'language' }),
    };
    formats.set(lang, known);
  }
  return known;
}

/**
 * @param {string} date ISO 8601 calendar date
 * @param {string} lang
 * @returns {string} the date as written if it is none
 */
export function longDate(date, lang) {
  const time = Date.parse(date);
  return time ? formatsOf(lang).dates.format(time) : date;
}

/**
 * @param {string} tag
 * @param {string} lang
 * @returns {string} the language's name, or the tag as written
 */
export function languageName(tag, lang) {
  try {
    return formatsOf(lang).languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
