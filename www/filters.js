/** What hits can be filtered by: a group of checkboxes for each facet, and what is chosen there. */
import { button, el } from './dom.js';
import { fill, languageName } from './strings.js';

/** @import { Facet } from './findling' */
/** @import { Manner } from './messages.js' */
/** @import { Strings } from './strings.js' */

/** Values of a facet that are shown at first. */
const SHOWN = 6;

export class Filters {
  #node;
  #changed;
  /** @type {Map<string, Set<string>>} chosen values by facet */
  #chosen = new Map();
  /** @type {Set<string>} facets of which all values are shown */
  #whole = new Set();

  /**
   * @param {HTMLElement} node where they are shown
   * @param {() => void} changed
   */
  constructor(node, changed) {
    this.#node = node;
    this.#changed = changed;
  }

  /** How many values are chosen. */
  get size() {
    return Object.values(this.wanted).flat().length;
  }

  /** @returns {Record<string, string[]>} as the engine takes them */
  get wanted() {
    return Object.fromEntries([...this.#chosen].map(([name, values]) => [name, [...values]]));
  }

  clear() {
    this.#chosen.clear();
    this.#whole.clear();
  }

  /**
   * Those that divide the hits, or that something is chosen of.
   *
   * @param {Facet[]} facets
   */
  useful(facets) {
    return facets.filter(({ name, values }) => values.length > 1 || this.#chosen.get(name)?.size);
  }

  /**
   * @param {Facet[]} facets
   * @param {Manner} manner
   */
  show(facets, manner) {
    const root = /** @type {ShadowRoot} */ (this.#node.getRootNode());
    const key = /** @type {HTMLElement | null} */ (root.activeElement)?.dataset.key;
    const again = () => this.show(facets, manner);
    this.#node.replaceChildren(...this.useful(facets).map((facet) => this.#group(facet, manner, again)));
    if (this.size) this.#node.append(button('link-button', [manner.strings.unfilter], manner.unfilter));
    this.#find(key)?.focus();
  }

  /** @param {string | undefined} key */
  #find(key) {
    return [...this.#node.querySelectorAll('input')].find((it) => it.dataset.key === key);
  }

  /**
   * @param {Facet} facet
   * @param {Manner} manner
   * @param {() => void} again
   */
  #group({ name, values }, { strings, lang }, again) {
    const known = /** @type {Record<string, string>} */ (strings.facets);
    const chosen = this.#chosen.get(name) ?? new Set();
    const all = [...values];
    for (const value of chosen) if (!values.some((it) => it.value === value)) all.push({ value, count: 0 });
    if (name === 'year') all.sort((a, b) => b.value.localeCompare(a.value));
    const isWhole = this.#whole.has(name) || all.length <= SHOWN + 1;
    const shown = isWhole ? all : all.filter(({ value }, at) => at < SHOWN || chosen.has(value));
    const boxes = shown.map(({ value, count }) => {
      const label = name === 'lang' ? languageName(value, lang) : value;
      return this.#box(name, value, label, count.toLocaleString(lang), chosen.has(value));
    });
    // A site may call one `constructor`.
    const legend = Object.hasOwn(known, name) ? known[name] : name;
    const group = el('fieldset', { part: 'facet' }, el('legend', { part: 'legend' }, legend), ...boxes);
    if (shown.length < all.length) {
      const label = fill(strings.all, { n: all.length.toLocaleString(lang) });
      const whole = button('link-button', label, () => {
        this.#whole.add(name);
        again();
        this.#find(keyOf(name, all[0].value))?.focus();
      });
      group.append(whole);
    }
    return group;
  }

  /**
   * @param {string} name
   * @param {string} value
   * @param {string} label
   * @param {string} count
   * @param {boolean} checked
   */
  #box(name, value, label, count, checked) {
    const box = el('input', { part: 'checkbox', type: 'checkbox', 'data-key': keyOf(name, value) });
    box.checked = checked;
    box.onchange = () => {
      const values = this.#chosen.get(name) ?? new Set();
      values[box.checked ? 'add' : 'delete'](value);
      this.#chosen.set(name, values);
      this.#changed();
    };
    return el(
      'label',
      { part: 'value' },
      box,
      el('span', { dir: 'auto' }, label),
      ' ',
      el('span', { part: 'value-count' }, count),
    );
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function keyOf(name, value) {
  return `${name}=${value}`;
}
