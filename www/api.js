/**
 * The engine alone, as an ES module, for sites that draw their own search.
 *
 *     import { open } from './findling.engine.js';
 *     const engine = await open();
 *     const { hits } = await engine.search('Wanderweg');
 */
import { opener } from './engine.js';
import { fetchModule } from './module-fetch.js';

// `findling build` puts the module's file name here, and where its shards begin.
const address = new URL('__FINDLING_MODULE__', import.meta.url).href;
export const open = opener(fetchModule, address, '__FINDLING_SHARDS__');
