/**
 * <findling-search>: a search field with its results below it.
 *
 * This file holds the states and what leads from one to the next; how hits look
 * as nodes is in `results-view.js`, the keyboard in `combobox.js`.
 */
import { Announcer } from './announcer.js';
import { Combobox } from './combobox.js';
import { el, icon } from './dom.js';
import { hitView } from './results-view.js';
import { fill, languageOf, plural, spoken, stringsFor } from './strings.js';
import css from './search-widget.css';

/** @import { Engine, Open, SearchResults, Suggestion } from './findling' */

const PAGE = 10; // hits shown at first, and more at each demand
const PATIENCE = 300; // milliseconds until waiting is mentioned
const SUGGESTIONS = 3;
const SHOWN = 60; // characters of a query that messages repeat

const LENS = 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3L20 20';
const CROSS = 'M6.5 6.5l11 11M17.5 6.5l-11 11';

/** There are no elements on a server; importing must work there all the same. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/** @type {CSSStyleSheet | undefined} one for all elements of a page */
let sheet;

function styles() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

export class FindlingSearch extends Base {
  static observedAttributes = ['lang', 'placeholder'];

  /**
   * Set by whichever script defines the element.
   *
   * @type {(() => Promise<Engine>) & { expect?: Open['expect'] }}
   */
  static open = () => Promise.reject(new Error('<findling-search> was not defined by a Findling script'));

  #lang = 'en';
  #strings = stringsFor('en');
  /** @type {boolean | undefined} known with the engine */
  #multilingual;
  #exact = false;
  #limit = PAGE;
  /** Number of the latest search; answers to older ones are dropped. */
  #run = 0;
  /** Enter was pressed before the answer came: follow the first hit then. */
  #eager = /** @type {null | { newTab: boolean }} */ (null);
  /** @type {string | null} the query whose results are shown */
  #answered = null;
  /** @type {AbortController | null} ends every listener */
  #connection = null;

  /** @type {HTMLInputElement} */ #input;
  /** @type {HTMLButtonElement} */ #clear;
  /** @type {HTMLElement} */ #panel;
  /** @type {HTMLElement} */ #summary;
  /** @type {HTMLElement} */ #list;
  /** @type {HTMLElement} */ #after;
  /** @type {Combobox} */ #combobox;
  /** @type {Announcer} */ #announcer;

