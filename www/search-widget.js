/**
 * <findling-search>: a button that opens a search, or a search field with its results.
 *
 * This file holds the states and what leads from one to the next. What it asks is in `asking.js`;
 * the nodes that stay are in `layout.js`, how hits look in `results-view.js`, what is said beside
 * them in `messages.js`, filters in `filters.js`, the keyboard in `combobox.js`, the dialog in
 * `modal.js`.
 */
import css from 'findling-styles';
import { Address } from './address.js';
import { announcer } from './announcer.js';
import { PAGE, SUGGESTIONS, first } from './asking.js';
import { combobox } from './combobox.js';
import { button, el, fit, setAttributes } from './dom.js';
import { Filters } from './filters.js';
import { layout, shift, translate } from './layout.js';
import { heading, instead, nothing, recently, relatedTo, told } from './messages.js';
import { Modal } from './modal.js';
import { forget, recents, remember } from './recents.js';
import { hitView } from './results-view.js';
import { offer } from './saving.js';
import { ariaShortcuts, isEditable, label, matches, parseShortcuts } from './shortcut.js';
import { english, languageOf, spoken, stringsFor, watchLanguage } from './strings.js';

/** @import { Engine, Open, SearchOptions, SearchResults } from './findling' */
/** @import { Child } from './dom.js' */
/** @import { Manner } from './messages.js' */
/** @import { Shortcut } from './shortcut.js' */

const PATIENCE = 300; // milliseconds until waiting is mentioned
const PAUSE = 250; // milliseconds without typing until related searches are looked for

/** @typedef {'modal' | 'inline' | 'page'} Mode */
/** @typedef {'idle' | 'loading' | 'results' | 'empty' | 'error' | 'offline'} State */

/** There are no elements on a server; importing must work there all the same. */
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/** @type {CSSStyleSheet | undefined} one for all elements of a page */
let sheet;

