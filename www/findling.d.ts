/** Findling: full-text search that runs wholly in the visitor's browser. */

/** What may be chosen for a search. */
export interface SearchOptions {
  /** Hits to return at most; 10 if not given, `Infinity` for all. */
  limit?: number;
  /** Hits to leave out before: those of the pages before this one. 0 if not given. */
  offset?: number;
  /**
   * Take the words as they are written: no typo correction, no completion of the last word,
   * no synonyms.
   */
  exact?: boolean;
  /**
   * The order of the hits: the best first if not given; by date, the latest first,
   * however well they match; by title from A to Z.
   */
  sort?: 'relevance' | 'newest' | 'title';
  /**
   * Names of facets with the values that are accepted: `{ lang: 'de', tag: ['Recht', 'Schule'] }`.
   * Of one facet any value will do, of several facets each must fit.
   */
  filters?: Record<string, string | number | (string | number)[]>;
  /**
   * The first date that is accepted: `2023`, `2023-05` or `2023-05-01`. What the calendar lacks is
   * refused with a `TypeError`, as are a `limit`, an `offset`, a `sort` and `filters` that are none.
   */
  from?: string;
  /** The last date that is accepted. */
  to?: string;
  /** Count the values of facets, too. */
  facets?: boolean;
  /** Explain the scores of the hits. */
  explain?: boolean;
  /**
   * How much more the newest article counts than one without a date, as a part of its score:
   * 0 if not given, 0.5 for half as much again. One that is a year older counts half of that
   * more, one that is two years older a third.
   */
  freshness?: number;
  /** Ends the search, as it ends a `fetch`: what was asked of a search server is not waited for any more. */
  signal?: AbortSignal;
}

/** The answer to a query. */
export interface SearchResults {
  /** The query as it was asked, in Unicode normalisation form KC. */
  query: string;
  /** Articles that match, of which `hits` holds the best. */
  total: number;
  /**
   * There may be more. While a large index is not loaded as a whole, texts are read for words
   * side by side (`"phrases"`, `-"phrases"`) only until there are enough hits to show; asking
   * for later ones reads more.
   */
  at_least?: boolean;
  /** Milliseconds the search took. */
  took_ms: number;
  /** The query as it was understood, if a word was corrected. */
  corrected: string | null;
  /** Limits that this query ran into; the widget shows a note of another engine as it is. */
  notes?: (Note | string)[];
  /** The articles that match, in the order asked for, from `offset` on. */
  hits: Hit[];
  /** If asked for: the facets of the articles that match. */
  facets?: Facet[];
  /**
   * Part of a large index could not be loaded, so hits may be missing. The next search tries
   * again.
   */
  incomplete?: boolean;
}

/**
 * A limit that a query ran into: `words` if it is too long or has too many, so that not all were
 * searched or not all unknown ones corrected; `quotes` if no text has the quoted words side by side, so that they
 * were searched one by one.
 */
export type Note = 'words' | 'quotes';

/** What a facet holds for a query. */
export interface Facet {
  /** `tag`, `category`, `author`, `lang`, `year`, or a name of the site's own. */
  name: string;
  /**
   * At most 100, the most frequent first. They are counted as if no filter on
   * this facet were set, so that another value can be chosen.
   */
  values: { value: string; count: number }[];
}

/** An article that matches. */
export interface Hit {
  /** The file's path below the input folder, or the record's own id. */
  id: string;
  /**
   * The article's address. It comes from the articles: before making a link of
   * it, see that its scheme is one you expect.
   */
  url: string;
  /** Plain text. */
  title: string;
  /** Higher is better; comparable within one answer only. */
  score: number;
  /** BCP 47 primary tag (`de`), or empty. */
  lang: string;
  /** ISO 8601 calendar date (`2024-07-02`), or empty. */
  date: string;
  /** The passage that answers best. */
  excerpt: Excerpt;
  /** At most three sections with matches, best first. */
  sections: SectionHit[];
  /** If asked for: why it ranks where it does. */
  explanation?: Explanation;
}

/** What makes up a hit's score: the sum of its words' scores, times `coverage`, times `closeness`, times `freshness`. */
export interface Explanation {
  /** The words of the query that the article holds. */
  words: WordExplanation[];
  /** What the sum is multiplied with: less than 1 if something of the query's weight is missing, more if nothing is. */
  coverage: number;
  /** And with this: 1 if the words do not stand close together, or were not looked at. */
  closeness: number;
  /** And with this: 1 if new articles were not asked for, or it has no date. */
  freshness: number;
}

/** What a word of the query adds. */
export interface WordExplanation {
  /** The word, as it was searched for. */
  word: string;
  /** The word of the article that counts most for it. */
  form: string;
  /** How much that form counts, 0 to 1: 1 for the word as it was typed. */
  weight: number;
  /** Occurrences of all forms, each by its weight. */
  frequency: number;
  /** Inverse document frequency. */
  rarity: number;
  score: number;
}

