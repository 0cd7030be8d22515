/**
 * The search engine for a page: opens the WebAssembly module once, and wraps
 * what the module offers into promises.
 *
 * Where the module comes from is the caller's business (`module-fetch.js` over
 * http, `module-inline.js` for pages opened from a disk); nothing here touches
 * the document, so importing it on a server is harmless.
 */
import * as glue from 'findling-glue';
import { normal } from './normal.js';
import { checked, chosenValues, count } from './search-options.js';
import { expect, shardsOf } from './shards.js';

/** @import { Engine as Glue } from 'findling-glue' */
/** @import { Engine, Open, OpenOptions, SearchOptions, SearchResults, Suggestion, Hit } from './findling' */

/** Name of the custom section that `findling build` puts the index into. */
const SECTION = 'findling.index';

/**
 * Times that a query may ask for shards: of its words, of what these may stand for, of the
 * documents found, and more, as documents may leave a place to others, and as texts have to be
 * read for words side by side.
 */
const ROUNDS = 6;

/**
 * Where a module lies.
 *
 * @typedef {object} ModuleAddress
 * @property {string} address
 * @property {string} [integrity] the digest that it must have
 * @property {string} [directory] of its shards, see {@link expect}
 */

/**
 * Makes the `open` of a bundle.
 *
 * @param {(address: string, integrity?: string) => Promise<WebAssembly.Module>} load gets and compiles a module
 * @param {ModuleAddress} own where the module lies, unless `open` is told another address
 * @returns {Open}
 */
export function opener(load, own) {
  /** @type {Map<string, Promise<Engine>>} one engine for each address */
  const engines = new Map();
  let isThere = false;

  /** @param {OpenOptions | null} [options] */
  const open = async (options) => {
    const url = options?.url;
    const place = url === undefined ? own : { address: new URL(url, globalThis.document?.baseURI).href };
    let engine = engines.get(place.address);
    if (!engine) {
      engine = start(load, place);
      engines.set(place.address, engine);
      engine.then(
        () => (isThere ||= place === own),
        // What failed may be tried again.
        () => engines.delete(place.address),
      );
    }
    return engine;
  };
  /** @param {string} text */
  const expectText = (text) => {
    if (!isThere) expect(String(text), own.address, own.directory);
  };
  return Object.assign(open, { expect: expectText });
}

/**
 * @param {(address: string, integrity?: string) => Promise<WebAssembly.Module>} load
 * @param {ModuleAddress} place
 * @returns {Promise<Engine>}
 */
async function start(load, { address, integrity, directory }) {
  const module = await load(address, integrity);
  const [index] = WebAssembly.Module.customSections(module, SECTION);
  if (!index) {
    throw new Error(
      `Findling found no search index in ${address}: this is the bare engine. ` +
        'Use the folder that `findling build` wrote.',
    );
  }
  instance ??= instantiate(module);
  // What failed may be tried again.
  instance.catch(() => (instance = undefined));
  await instance;
  return wrap(new glue.Engine(new Uint8Array(index)), address, directory);
}

/** @type {Promise<void> | undefined} one for all indexes of a page */
let instance;

/** @param {WebAssembly.Module} module */
async function instantiate(module) {
  const { exports } = await WebAssembly.instantiate(module, { './findling_bg.js': /** @type {any} */ (glue) });
  glue.__wbg_set_wasm(exports);
  /** @type {any} */ (exports).__wbindgen_start();
}

/**
 * @param {Glue} glue
 * @param {string} address relative addresses of hits are resolved against it
 * @param {string} [directory]
 * @returns {Engine}
 */
function wrap(glue, address, directory) {
  const shards = shardsOf(glue, address, directory);

  /**
   * Asks, and fetches what is missing for the answer, until nothing is. What nobody waits for any
   * more, as the visitor types on, fetches no more: it would keep the line from what is waited for.
   *
   * @param {() => SearchResults & { missing?: number[] }} ask
   * @param {AbortSignal} [signal]
   * @returns {Promise<[SearchResults, Error | undefined]>} with the reason if something did not come
   */
  const settle = async (ask, signal) => {
    let { missing, ...results } = guard(ask);
    let failure;
    for (let round = 0; missing && !failure && round < ROUNDS; round++) {
      failure = await shards.load(missing);
      signal?.throwIfAborted();
      ({ missing, ...results } = guard(ask));
    }
    // Where texts are left to read, hits are enough for now.
    const isEnough = !missing || (!failure && results.at_least && results.hits.length);
    return [isEnough ? results : { ...results, incomplete: true }, failure];
  };

  return {
    search: async (text, options) => {
      const { limit, offset, exact, sort, filters, from, to, facets, explain, freshness, signal } = checked(options);
      const wanted = lines(filters);
      const [results, failure] = await settle(
        () => glue.search(normal(text), limit, offset, Boolean(exact), sort, wanted, from, to, Boolean(facets), Boolean(explain), freshness),
        signal,
      );
      signal?.throwIfAborted();
      // Something is better than nothing, but nothing is not "nothing found".
      if (failure && !results.hits.length) throw failure;
      for (const hit of results.hits) resolve(hit, address);
      return results;
    },
    suggest: async (text, options) => {
      const [query, most] = [normal(text), count(options?.limit ?? 5, 'limit')];
      /** @type {Suggestion[]} */
      let found = [];
      // Of what a search for the same has loaded, as far as it came.
      await settle(() => {
        const results = glue.search(query, 1, 0, false, 'relevance', '', '', '', false, false, 0);
        found = glue.suggest(query, most);
        return results;
      }, options?.signal);
      for (const it of found) if (it.url) it.url = absolute(it.url, address);
      return found;
    },
    info: async () => guard(() => ({ ...glue.info(), missing: glue.missing().length })),
    loadAll: (progress) => shards.loadAll(progress ?? (() => {})),
  };
}

/**
 * Filters as the module takes them: a line `name=value` for each value.
 *
 * @param {NonNullable<SearchOptions['filters']>} filters
 * @returns {string}
 */
function lines(filters) {
  return chosenValues(filters)
    .flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
    .map((line) => normal(line).replace(/\s+/g, ' '))
    .join('\n');
}

/**
 * A trap leaves the instance in an unknown state: say what to do about it.
 *
 * @template T
 * @param {() => T} call
 * @returns {T}
 */
function guard(call) {
  try {
    return call();
  } catch (cause) {
    if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
    throw new Error(
      `Findling's engine stopped unexpectedly (${cause.message}). ` +
        'Reload the page; if it happens again, please report the query.',
      { cause },
    );
  }
}

/**
 * @param {Hit} hit
 * @param {string} base
 */
function resolve(hit, base) {
  hit.url = absolute(hit.url, base);
  for (const section of hit.sections) section.url = absolute(section.url, base);
}

/**
 * Addresses with a scheme, or from the root of a site, stay as they are; the
 * others are meant relative to the bundle, not to the page that searches.
 *
 * @param {string} url
 * @param {string} base
 */
function absolute(url, base) {
  if (/^(\/|[a-z][a-z\d+.-]*:)/i.test(url)) return url;
  try {
    // A server shows the page that is in a folder, a disk does not.
    return new URL(url, base).href.replace(/^(file:[^?#]*\/)(?=[?#]|$)/, '$1index.html');
  } catch {
    return url;
  }
}
