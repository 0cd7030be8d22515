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

/** How many of them go at once where a browser gives no more room. */
const ROOM = 30;

/** Bytes of one that is kept: a download is no page. */
const LARGEST = 10_000_000;

/** How stored answers are found: by address alone. */
const MATCH = { ignoreVary: true };

// Another bundle of the same site has stores of its own.
const STORES = `findling ${bundle} `;
const VISITED_STORE = `${STORES}visited`;
const STORE = `${STORES}${LISTED.find(({ url }) => url.endsWith('.wasm'))?.url.slice(bundle.length)}`;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('message', (event) => event.waitUntil(keepAll(event.data?.findling ?? [])));
worker.addEventListener('fetch', (event) => {
  if (isShown(event.request)) event.respondWith(answer(event));
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
    if (isKept(request, response)) event.waitUntil(keep(request, response.clone()));
    return response;
  } catch (cause) {
    const last = await copyOf(request);
    if (last) return last;
    throw cause;
  }
}

/**
 * What scripts ask for beside the bundle is left to them: it may be personal, or have no end.
 *
 * @param {Request} request
 */
function isShown(request) {
  return isOwn(request) && (request.destination !== '' || request.url.startsWith(`${bundle}findling`));
}

/** @param {Request} request */
function isOwn({ method, url, headers }) {
  return method === 'GET' && new URL(url).origin === worker.location.origin && !headers.has('range');
}

/** @param {string} url */
function isNamedByContent(url) {
  return url.startsWith(`${bundle}findling-`);
}

/** @param {Request} request */
async function copyOf(request) {
  // A page may be asked for with a query of which the server takes no notice. Another query is another page.
  const [plain] = request.url.split(/[?#]/);
  for (const name of [STORE, VISITED_STORE]) {
    const store = await caches.open(name);
    const copy = (await store.match(request, MATCH)) ?? (request.mode === 'navigate' && (await store.match(plain, MATCH)));
    if (copy) return copy;
  }
  return undefined;
}

/**
 * What was listed is never replaced by itself, without what belongs to it.
 *
 * @param {Request} request
 * @param {Response} response
 */
function isKept({ url }, { status, redirected, headers }) {
  const said = `${headers.get('cache-control')} ${headers.get('content-type')}`;
  return (
    status === 200 &&
    !redirected &&
    !/no-store|text\/event-stream/.test(said) &&
    headers.get('vary') !== '*' &&
    Number(headers.get('content-length')) <= LARGEST &&
    !LISTED.some((listed) => listed.url === url)
  );
}

/**
 * @param {Request} request
 * @param {Response} response
 */
async function keep(request, response) {
  const visited = await caches.open(VISITED_STORE);
  const store = isNamedByContent(request.url) ? await caches.open(STORE) : visited;
  if (store === visited) await forget(visited, (await visited.keys()).length + 1 - VISITED);
  // Where there is no room for this one, there is for the next.
  await store.put(request, response).catch(async ({ name }) => {
    if (name === 'QuotaExceededError') await forget(visited, ROOM);
  });
}

/**
 * @param {Cache} store
 * @param {number} count of the oldest
 */
async function forget(store, count) {
  const old = (await store.keys()).slice(0, Math.max(0, count));
  await Promise.all(old.map((request) => store.delete(request)));
}

/**
 * What a page had loaded before there was a worker.
 *
 * @param {string[]} urls
 */
async function keepAll(urls) {
  const requests = urls.map((url) => new Request(url)).filter(isOwn);
  await Promise.all(requests.map((request) => keepOne(request).catch(() => {})));
}

/** @param {Request} request */
async function keepOne(request) {
  if (await copyOf(request)) return;
  const response = await fetch(request);
  if (isKept(request, response)) await keep(request, response);
  else await response.body?.cancel();
}
