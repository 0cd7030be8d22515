/**
 * Registers <findling-search>; does nothing where there are no elements, nor where their colours are not
 * understood: there, what stands in the element stays.
 */
import { FindlingSearch } from './search-widget.js';

/** @import { Engine } from './findling' */

/** @param {() => Promise<Engine>} open how the elements get their engine */
export function define(open) {
  FindlingSearch.open = open;
  const registry = globalThis.customElements;
  // A page may load the script twice, from two addresses.
  if (registry && !registry.get('findling-search') && globalThis.CSS?.supports('color', 'light-dark(red, red)')) registry.define('findling-search', FindlingSearch);
}
