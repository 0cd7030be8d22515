/** Findling's widget and API for a search server with the articles of `findling export`. */

import type { Engine } from './findling.js';

export interface OpenSearchOptions {
  /** Where `_search` of the index is: `/api/articles/_search`. Relative to the page. */
  url: string;
  /** `opensearch`, if not given, is Elasticsearch as well. */
  server?: 'opensearch' | 'quickwit';
  /**
   * The languages beside the first by which the index analyses texts, as `findling export` tells
   * them: `['en']`.
   */
  languages?: string[];
  /** What can be filtered by; `tag`, `category`, `author`, `lang` and `year` if not given. */
  facets?: string[];
  /** What a word in each field counts; `{ title: 4, headings: 2, text: 1 }` if not given. */
  fields?: Record<string, number>;
  /** Asks the server, with a signature of its own for example; the page's if not given. */
  fetch?: typeof globalThis.fetch;
}

/**
 * An engine that asks a server. What it cannot do as the bundle's own engine does is told in
 * `notes`, and in docs/opensearch.md; its `info` knows how many articles there are and their
 * languages, the other figures are 0.
 */
export function openSearchEngine(options: OpenSearchOptions): Engine;
