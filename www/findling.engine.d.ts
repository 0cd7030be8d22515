/** Types of `findling.engine.js`, the API without the widget. */
export { open } from './findling.js';
export type * from './findling.js';
