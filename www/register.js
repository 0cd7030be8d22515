/**
 * Registers Findling's service worker, for a site that wants its search without a network:
 *
 *     <script defer src="/search/findling.register.js" data-worker="/sw.js"></script>
 *
 * `data-worker` is the address of the site's own worker, see `service-worker/worker.js`; without
 * it, the one beside this script is taken. A classic script, since only such a one can be told
 * something by an attribute.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { worker } = script.dataset;
  /** How the addresses of the bundle's own files begin. */
  const own = new URL('findling', script.src).href;
  const address = worker ? new URL(worker, location.href) : new URL('findling.sw.js', script.src);
  const container = navigator.serviceWorker;
  // Browsers have them over https and on the own machine only.
  if (!container) return;

  start().catch((error) => {
    console.warn(`Findling: without a network this site will not be searched. ${address} was not registered: ${error.message}`);
  });

  async function start() {
    // The site's own worker may not change; what it imports does with each bundle.
    const { scope } = await container.register(/** @type {string} */ (trusted(address.href)), { updateViaCache: 'none' });
    if (!location.href.startsWith(scope)) {
      throw new Error(`it serves pages below ${scope} only; put a worker of two lines at the root of the site, and name it in data-worker`);
    }
    const { active } = await container.ready;
    if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
    active?.postMessage({ findling: loaded() });
  }

  /**
   * The page and what it has loaded, perhaps before there was a worker. What scripts asked for is not asked
   * for once more, as it may have been more than a question, but for the bundle's own files.
   */
  function loaded() {
    const resources = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
    const isShown = (/** @type {PerformanceResourceTiming} */ { name, initiatorType }) =>
      !/^(fetch|xmlhttprequest|beacon|ping)$/.test(initiatorType) || name.startsWith(own);
    const entries = [...performance.getEntriesByType('navigation'), ...resources.filter(isShown)];
    return [...new Set(entries.map(({ name }) => name.replace(/#.*/, '')))];
  }

  /**
   * Sites that ask for Trusted Types must name the policy `findling`.
   *
   * @param {string} url
   */
  function trusted(url) {
    /** @typedef {{ createPolicy: (name: string, rules: object) => { createScriptURL: (url: string) => unknown } }} TrustedTypes */
    const types = /** @type {{ trustedTypes?: TrustedTypes }} */ (globalThis).trustedTypes;
    return types ? types.createPolicy('findling', { createScriptURL: (/** @type {string} */ it) => it }).createScriptURL(url) : url;
  }
})();
