/** Hits as nodes of a listbox: a group for each page, its link, its sections. */
import { highlighted, safeLink } from './dom.js';
import { languageName, longDate, primary } from './strings.js';

/** @import { Attributes, Child, Wanted } from './dom.js' */
/** @import { Hit, SectionHit } from './findling' */
/** @import { Manner } from './messages.js' */

/**
 * @param {Hit} hit
 * @param {number} rank from 0
 * @param {Manner} manner
 * @returns {Wanted}
 */
export function hitView(hit, rank, manner) {
  const id = `hit-${rank}`;
  return [
    'div',
    { part: 'hit', role: 'group', 'aria-labelledby': `${id}-title` },
    pageLink(hit, id, rank, manner),
    ...hit.sections
      // Without a fragment of its own it would be the page's link once more.
      .filter((section) => section.url !== hit.url)
      .map((section, i) => sectionLink(section, hit, `${id}-section-${i}`, rank)),
  ];
}

/**
 * @param {Hit} hit
 * @param {string} id
 * @param {number} rank
 * @param {Manner} manner
 */
function pageLink(hit, id, rank, manner) {
  const lang = hit.lang || undefined;
  /** @type {Wanted} */
  const title = ['span', { part: 'title', id: `${id}-title`, lang, dir: 'auto' }, hit.title];
  /** @type {Wanted} */
  const excerpt = [
    'span',
    { part: 'excerpt', lang, dir: 'auto' },
    ...highlighted(hit.excerpt.text, hit.excerpt.marks),
  ];
  // Named by all that it shows: a name that leaves some of it out would not be
  // found by who controls the page by voice.
  return option({ part: 'link', id }, hit.url, rank, title, ...meta(hit, manner), excerpt);
}

/**
 * @param {SectionHit} section
 * @param {Hit} hit
 * @param {string} id
 * @param {number} rank
 */
function sectionLink(section, hit, id, rank) {
  return option({ part: 'section', id, lang: hit.lang || undefined, dir: 'auto' }, textFragment(section), rank, section.heading);
}

/**
 * The address of a heading, which browsers that can do so find by its words and those behind it,
 * even if the page has changed, and mark. By its words alone, they would go to a table of contents.
 *
 * @param {SectionHit} section
 */
function textFragment({ url, heading, begins }) {
  if (!url.includes('#') || !begins || !('fragmentDirective' in document)) return url;
  // In a directive, `-` and `,` part its terms.
  return `${url}:~:text=${[heading, begins].map((it) => encodeURIComponent(it).replace(/-/g, '%2D')).join(',-')}`;
}

/**
 * @param {Attributes} attributes of its own
 * @param {string} url
 * @param {number} rank
 * @param {...Child} children
 * @returns {Wanted}
 */
function option(attributes, url, rank, ...children) {
  const href = safeLink(url);
  return [
    'a',
    {
      ...attributes,
      role: 'option',
      'aria-selected': 'false',
      'aria-disabled': !href && 'true',
      tabindex: -1,
      href,
      'data-rank': rank,
    },
    ...children,
  ];
}

/**
 * Folder, date, language: what is known of them.
 *
 * @param {Hit} hit
 * @param {Manner} manner
 * @returns {Wanted[]}
 */
function meta(hit, { lang, mixed }) {
  /** @type {Wanted[]} */
  const items = [];
  // Records may be called by their addresses, and a page in a folder of its own by that.
  const folders = hit.id.includes(':') ? [] : hit.id.replace(/\/_?index\.\w+$/, '').split('/').slice(0, -1);
  if (folders.length) items.push(['span', { part: 'path' }, folders.join(' › ')]);
  if (hit.date) items.push(['time', { part: 'date', datetime: hit.date }, longDate(hit.date, lang)]);
  if (mixed && hit.lang && hit.lang !== primary(lang)) {
    items.push(['span', { part: 'language' }, languageName(hit.lang, lang)]);
  }
  return items.length ? [['span', { part: 'meta', lang: null, dir: null }, ...items]] : [];
}
