/**
 * The same as a classic script, `findling` on the page. It defines `<findling-search>` at once,
 * which searches the bundle in `/findling/`, or in the folder that `data-bundle` of the script names.
 */
import { bundle, define } from './index.js';

export * from './index.js';

define(bundle(document.currentScript?.dataset.bundle));
