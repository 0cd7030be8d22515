import type { Open } from './findling.js';

export type * from './findling.js';
export { FindlingSearch } from './findling.js';

/**
 * Opens the bundle in a folder of the site, `/findling/` if none is named; relative to the page.
 * Its parts are loaded when they are needed.
 */
export function bundle(folder?: string): Open;

/** Registers `<findling-search>`; its elements search what `open` opens. Does nothing on a server. */
export function define(open: Open): void;

/**
 * Lets the widget speak languages without loading their words from the bundle:
 * `import de from 'findling/i18n/de.json'; teach({ de });`
 */
export function teach(texts: Record<string, unknown>): void;