/**
 * A search for a website: a button that opens a dialog, a field with results over the page, or a
 * page of its own.
 *
 * @tagname findling-search
 *
 * @attr {'modal' | 'inline' | 'page'} [mode=modal] - How it stands on the page: a button that opens a dialog, a field with the results over the page, or field, filters and results in the flow of a page of its own.
 * @attr {'auto' | 'light' | 'dark'} [theme=auto] - Its colours; `auto` follows the page's `color-scheme`.
 * @attr {string} lang - Its language, where it is not the nearest `lang` around it: `ar`, `de`, `en`, `es`, `fr`, `it`, `nl`, `pl`, `pt` or `tr`; English for others. Right to left follows the page's `dir`.
 * @attr {string} placeholder - What stands in the empty field and on the button, in place of the language's own words.
 * @attr {string} [shortcut=mod+k] - Keys that open it or go to the field: `mod` is ⌘ on Apple's systems and Ctrl elsewhere; also `ctrl`, `alt`, `shift`, `meta`. Several with spaces between them; `off` for none. `/` only if you ask for it, as it may get in the way of speech input.
 * @attr {string} url-param - The name of a parameter, such as `q`, by which the query stands in the page's address: for links to results and for the back button. A search is one step of the history, which stays when the dialog is closed.
 * @attr {number} [freshness=0] - How much more new articles count, see `SearchOptions` in findling.d.ts.
 * @attr {boolean} no-recents - Remember no searches, and show none.
 * @attr {boolean} offline-button - Offer to load all of a large index, which is otherwise loaded as queries need it: for the page that is open, and for later visits too where the site has a service worker (docs/hosting.md).
 *
 * @property {Engine | Promise<Engine>} engine - What is asked instead of the bundle's own engine, which is not loaded then: one of `findling.opensearch.js`, or your own.
 *
 * @slot - What is shown without JavaScript, and when the index cannot be loaded: your plain search form, or a link.
 *
 * @fires {CustomEvent<{}>} findling-open - The dialog was opened, or the results over the page.
 * @fires {CustomEvent<{ query: string, total: number, ms: number, corrected: string | null }>} findling-search - Results are shown.
 * @fires {CustomEvent<{ query: string, total: 0, ms: number, corrected: string | null }>} findling-empty - Nothing was found.
 * @fires {CustomEvent<{ url: string, rank: number, newTab: boolean }>} findling-select - A hit is about to be followed; `preventDefault()` keeps the visitor here. `rank` counts from 0; `newTab` says that it is to open beside this page.
 * @fires {CustomEvent<{ error: unknown }>} findling-error - The index could not be loaded or searched.
 *
 * @csspart trigger - The button of the mode `modal`; in it `icon`, `label` and `shortcut`.
 * @csspart icon - The drawings on buttons and in the field.
 * @csspart label - The button's words.
 * @csspart shortcut - The button's hint at the keys.
 * @csspart dialog - The dialog; `::backdrop` cannot be reached from outside.
 * @csspart search - All but the button and the dialog.
 * @csspart field - The field with what is in it.
 * @csspart input - Where the visitor types.
 * @csspart clear - Empties the field.
 * @csspart close - Closes the dialog.
 * @csspart panel - All that is below the field.
 * @csspart summary - What is said of the answer.
 * @csspart count - The number of hits.
 * @csspart note - How the query was taken, or what is missing.
 * @csspart tools - The filters' button and the order.
 * @csspart filter-toggle - Shows the filters, and hides them.
 * @csspart sort - The order.
 * @csspart filters - All filters.
 * @csspart facet - Those of one kind; its name is `legend`.
 * @csspart legend - The name of a facet.
 * @csspart value - One value of a facet, with `checkbox` and `value-count`.
 * @csspart checkbox - The box of a value.
 * @csspart value-count - How many hits have it.
 * @csspart list - All hits.
 * @csspart hit - A page with its sections.
 * @csspart link - The link to the page.
 * @csspart title - Its title.
 * @csspart meta - Its `path`, `date` and `language`.
 * @csspart path - The folders it is in.
 * @csspart date - Its date.
 * @csspart language - Its language, if it is another one.
 * @csspart excerpt - The passage.
 * @csspart mark - A word that matched.
 * @csspart section - The link to a section.
 * @csspart after - What stands below the hits, or in their place.
 * @csspart more - Shows more hits.
 * @csspart related - Related searches.
 * @csspart suggestion - A query to take instead.
 * @csspart link-button - Buttons that look like links.
 * @csspart recents - The recent searches.
 * @csspart recent - One of them.
 * @csspart forget - Removes it.
 * @csspart empty - That nothing was found.
 * @csspart hint - What to try then.
 * @csspart loading - That the index is being loaded.
 * @csspart error - That it could not be.
 * @csspart retry - Tries again.
 * @csspart footer - The foot of the dialog.
 * @csspart save - The offer to load all, and how far that is.
 * @csspart save-button - Its button.
 * @csspart progress - Its bar.
 *
 * @cssprop [--findling-accent=the page's accent-color, else light-dark(#0b6e5f, #71d3be)] - Focus, chosen hits, boxes; your colour.
 * @cssprop [--findling-background=light-dark(#fff, #1b1e21)] - The ground of the dialog, and of results over the page.
 * @cssprop [--findling-text=light-dark(#1f2327, #e7e5df)] - The text on that ground; elsewhere it is the page's.
 * @cssprop [--findling-mark=light-dark(#ffe9a8, #5c4a12)] - The ground of words that matched.
 * @cssprop [--findling-mark-text=light-dark(#1d1a10, #fff1c9)] - Their text.
 * @cssprop [--findling-muted=72 % of the text] - What matters less.
 * @cssprop [--findling-line=14 % of the text] - Lines between things.
 * @cssprop [--findling-tint=5 % of the text] - The ground of what the pointer is on.
 * @cssprop [--findling-field=the tint] - The ground of the field and the button.
 * @cssprop [--findling-radius=0.75rem] - How round the corners are.
 * @cssprop [--findling-button-width=13rem] - The width of the button.
 * @cssprop [--findling-layer=100] - The `z-index` of results over the page.
 */
