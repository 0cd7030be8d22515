/** Findling behind the interface that the harness asks engines through. */
import { open } from '/findling/findling.engine.js';

/** @type {import('../../../www/findling').Engine} */
let engine;

window.engine = {
  async load() {
    engine = await open();
  },
  async search(query) {
    const { hits } = await engine.search(query);
    return hits.map(({ url, title, excerpt }) => ({ url, title, excerpt: excerpt.text }));
  },
};
