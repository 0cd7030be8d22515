/**
 * Findling as one classic script that carries everything: works from `file://`.
 * Puts `findling.open` into the page and defines the element <findling-search>.
 */
import { define } from './define.js';
import { opener } from './engine.js';
import ar from './i18n/ar.json';
import de from './i18n/de.json';
import es from './i18n/es.json';
import fr from './i18n/fr.json';
import it from './i18n/it.json';
import nl from './i18n/nl.json';
import pl from './i18n/pl.json';
import pt from './i18n/pt.json';
import tr from './i18n/tr.json';
import { unpackModule } from './module-inline.js';
import { teach } from './strings.js';

// Known only while the script runs. Elsewhere (inlined into a page) hits are
// relative to the page.
const script = /** @type {HTMLScriptElement | null | undefined} */ (globalThis.document?.currentScript);
const open = opener(unpackModule, { address: script?.src || globalThis.document?.baseURI });

Object.assign(globalThis, { findling: { open } });
// Nothing can be fetched from a disk.
teach({ ar, de, es, fr, it, nl, pl, pt, tr });
define(open);