export class FindlingSearch extends Base {
  static observedAttributes = ['placeholder', 'mode', 'shortcut', 'offline-button', 'url-param'];

  /**
   * Set by whichever script defines the element.
   *
   * @type {(() => Promise<Engine>) & { expect?: Open['expect'] }}
   */
  static open;

  /** @type {Shortcut[]} */
  #shortcuts = [];
  /** @type {Engine | undefined} the engine that is asked, once, what is missing and which languages it has */
  #known;
  /** @type {Promise<void> | undefined} its answer */
  #learnt;
  /** Files of a large index that are not there yet. */
  #missing = 0;
  /** Answers come with facets at once. Of a large index these are a large file, for which the first hits do not wait. */
  #counts = false;
  #exact = false;
  /** Ends the latest search, whose answer is dropped then. */
  #run = new AbortController();
  #isScrolled = false;
  /** The latest search is for a filter that was ticked: its box stays where it is. */
  #isTicked = false;
  /** @type {Event | undefined} the latest by which the visitor turned here */
  #own;
  /** Enter was pressed before the answer came: follow the first hit then, in a new tab or here. */
  #eager = /** @type {boolean | null} */ (null);
  /** @type {string | null} the query whose results are shown */
  #answered = null;
  /** @type {SearchResults['facets']} of the results that are shown */
  #facets;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #settling;
  #address = new Address((text) => this.#restore(text));
  /** @type {AbortController | null} ends the listeners to what is around */
  #connection = null;

