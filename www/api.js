/**
 * The engine alone, as an ES module, for sites that draw their own search.
 *
 *     import { open } from './findling.engine.js';
 *     const engine = await open();
 *     const { hits } = await engine.search('Wanderweg');
 */
import { opener } from './engine.js';
import { fetchModule } from './module-fetch.js';

// `findling build` puts the module's file name here, its digest, and where its shards begin.
export const open = opener(fetchModule, {
  address: new URL('__FINDLING_MODULE__', import.meta.url).href,
  integrity: '__FINDLING_INTEGRITY__',
  directory: '__FINDLING_SHARDS__',
});
