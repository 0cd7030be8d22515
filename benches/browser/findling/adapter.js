/** Findling behind the interface that the harness asks engines through. */
import { open } from '/findling/findling.engine.js';

/** @type {Promise<import('../../../www/findling').Engine>} */
let engine;

window.engine = {
  async load() {
    engine = open();
  },
  async search(query) {
    // Does nothing once the engine is there.
    open.expect(query);
    const { hits } = await (await engine).search(query);
    return hits.map(({ url, title, excerpt }) => ({ url, title, excerpt: excerpt.text }));
  },
};
