/**
 * Findling's service worker: the search goes on without a network, and so do the pages that
 * were visited.
 *
 * It is opt-in, see `register.js`. A worker serves the pages of its own folder and below; for
 * those of a whole site, the site has one of two lines at its root:
 *
 *     self.findlingBundle = '/search/';
 *     importScripts('/search/findling.sw.js');
 *
 * What belongs together stays together. When the worker is installed, it stores the script and
 * the module of a bundle as one, and only with the bytes that `findling build` wrote. What is
 * named by its content (modules and shards) comes out of the store from then on, everything
 * else from the network while there is one. So a new bundle is used by the next page that is
 * loaded, and a page that is open keeps getting the files of its own.
 */

const worker = /** @type {ServiceWorkerGlobalScope & { findlingBundle?: string }} */ (
  /** @type {unknown} */ (globalThis)
);
const bundle = new URL(worker.findlingBundle ?? './', worker.location.href).href;

/** `findling build` puts names here, each with the digest of its file. */
const LISTED = [...'__FINDLING_PRECACHE__'.matchAll(/(\S+) (\S+)/g)].map(([, name, integrity]) => ({
  url: bundle + name,
  integrity,
}));

/** Pages, and what they show, that are kept at most. */
const VISITED = 300;

// Another bundle of the same site has stores of its own.
const STORES = `findling ${bundle} `;
const VISITED_STORE = `${STORES}visited`;
const STORE = `${STORES}${LISTED.find(({ url }) => url.endsWith('.wasm'))?.url.slice(bundle.length)}`;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => event.waitUntil(keepAll(event.data?.findling ?? [])));
worker.addEventListener('fetch', (event) => {
  if (isKept(event.request)) event.respondWith(answer(event));
});

/** All or nothing: where one file is of another build, the worker before stays. */
async function install() {
  const requests = LISTED.map(({ url, integrity }) => new Request(url, { integrity, cache: 'no-cache' }));
  const responses = await Promise.all(requests.map((request) => fetch(request)));
  const missing = responses.find((response) => !response.ok);
  if (missing) throw new Error(`Findling could not store ${missing.url}: the server answered ${missing.status}`);
  const store = await caches.open(STORE);
  await Promise.all(requests.map((request, at) => store.put(request, responses[at])));
}

/** Nobody needs the stores of older bundles now: no page of theirs is open any more. */
async function activate() {
  const old = (await caches.keys()).filter(
    (name) => name.startsWith(STORES) && name !== STORE && name !== VISITED_STORE,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { request } = event;
  const byContent = isNamedByContent(request.url);
  // A page that got something damaged asks for it anew.
  const copy = byContent && request.cache !== 'reload' ? await copyOf(request) : undefined;
  if (copy) return copy;
  try {
    const response = await fetch(request);
    event.waitUntil(keep(request, response.clone()));
    return response;
  } catch (cause) {
    const last = await copyOf(request);
    if (last) return last;
    throw cause;
  }
}

/** @param {Request} request */
function isKept({ method, url, headers }) {
  return method === 'GET' && new URL(url).origin === worker.location.origin && !headers.has('range');
}

/** @param {string} url */
function isNamedByContent(url) {
  return url.startsWith(`${bundle}findling-`);
}

/** @param {Request} request */
async function copyOf(request) {
  const options = { ignoreVary: true };
  for (const name of [STORE, VISITED_STORE]) {
    const store = await caches.open(name);
    const copy = (await store.match(request, options)) ?? (await store.match(request, { ...options, ignoreSearch: isPage(request) }));
    if (copy) return copy;
  }
  return undefined;
}

/**
 * A page may be asked for with a query that the server does not see the difference of.
 *
 * @param {Request} request
 */
function isPage(request) {
  return request.mode === 'navigate';
}

/**
 * What was listed is never replaced by itself, without what belongs to it.
 *
 * @param {Request} request
 * @param {Response} response
 */
async function keep(request, response) {
  if (response.status !== 200 || response.redirected || LISTED.some(({ url }) => url === request.url)) return;
  if (isNamedByContent(request.url)) return (await caches.open(STORE)).put(request, response);
  const store = await caches.open(VISITED_STORE);
  await store.put(request, response);
  const kept = await store.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - VISITED)).map((old) => store.delete(old)));
}

/**
 * What a page had loaded before there was a worker.
 *
 * @param {string[]} urls
 */
async function keepAll(urls) {
  const requests = urls.map((url) => new Request(url)).filter(isKept);
  await Promise.all(requests.map((request) => keepOne(request).catch(() => {})));
}

/** @param {Request} request */
async function keepOne(request) {
  if (!(await copyOf(request))) await keep(request, await fetch(request));
}