/** A passage with the places that matched. */
export interface Excerpt {
  /** Plain text. */
  text: string;
  /** Matched spans `[start, end)` in UTF-16 code units of `text`, in order, not overlapping. */
  marks: [number, number][];
}

/** A section of an article. */
export interface SectionHit {
  heading: string;
  /** The article's address with the heading's fragment. */
  url: string;
  /** The first words of its text, by which the heading is told from others with the same words. */
  begins?: string;
}

/** A way to go on typing. */
export interface Suggestion {
  /**
   * `word`: the query with its last word completed; `title`: a title that begins like the
   * query; `related`: the query with a word that its best articles have in common.
   */
  kind: 'word' | 'title' | 'related';
  text: string;
  /** How many articles hold the new word beside those before it; 1 for a title. */
  count: number;
  /** The address of the article with the title; only of titles. */
  url?: string;
}

/** Figures about the index. */
export interface Info {
  /** Version of the engine. */
  version: string;
  articles: number;
  /** Words in all texts, counted with repetition. */
  tokens: number;
  /** Distinct words. */
  forms: number;
  /** Groups of words that share a stem. */
  terms: number;
  /** Pairs of a word and an article. */
  postings: number;
  /** Languages of the articles, most frequent first. */
  languages: string[];
  /** Size of the index in bytes; of one in many files, of what is loaded first. */
  bytes: number;
  /** Files of a large index that are not loaded yet; 0 if all is there. */
  missing: number;
}

/** An opened index. Its promises reject with an `Error` that says what to do. */
export interface Engine {
  /**
   * The best articles for a query: words, `"a phrase"`, `-word`, `a OR b`, `title:word`,
   * `tag:value`, `date:2022..2024`, `begin*`. One of nothing but filters finds all
   * that pass, the newest first.
   */
  search(text: string, options?: SearchOptions): Promise<SearchResults>;
  /** Ways to go on typing: words, then titles, then related words; at most `limit` of each, 5 if not given. */
  suggest(text: string, options?: { limit?: number; signal?: AbortSignal }): Promise<Suggestion[]>;
  info(): Promise<Info>;
  /**
   * Loads all of a large index, so that searching needs no network until the page is left;
   * `progress` is told how many files of how many have come. Does nothing if all is there.
   */
  loadAll(progress?: (done: number, all: number) => void): Promise<void>;
}

export interface OpenOptions {
  /** Address of the module, if it is not beside the script; relative to the page. */
  url?: string;
}

/** How a script opens its index. */
export interface Open {
  /**
   * Loads and opens the index. One engine for each address and page, however often
   * it is called; what failed is tried again at the next call.
   */
  (options?: OpenOptions): Promise<Engine>;
  /**
   * Tells what will probably be searched first, so that its part of a large index is loaded
   * along with the engine rather than after it. Does nothing once the engine is there.
   */
  expect(text: string): void;
}

export const open: Open;

/**
 * `<findling-search>`: a button that opens a search, a field with results over the page, or a page
 * of its own, by its attribute `mode` (`modal` if not given, `inline`, `page`).
 *
 * All attributes, events, parts and properties for its look are in docs/widget.md.
 * Its content is shown without JavaScript, and when the index cannot be loaded.
 */
export class FindlingSearch extends HTMLElement {
  /** What is in the field. Setting it searches. */
  value: string;
  /**
   * What is asked instead of the bundle's own engine, which is not loaded then: one of
   * `findling.opensearch.js`, or your own.
   */
  engine?: Engine | Promise<Engine>;
  /** Opens the dialog; in the other modes, goes to the field. */
  open(): void;
  /** Closes the dialog, or the results below the field. The query is kept. */
  close(): void;
}

/** Bubbling events of `<findling-search>`; they cross shadow roots. */
export interface FindlingEvents {
  /** The dialog was opened, or the results over the page. */
  'findling-open': CustomEvent<Record<string, never>>;
  /** Results are shown. */
  'findling-search': CustomEvent<{ query: string; total: number; ms: number; corrected: string | null }>;
  /** Nothing was found. */
  'findling-empty': CustomEvent<{ query: string; total: 0; ms: number; corrected: string | null }>;
  /**
   * A hit is about to be followed; `preventDefault()` keeps the visitor here. `rank` counts from 0;
   * `newTab` says that it is to open beside this page.
   */
  'findling-select': CustomEvent<{ url: string; rank: number; newTab: boolean }>;
  /** The index could not be loaded or searched. */
  'findling-error': CustomEvent<{ error: unknown }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'findling-search': FindlingSearch;
  }
  interface HTMLElementEventMap extends FindlingEvents {}
  interface DocumentEventMap extends FindlingEvents {}
  interface WindowEventMap extends FindlingEvents {}
  /** Set by `findling.offline.js`, the classic script for pages opened from a disk. */
  var findling: { open: typeof open } | undefined;
}
