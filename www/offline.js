/**
 * Findling as one classic script that carries everything: works from `file://`.
 * Puts `findling.open` into the page and defines the element <findling-search>.
 */
import { define } from './define.js';
import { opener } from './engine.js';
import { unpackModule } from './module-inline.js';

// Known only while the script runs. Elsewhere (inlined into a page) hits are
// relative to the page.
const script = /** @type {HTMLScriptElement | null | undefined} */ (globalThis.document?.currentScript);
const open = opener(unpackModule, { address: script?.src || globalThis.document?.baseURI });

Object.assign(globalThis, { findling: { open } });
define(open);
