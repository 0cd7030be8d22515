/**
 * Findling for pages served over http(s), as an ES module.
 *
 *     import { open } from './findling.js';
 *     const engine = await open();
 *     const { hits } = await engine.search('Wanderweg');
 *
 * Importing it also defines the element <findling-search>.
 */
import { define } from './define.js';
import { opener } from './engine.js';
import { fetchModule } from './module-fetch.js';

export { FindlingSearch } from './search-widget.js';

// `findling build` puts the module's file name here.
export const open = opener(fetchModule, new URL('__FINDLING_MODULE__', import.meta.url).href);

define(open);