  #nodes = layout();
  #modal = new Modal(this.#nodes.dialog, () => this.#closed());
  #filters = new Filters(this.#nodes.filters, () => void this.#search(true));
  /** @type {Manner} */
  #manner = {
    strings: english,
    lang: 'en',
    mixed: false,
    take: (query) => (this.value = query),
    again: (exact) => {
      this.#exact = exact;
      void this.#search();
    },
    unfilter: () => {
      this.#filters.clear();
      void this.#search();
    },
    forget: (query) => {
      forget(query);
      this.#idle();
    },
  };
  #more = button('more', [], (byKeyboard) => this.#add(PAGE, byKeyboard));
  #say = announcer(this.#nodes.status);
  #activate = combobox(this.#nodes, {
    open: () => this.#reopen(),
    escape: (event) => this.#escape(event),
    choose: (option, newTab) => this.#choose(option, newTab),
  });

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css.replace(/(-?[\d.]+)r\b/g, 'calc($1*max(1rem,16px))'));
    }
    root.adoptedStyleSheets = [sheet];
    this.#listen();
  }

  /**
   * What is in the field. Setting it searches.
   *
   * @type {string}
   */
  get value() {
    return this.#nodes.input.value;
  }

  set value(text) {
    this.#nodes.input.value = text;
    this.#typed();
  }

  /**
   * Focuses the field, or the button while the dialog is closed.
   *
   * @param {FocusOptions} [options]
   */
  focus(options) {
    const { input, trigger } = this.#nodes;
    (this.#isModal && !this.#modal.isOpen ? trigger : input).focus(options);
  }

  /** Opens the dialog; in the other modes, goes to the field. */
  open() {
    this.#open();
  }

  /** Closes the dialog, or the results below the field. The query is kept. */
  close() {
    if (this.#isModal) this.#modal.close();
    else this.#setOpen(false);
    this.#leave();
  }

  connectedCallback() {
    this.#connection = new AbortController();
    // What the page has set before this script came would hide the property.
    if (Object.hasOwn(this, 'value')) {
      const { value } = this;
      delete (/** @type {{ value?: string }} */ (this)).value;
      this.value = value;
    }
    this.#arrange();
    this.#tint();
    this.#translate(true);
    this.#attend(this.#connection.signal);
    this.#address.use(this.getAttribute('url-param'));
  }

  disconnectedCallback() {
    /** @type {AbortController} */ (this.#connection).abort();
    this.#connection = null;
    this.#run.abort();
    this.#address.use(null);
    this.#modal.close();
    this.#closed();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    // All is to come, or nothing is new.
    if (!this.#connection || before === now) return;
    this.#arrange();
    if (name === 'url-param') this.#address.use(now);
    else this.#translate(name === 'mode');
  }

  /** @returns {Mode} */
  get #mode() {
    const mode = this.getAttribute('mode')?.toLowerCase();
    return mode === 'inline' || mode === 'page' ? mode : 'modal';
  }

  get #isModal() {
    return this.#mode === 'modal';
  }

  /** Whether there are results to walk through, or recent searches to look at. */
  get #isOpen() {
    return !this.#nodes.panel.hidden && (!this.#isModal || this.#modal.isOpen);
  }

  /**
   * A dialog within what is not displayed would not be seen, and stop the page.
   *
   * @returns {boolean}
   */
  get #isDisplayed() {
    // The element itself may have no box (display: contents), and the button none where the page has its own.
    const { trigger, search } = this.#nodes;
    return [this, trigger, search].some((node) => node.checkVisibility());
  }

  /** Puts the search where the mode wants it: into the dialog behind the button, or here. */
  #arrange() {
    const { trigger, dialog, search, panel } = this.#nodes;
    const mode = this.#mode;
    if (search.dataset.mode === mode) return;
    this.#modal.close();
    search.dataset.mode = mode;
    // What lies over the page has the focus where a visitor clicks beside its hits.
    setAttributes(panel, { tabindex: mode !== 'page' && -1 });
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    if (mode === 'modal') {
      dialog.append(search);
      root.replaceChildren(trigger, dialog);
    } else {
      root.replaceChildren(search);
    }
    this.#setOpen(mode === 'page' && !this.#nodes.panel.hidden);
  }

  /** The page's accent colour, which styles cannot refer to. */
  #tint() {
    const { trigger, dialog, search } = this.#nodes;
    const { accentColor } = getComputedStyle(this);
    for (const node of [trigger, dialog, search]) {
      node.style.setProperty('--_theirs', accentColor === 'auto' ? '' : accentColor);
    }
  }

  #listen() {
    const { trigger, input, clear, close, panel, list, folder, sort } = this.#nodes;
    for (const event of ['pointerenter', 'pointerdown', 'focusin']) {
      this.addEventListener(event, (it) => {
        this.#own = it;
        this.#warm();
      });
    }
    trigger.onclick = () => this.#open(trigger);
    input.oninput = () => this.#typed();
    input.onclick = input.onfocus = () => void this.#reopen();
    clear.onclick = () => {
      this.value = '';
      this.focus();
    };
    close.onclick = () => this.close();
    list.onclick = list.onauxclick = (event) => this.#selected(event);
    panel.onscroll = () => (this.#isScrolled = panel.scrollTop > 0);
    folder.onclick = () => this.#unfold();
    sort.onchange = () => void this.#search();
    new ResizeObserver(() => {
      // A dialog that is not seen any more would hold the page.
      if (!this.#isDisplayed) this.#modal.close();
      else if (this.#mode === 'inline') shift(this.#nodes);
    }).observe(this.#nodes.search);
  }

  /**
   * Listens to what is around it.
   *
   * @param {AbortSignal} signal ends it
   */
  #attend(signal) {
    const on = { signal };
    this.#modal.listen(signal);
    this.#address.listen(signal);
    document.addEventListener('keydown', (event) => this.#shortcut(event), on);
    // Results that lie over the page go when the visitor turns to something else. What happens here is known by
    // its event: the path that is told outside of a closed shadow root does not lead here.
    for (const event of ['pointerdown', 'focusin']) document.addEventListener(event, (it) => this.#mode === 'inline' && it !== this.#own && this.close(), on);
    addEventListener('resize', () => this.#mode === 'inline' && shift(this.#nodes), on);
    addEventListener('online', () => this.#nodes.panel.dataset.state === 'offline' && void this.#search(), on);
    // An emptied query is gone from the address already: the step back is one out of the dialog.
    addEventListener('popstate', () => this.value || this.#modal.close(), on);
    watchLanguage(this, signal, () => this.#translate());
  }

  /** @param {string} text what the page's address says */
  #restore(text) {
    if (text !== this.value) this.value = text;
    if (this.#mode === 'page') return;
    if (text) this.#open();
    else this.close();
  }

  /** @param {boolean} [anew] whether what is shown is asked for again, though the language is the same */
  #translate(anew = false) {
    const before = this.#manner.lang;
    const lang = spoken(languageOf(this));
    const strings = stringsFor(lang);
    if (strings instanceof Promise) {
      // It may have moved to another place meanwhile.
      void strings.then(() => this.isConnected && this.#translate());
    } else {
      Object.assign(this.#manner, { strings, lang });
    }
    // Until they come, it speaks as before: English at first.
    translate(this.#nodes, this.#manner.strings, this.getAttribute('placeholder'));
    this.#more.textContent = this.#manner.strings.more;
    this.#labelShortcuts();
    this.#offerSaving();
    if (anew || this.#manner.lang !== before) void this.#search();
  }

  #labelShortcuts() {
    const { trigger, input, shortcut } = this.#nodes;
    const [first] = (this.#shortcuts = parseShortcuts(this.getAttribute('shortcut') ?? 'mod+k'));
    const told = ariaShortcuts(this.#shortcuts);
    shortcut.hidden = !first;
    if (first) shortcut.textContent = label(first);
    setAttributes(trigger, { 'aria-keyshortcuts': told });
    setAttributes(input, { 'aria-keyshortcuts': !this.#isModal && told });
  }

  /** @param {KeyboardEvent} event */
  #shortcut(event) {
    const { isOpen } = this.#modal;
    if (event.defaultPrevented || !matches(event, this.#shortcuts)) return;
    if (!isOpen && (isEditable(event.composedPath()[0]) || !this.#isDisplayed)) return;
    event.preventDefault();
    if (isOpen) this.#modal.close();
    else this.#open();
  }

  /** @param {HTMLElement} [opener] */
  #open(opener) {
    const { input } = this.#nodes;
    if (this.#isModal) {
      if (this.#modal.isOpen || !this.#isDisplayed) return;
      this.#warm();
      this.#modal.open(opener);
      if (this.value !== this.#answered) void this.#search();
      else this.#address.write(this.value.trim());
      this.#emit('open', {});
    }
    input.focus();
    input.select();
  }

  #closed() {
    clearTimeout(this.#settling);
    this.#leave();
    this.#address.write('');
  }

  /** The visitor turned away: what was asked for is not waited for any more. */
  #leave() {
    this.#activate(null);
    this.#say('');
    this.#eager = null;
    if (!this.#answered) this.#run.abort();
  }

  /**
   * Closes and keeps the query. The dialog is closed by the browser; where nothing is open, or nothing
   * lies over the page, Escape is left to a dialog around us.
   *
   * @param {KeyboardEvent} event
   */
  #escape(event) {
    if (this.#mode !== 'inline') return;
    if (!this.#nodes.panel.hidden) {
      event.preventDefault();
      this.focus(); // which may be on what goes now
    }
    this.close();
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
    if (engine !== this.#known) {
      this.#known = engine;
      this.#learnt = engine.info().then(({ languages, missing = 0 }) => {
        if (engine !== this.#known) return; // another was set meanwhile
        this.#manner.mixed = languages.length > 1;
        this.#missing = missing;
        this.#counts = !missing;
        this.#offerSaving();
      }).catch((error) => {
        // It may be tried again, and there may be answers all the same.
        console.error(error);
        this.#known = undefined;
      });
    }
    await this.#learnt;
    return engine;
  }

  /** At a sign of interest: sees what the page looks like now, and fetches the engine; if that fails, it is told when there is something to search. */
  #warm() {
    this.#tint();
    this.#engine().catch(() => {});
  }

  #typed() {
    this.#exact = false;
    this.#eager = null;
    this.#nodes.clear.hidden = !this.value;
    void this.#search();
  }

  /** @returns {SearchOptions} */
  get #options() {
    return {
      exact: this.#exact,
      sort: /** @type {SearchOptions['sort']} */ (this.#nodes.sort.value || undefined),
      filters: this.#filters.wanted,
      freshness: Number(this.getAttribute('freshness')) || 0,
      signal: this.#run.signal,
    };
  }

  /** @param {boolean} [isTicked] */
  async #search(isTicked = false) {
    this.#isTicked = isTicked;
    this.#run.abort();
    this.#run = new AbortController();
    const { signal } = this.#run;
    const query = this.value;
    clearTimeout(this.#settling);
    this.#answered = null;
    if (!query.trim()) return this.#idle();
    const waiting = setTimeout(() => signal.aborted || this.#showLoading(), PATIENCE);
    try {
      if (!this.#given) FindlingSearch.open.expect?.(query);
      const engine = await this.#engine();
      if (signal.aborted) return;
      const isServer = Boolean(this.#given);
      // What is loaded in parts, or asked of a server, is asked for once; and where few hits at first would let a
      // box move.
      const isOnce = isServer || this.#missing > 0 || isTicked;
      const answer = await first(engine, query, { ...this.#options, facets: this.#counts }, isOnce, isServer);
      if (signal.aborted) return;
      this.#answered = query;
      this.#show(answer);
      this.#settling = setTimeout(() => this.#settle(signal, engine, answer[0]).catch(() => {}), PAUSE);
    } catch (error) {
      if (!signal.aborted) this.#showError(error);
    } finally {
      clearTimeout(waiting);
    }
  }

  /**
   * What can wait until typing pauses, and be left out if it fails.
   *
   * @param {AbortSignal} signal
   * @param {Engine} engine
   * @param {SearchResults} results
   */
  async #settle(signal, engine, { query, total }) {
    if (this.#isOpen) this.#address.write(query.trim());
    if (!this.#isTicked) this.#reveal();
    if (!this.#counts) {
      const { facets } = await engine.search(query, { ...this.#options, limit: 0, facets: true });
      if (signal.aborted) return;
      this.#counts = true;
      this.#facets = facets;
      if (total) this.#renderTools('results');
    }
    if (!total || this.#exact || this.#given) return; // a server is asked no more than it must
    const found = await engine.suggest(query, { limit: SUGGESTIONS, signal });
    if (!signal.aborted) fit(this.#nodes.related, relatedTo(this.#manner, found));
  }

  #idle() {
    this.#facets = [];
    this.#filters.clear();
    const kept = this.hasAttribute('no-recents') ? [] : recents();
    // Told with what there is, so that one is heard to be gone.
    const said = kept.length ? [this.#manner.strings.recent, ...kept].join(', ') : '';
    this.#render('idle', [], said ? [recently(this.#manner, kept)] : [], said);
    this.#address.write('');
  }

  /** @param {Awaited<ReturnType<typeof first>>} answer */
  #show([results, others, isBeginning]) {
    const { hits, total, query, corrected, took_ms: ms } = results;
    const { signal } = this.#run;
    const said = told(this.#manner, results);
    this.#facets = results.facets;
    if (hits.length) {
      this.#put(hits);
      const after = isBeginning ? [] : this.#rest(results, hits.length);
      this.#render('results', heading(this.#manner, results, this.#exact), after, said);
      // The others once these are on the screen.
      if (isBeginning) requestAnimationFrame(() => setTimeout(() => signal.aborted || this.#add(PAGE - hits.length)));
    } else {
      const after = instead(this.#manner, others, this.#filters.size > 0);
      this.#render('empty', nothing(this.#manner, results, this.#exact), after, said);
    }
    this.#emit(hits.length ? 'search' : 'empty', { query, total, ms, corrected });
    if (this.#eager !== null) this.#choose(null, this.#eager);
  }

  /**
   * @param {SearchResults['hits']} hits
   * @param {number} [first] rank of the first one; those before it stay
   */
  #put(hits, first = 0) {
    const { list } = this.#nodes;
    fit(list, hits.map((hit, at) => hitView(hit, first + at, this.#manner)), first);
    list.hidden = !list.firstChild;
  }

  /**
   * Adds hits to those that are shown.
   *
   * @param {number} limit
   * @param {boolean} [byKeyboard]
   */
  async #add(limit, byKeyboard) {
    const { signal } = this.#run;
    const shown = this.#nodes.list.children.length;
    const waiting = setTimeout(() => (this.#more.textContent = this.#manner.strings.loading), PATIENCE);
    try {
      const results = await (await this.#engine()).search(this.value, { ...this.#options, offset: shown, limit });
      if (signal.aborted) return;
      this.#put(results.hits, shown);
      fit(this.#nodes.after, this.#rest(results, shown + results.hits.length));
      if (byKeyboard) this.#activate(this.#firstOf(shown));
    } catch (error) {
      if (!signal.aborted) this.#showError(error, true);
    } finally {
      clearTimeout(waiting);
      this.#more.textContent = this.#manner.strings.more;
    }
  }

  /**
   * @param {SearchResults} results
   * @param {number} shown hits that are there
   */
  #rest({ total, at_least }, shown) {
    return at_least || shown < total ? [this.#more] : [];
  }

  /** @param {number} rank */
  #firstOf(rank) {
    return /** @type {HTMLElement | null} */ (this.#nodes.list.children[rank]?.firstChild);
  }

  #showLoading() {
    const { loading } = this.#manner.strings;
    this.#render('loading', [['p', { part: 'loading', class: 'hint' }, loading]], [el('div', { class: 'ghost' })], loading);
  }

  /**
   * @param {unknown} error
   * @param {boolean} [isMore] what is there stays, only more of it did not come
   */
  #showError(error, isMore) {
    console.error(error);
    const state = navigator.onLine ? 'error' : 'offline';
    const { [state]: text, retry } = this.#manner.strings;
    /** @type {Child} */
    const told = ['p', { part: 'error', class: 'empty' }, text];
    this.#say(text);
    if (isMore) fit(this.#nodes.after, [told, this.#more]);
    else {
      this.#answered = null;
      this.#eager = null;
      // With what the page put into the element for visitors without JavaScript.
      this.#render(state, [told], [button('retry', [retry], () => this.#search()), el('slot', {})], text);
    }
    this.#emit('error', { error });
  }

  /**
   * The one place that changes what is below the field.
   *
   * @param {State} state
   * @param {Child[]} summary
   * @param {Node[]} after
   * @param {string} said to screen readers
   */
  #render(state, summary, after, said) {
    const { panel } = this.#nodes;
    panel.dataset.state = state;
    fit(this.#nodes.summary, summary);
    if (state !== 'results') this.#put([]);
    fit(this.#nodes.after, after);
    fit(this.#nodes.related, []);
    this.#renderTools(state);
    this.#activate(null);
    this.#setOpen(after.length > 0 || state !== 'idle');
    this.#say(this.#isOpen ? said : '');
    // Not each time: to ask where it is, or to set it, lays everything out.
    if (this.#isScrolled && !this.#isTicked) panel.scrollTop = 0;
  }

  /** @param {State} state */
  #renderTools(state) {
    const { tools, folder, chosen, filters } = this.#nodes;
    // What has the focus stays while another answer is waited for.
    if (state === 'loading') return;
    const { strings, lang } = this.#manner;
    const facets = this.#facets ?? [];
    const isFiltered = this.#filters.size > 0;
    tools.hidden = state !== 'results' && !isFiltered;
    folder.hidden = !this.#filters.useful(facets).length;
    // Their place beside the hits is kept until they are known.
    filters.hidden = tools.hidden || (folder.hidden && this.#counts);
    const count = isFiltered ? ` (${this.#filters.size.toLocaleString(lang)})` : '';
    fit(chosen, [strings.filters + count]);
    if (!filters.hidden && (filters.matches('.open') || this.#mode === 'page')) this.#filters.show(facets, this.#manner);
  }

  /** Shows the filters, or hides them again. */
  #unfold() {
    const { folder, filters } = this.#nodes;
    const isOpen = filters.classList.toggle('open');
    folder.ariaExpanded = `${isOpen}`;
    if (isOpen) this.#filters.show(this.#facets ?? [], this.#manner);
  }

  /** @param {boolean} open */
  #setOpen(open) {
    const { panel, input, list } = this.#nodes;
    const opens = open && panel.hidden && this.#mode === 'inline';
    // Over the page only while the visitor is here.
    if (opens && !input.matches(':focus')) return;
    panel.hidden = !open;
    input.ariaExpanded = `${open && !list.hidden}`;
    if (opens) {
      shift(this.#nodes);
      this.#reveal();
      this.#emit('open', {});
    }
  }

  /** Results over the page may begin or end below the window. */
  #reveal() {
    if (this.#mode === 'inline') this.#nodes.panel.scrollIntoView({ block: 'nearest' });
  }

  /** @returns {boolean} whether it is open now */
  #reopen() {
    if (this.#nodes.panel.hidden) {
      if (this.value !== this.#answered) void this.#search();
      else this.#setOpen(true);
    }
    return this.#isOpen;
  }

  /**
   * Enter: the active link, else the first of the answer to what is in the field.
   *
   * @param {HTMLElement | null} active
   * @param {boolean} newTab
   */
  #choose(active, newTab) {
    if (this.value !== this.#answered) {
      this.#eager = newTab;
      return void this.#search();
    }
    this.#eager = null;
    if (this.#nodes.panel.hidden) return void this.#reopen();
    const option = /** @type {HTMLAnchorElement | null} */ (active ?? this.#firstOf(0));
    if (!option) return;
    option.target = newTab ? '_blank' : '';
    option.click();
    option.target = '';
  }

  /** @param {PointerEvent} event */
  #selected(event) {
    const option = /** @type {HTMLAnchorElement | null} */ (
      /** @type {Element} */ (event.target).closest('[role=option]')
    );
    // Not for the menu of the right button.
    if (!option || event.button > 1) return;
    if (!this.hasAttribute('no-recents')) remember(this.value);
    const newTab = Boolean(option.target || event.button) || event.ctrlKey || event.metaKey || event.shiftKey;
    const detail = { url: option.href, rank: Number(option.dataset.rank), newTab };
    if (!option.href || !this.#emit('select', detail, true)) return event.preventDefault();
    const isHere = !newTab && this.#address.isOf(option.href);
    if (!isHere) return this.#address.write(this.value.trim());
    // Without the query in the address, as the link has none: with it the page would be loaded anew.
    clearTimeout(this.#settling);
    this.#address.write('');
    if (this.#mode !== 'page') this.close();
  }

  /** Where the page wants the offer, and something is missing. */
  #offerSaving() {
    const { save } = this.#nodes;
    // What has begun goes on.
    if (save.querySelector('progress')) return;
    save.replaceChildren();
    if (!this.#missing || !this.hasAttribute('offline-button')) return;
    offer(save, this.#manner, () => this.#engine(), (error) => {
      if (error) return void this.#emit('error', { error });
      this.#missing = 0;
      this.#say(this.#manner.strings.saved);
    });
  }

  /**
   * @param {string} name behind `findling-`
   * @param {unknown} detail
   * @param {boolean} [cancelable]
   * @returns {boolean} false if a listener prevented what would follow
   */
  #emit(name, detail, cancelable) {
    return this.dispatchEvent(new CustomEvent(`findling-${name}`, { bubbles: true, cancelable, composed: true, detail }));
  }
}

