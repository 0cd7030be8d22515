/**
 * Findling for sites that bundle their scripts: the widget and the engine's API. The index is a
 * folder that `npx findling build` writes, and lies on the site as it is.
 *
 *     import { bundle, define } from 'findling';
 *     define(bundle('/search/'));              // <findling-search> searches it
 *     const engine = await bundle('/search/')();
 */
export { bundle } from '../www/bundle.js';
export { define } from '../www/define.js';
export { FindlingSearch } from '../www/search-widget.js';
