/** Registers <findling-search>; does nothing where there are no elements. */
import { FindlingSearch } from './search-widget.js';

/** @import { Engine } from './findling' */

/** @param {() => Promise<Engine>} open how the elements get their engine */
export function define(open) {
  FindlingSearch.open = open;
  const registry = globalThis.customElements;
  // A page may load the script twice, from two addresses.
  if (registry && !registry.get('findling-search')) registry.define('findling-search', FindlingSearch);
}
