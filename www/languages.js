/** What the widget speaks: a file of `i18n/` each. */
export const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pl', 'pt', 'tr'];

/** Those of them that are written from right to left. */
export const RIGHT_TO_LEFT = ['ar'];