  constructor() {
    super();
    this.#input = el('input', {
      part: 'input',
      type: 'search',
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': 'list',
      autocomplete: 'off',
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'go',
    });
    this.#clear = el('button', { part: 'clear', class: 'clear', type: 'button', hidden: true }, icon('icon', CROSS));
    this.#summary = el('div', { part: 'summary', class: 'summary' });
    this.#list = el('div', { part: 'list', id: 'list', role: 'listbox', hidden: true });
    this.#after = el('div', { part: 'after', class: 'after' });
    this.#panel = el('div', { part: 'panel', class: 'panel', hidden: true }, this.#summary, this.#list, this.#after);
    const status = el('div', { class: 'status', role: 'status' });
    this.#announcer = new Announcer(status);
    this.#combobox = new Combobox(this.#input, this.#list, {
      isOpen: () => !this.#panel.hidden,
      open: () => this.#reopen(),
      close: () => this.#close(),
      choose: (option, newTab) => this.#choose(option, newTab),
    });
    const field = el('div', { part: 'field', class: 'field' }, icon('icon', LENS), this.#input, this.#clear);
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styles()];
    root.append(el('div', { part: 'search', role: 'search' }, field, this.#panel, status));
  }

  /** What is in the field. Setting it searches. */
  get value() {
    return this.#input.value;
  }

  set value(text) {
    this.#input.value = text;
    this.#typed();
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    this.#input.focus(options);
  }

  connectedCallback() {
    this.#connection = new AbortController();
    this.#translate();
    this.#listen(this.#connection.signal);
  }

  disconnectedCallback() {
    this.#connection?.abort();
    this.#announcer.stop();
    this.#run += 1;
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#translate();
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const on = { signal };
    const warm = () => void this.#engine().catch(() => {}); // told when there is something to search
    this.addEventListener('pointerenter', warm, on);
    this.#input.addEventListener('focus', warm, on);
    this.#input.addEventListener('input', () => this.#typed(), on);
    this.#input.addEventListener('click', () => this.#reopen(), on);
    this.#clear.addEventListener('click', () => this.#empty(), on);
    this.#list.addEventListener('click', (event) => this.#selected(event), on);
    this.#combobox.listen(signal);
  }

  #translate() {
    this.#lang = spoken(languageOf(this));
    this.#strings = stringsFor(this.#lang);
    this.#input.placeholder = this.getAttribute('placeholder') ?? this.#strings.placeholder;
    this.#input.setAttribute('aria-label', this.#strings.label);
    this.#clear.setAttribute('aria-label', this.#strings.clear);
    this.#list.setAttribute('aria-label', this.#strings.list);
    if (this.value.trim()) void this.#search();
  }

  /**
   * What is asked instead of the bundle's own engine. No field of the class, which would clear
   * what the page has set before this script came.
   */
  get #given() {
    return /** @type {{ engine?: Engine | Promise<Engine> }} */ (this).engine;
  }

  /** Fetched at the first sign of interest; one for all elements of a page. */
  async #engine() {
    const engine = await (this.#given ?? FindlingSearch.open());
    this.#multilingual ??= (await engine.info()).languages.length > 1;
    return engine;
  }

  #typed() {
    this.#exact = false;
    this.#eager = null;
    this.#limit = PAGE;
    this.#clear.hidden = !this.value;
    void this.#search();
  }

  #empty() {
    this.value = '';
    this.focus();
  }

  async #search() {
    const run = ++this.#run;
    const query = this.value;
    if (!query.trim()) return this.#idle();
    const waiting = setTimeout(() => this.#isLatest(run) && this.#showLoading(), PATIENCE);
    if (!this.#given) FindlingSearch.open.expect?.(query);
    try {
      const engine = await this.#engine();
      const results = await engine.search(query, { limit: this.#limit, exact: this.#exact });
      const others = results.total ? [] : await suggestions(engine, query, Boolean(this.#given));
      if (!this.#isLatest(run)) return;
      this.#answered = query;
      this.#show(results, others);
    } catch (error) {
      if (this.#isLatest(run)) this.#showError(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  /** @param {number} run */
  #isLatest(run) {
    return run === this.#run;
  }

  #idle() {
    this.#answered = null;
    this.#render('idle', [], [], []);
    this.#setOpen(false);
    this.#announce('');
  }

  /**
   * @param {SearchResults} results
   * @param {Suggestion[]} others
   */
  #show(results, others) {
    const place = { lang: this.#lang, multilingual: Boolean(this.#multilingual) };
    const hits = results.hits.map((hit, rank) => hitView(hit, rank, place));
    if (hits.length) this.#render('results', this.#heading(results), hits, this.#more(results));
    else this.#render('empty', this.#nothing(results), [], this.#instead(others));
    this.#announce(this.#spoken(results));
    this.#emit(hits.length ? 'findling-search' : 'findling-empty', {
      query: results.query,
      total: results.total,
      ms: results.took_ms,
      corrected: results.corrected,
    });
    if (this.#eager) this.#choose(null, this.#eager.newTab);
  }

  /** @param {SearchResults} results */
  #heading({ total, corrected, notes, incomplete }) {
    const count = plural(this.#strings.count, total, this.#lang);
    const nodes = [el('p', { part: 'count', class: 'count' }, count)];
    if (this.#exact) nodes.push(this.#note('exact', 'similar', false));
    else if (corrected) nodes.push(this.#note('corrected', 'exactly', true, corrected));
    if (incomplete) nodes.push(el('p', { part: 'note', class: 'note' }, this.#strings.incomplete));
    for (const note of notes ?? []) nodes.push(el('p', { part: 'note', class: 'note' }, note));
    return nodes;
  }

  /**
   * How the query was taken, and the other way to take it.
   *
   * @param {'exact' | 'corrected'} text
   * @param {'similar' | 'exactly'} action
   * @param {boolean} exact what the other way is
   * @param {string} [corrected]
   */
  #note(text, action, exact, corrected = '') {
    const query = short(this.value);
    const label = fill(this.#strings[action], { query });
    const button = this.#button('link-button', label, () => {
      this.#exact = exact;
      void this.#search();
    });
    const values = { corrected: el('strong', {}, short(corrected)), query, action: button };
    return el('p', { part: 'note', class: 'note' }, ...fill(this.#strings[text], values));
  }

  /** @param {SearchResults} results */
  #more({ total, hits }) {
    if (hits.length >= total) return [];
    const shown = hits.length;
    return [
      this.#button('more', [this.#strings.more], async (byKeyboard) => {
        this.#limit += PAGE;
        await this.#search();
        if (byKeyboard) this.#combobox.activate(this.#firstOf(shown));
      }),
    ];
  }

  /** @param {number} rank */
  #firstOf(rank) {
    return this.#combobox.options.find((option) => option.dataset.rank === String(rank)) ?? null;
  }

  /** @param {SearchResults} results */
  #nothing(results) {
    const strings = this.#strings;
    const query = short(results.query);
    const nodes = [
      el('p', { part: 'empty', class: 'empty' }, ...fill(strings.empty, { query })),
      el('p', { part: 'hint', class: 'hint' }, strings.hint),
    ];
    if (this.#exact) nodes.push(this.#note('exact', 'similar', false));
    return nodes;
  }

  /** @param {Suggestion[]} others */
  #instead(others) {
    if (!others.length) return [];
    const buttons = others.map(({ text }) =>
      this.#button('suggestion', [text], () => {
        this.value = text;
      }),
    );
    return [el('span', { class: 'hint' }, this.#strings.suggestions), ...buttons];
  }

  #showLoading() {
    const rows = Array.from({ length: 3 }, () => el('div', { class: 'ghost' }));
    this.#render('loading', [el('p', { part: 'loading', class: 'hint' }, this.#strings.loading)], [], rows);
    this.#announce(this.#strings.loading);
  }

  /** @param {unknown} error */
  #showError(error) {
    console.error(error);
    this.#answered = null;
    this.#eager = null;
    const retry = this.#button('retry', [this.#strings.retry], () => this.#search());
    // What the page put into the element for visitors without JavaScript.
    const fallback = el('slot', {});
    this.#render('error', [el('p', { part: 'error', class: 'empty' }, this.#strings.error)], [], [retry, fallback]);
    this.#announce(this.#strings.error);
    this.#emit('findling-error', { error });
  }

  /**
   * The one place that changes what is below the field.
   *
   * @param {'idle' | 'loading' | 'results' | 'empty' | 'error'} state
   * @param {Node[]} summary
   * @param {Node[]} hits
   * @param {Node[]} after
   */
  #render(state, summary, hits, after) {
    this.#panel.dataset.state = state;
    this.#summary.replaceChildren(...summary);
    this.#list.replaceChildren(...hits);
    this.#list.hidden = !hits.length;
    this.#after.replaceChildren(...after);
    this.#combobox.activate(null);
    this.#setOpen(true);
  }

  /** @param {boolean} open */
  #setOpen(open) {
    this.#panel.hidden = !open;
    this.#input.setAttribute('aria-expanded', String(open && !this.#list.hidden));
  }

  #close() {
    this.#combobox.activate(null);
    this.#setOpen(false);
  }

  #reopen() {
    if (this.#panel.hidden && this.value.trim()) this.#setOpen(true);
  }

  /** @param {SearchResults} results */
  #spoken({ total, corrected }) {
    const query = short(corrected ?? this.value);
    if (!total) return fill(this.#strings.empty, { query }).join('');
    return plural(this.#strings.announce, total, this.#lang, { query });
  }

  /** @param {string} text */
  #announce(text) {
    this.#announcer.say(text);
  }

  /**
   * Enter: the active link, else the first of the answer to what is in the field.
   *
   * @param {HTMLElement | null} active
   * @param {boolean} newTab
   */
  #choose(active, newTab) {
    this.#eager = null;
    if (this.value !== this.#answered) {
      this.#eager = { newTab };
      void this.#search();
      return;
    }
    if (this.#panel.hidden) return this.#reopen();
    const option = active ?? this.#firstOf(0);
    if (!option) return;
    if (newTab) option.setAttribute('target', '_blank');
    option.click();
    option.removeAttribute('target');
  }

  /** @param {Event} event */
  #selected(event) {
    const option = /** @type {HTMLAnchorElement | null} */ (
      /** @type {Element} */ (event.target).closest('[role=option]')
    );
    if (!option) return;
    const detail = { url: option.href, rank: Number(option.dataset.rank) };
    if (!option.href || !this.#emit('findling-select', detail)) event.preventDefault();
  }

  /**
   * @param {string} part
   * @param {(Node | string)[]} label
   * @param {(byKeyboard: boolean) => unknown} act
   */
  #button(part, label, act) {
    const button = el('button', { part, class: part, type: 'button' }, ...label);
    // The button may vanish by what it does; its listener goes with it.
    button.addEventListener('click', (event) => {
      const byKeyboard = event.detail === 0;
      if (byKeyboard) this.focus();
      act(byKeyboard);
    });
    return button;
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   * @returns {boolean} false if a listener prevented what would follow
   */
  #emit(name, detail) {
    const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: name === 'findling-select' });
    return this.dispatchEvent(event);
  }
}

/** @param {string} query */
function short(query) {
  const letters = [...query.trim()];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : letters.join('');
}

/**
 * Words of the index that begin like the query, taking ever less of it.
 *
 * @param {Engine} engine
 * @param {string} query
 * @param {boolean} once a server may be asked, but not for each letter
 * @returns {Promise<Suggestion[]>}
 */
async function suggestions(engine, query, once) {
  const letters = [...query.trim()];
  // Less than half has nothing to do with it, and everything begins like two letters.
  const least = once ? letters.length : Math.max(3, letters.length / 2);
  for (let length = letters.length; length >= least; length -= 1) {
    const found = await engine.suggest(letters.slice(0, length).join(''), { limit: SUGGESTIONS });
    const words = found.filter(({ kind }) => kind === 'word');
    if (words.length) return words;
  }
  return [];
}
