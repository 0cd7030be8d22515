/**
 * Findling for sites that bundle their scripts: the widget and the engine's API. The index is a
 * folder that `npx findling build` writes, and lies on the site as it is.
 *
 *     import { bundle, define } from 'findling';
 *     define(bundle('/search/'));              // <findling-search> searches it
 *     const engine = await bundle('/search/')();
 *
 * The widget loads its words from there; those that it is taught come along with the script:
 *
 *     import de from 'findling/i18n/de.json';
 *     teach({ de });
 */
export { bundle } from '../www/bundle.js';
export { define } from '../www/define.js';
export { FindlingSearch } from '../www/search-widget.js';
export { teach } from '../www/strings.js';
