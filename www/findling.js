/**
 * Findling for pages served over http(s), as an ES module.
 *
 *     import { open } from './findling.js';
 *     const engine = await open();
 *     const { hits } = await engine.search('Wanderweg');
 *
 * Importing it also defines the element <findling-search>.
 */
import { open } from './api.js';
import { define } from './define.js';

export { FindlingSearch } from './search-widget.js';
export { open };

define(open);
