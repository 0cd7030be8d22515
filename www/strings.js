/** What the widget says, in the language of the place it stands in. */
import de from './i18n/de.json';
import en from './i18n/en.json';

/** @typedef {typeof en} Strings */
/** @typedef {{ one: string, other: string }} Plural */

/** @type {Record<string, Strings>} */
const LANGUAGES = { de, en };

/**
 * The nearest stated language of a node, through shadow roots.
 *
 * @param {Element} element
 * @returns {string}
 */
export function languageOf(element) {
  for (let at = element; ; ) {
    const lang = at.closest('[lang]')?.getAttribute('lang');
    if (lang) return valid(lang);
    const root = at.getRootNode();
    if (!(root instanceof ShadowRoot)) return 'en';
    at = root.host;
  }
}

/**
 * `Intl` throws on what is no language tag, and pages carry all sorts.
 *
 * @param {string} tag
 */
function valid(tag) {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * The language that the widget speaks where `lang` is spoken; numbers, dates and
 * plurals follow it too.
 *
 * @param {string} lang
 */
export function spoken(lang) {
  return lang.split('-')[0] in LANGUAGES ? lang : 'en';
}

/**
 * @param {string} lang one that is {@link spoken}
 * @returns {Strings}
 */
export function stringsFor(lang) {
  return LANGUAGES[lang.split('-')[0]] ?? en;
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
 * @param {Plural} forms
 * @param {number} n
 * @param {string} lang
 * @param {Record<string, string>} [values]
 * @returns {string}
 */
export function plural(forms, n, lang, values = {}) {
  const form = new Intl.PluralRules(lang).select(n) === 'one' ? forms.one : forms.other;
  return fill(form, { ...values, n: n.toLocaleString(lang) }).join('');
}

/**
 * @param {string} date ISO 8601 calendar date
 * @param {string} lang
 * @returns {string} the date as written if it is none
 */
export function longDate(date, lang) {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return date;
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/**
 * @param {string} tag
 * @param {string} lang
 * @returns {string} the language's name, or the tag as written
 */
export function languageName(tag, lang) {
  try {
    return new Intl.DisplayNames(lang, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
