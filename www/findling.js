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
import { learnFrom, teach } from './strings.js';

export { FindlingSearch } from './search-widget.js';
export { open };

// `findling build` puts the texts for the articles' languages here.
const texts = '__FINDLING_TEXTS__';
if (texts.startsWith('{')) teach(JSON.parse(texts));
learnFrom(new URL('findling.', import.meta.url).href);
define(open);
