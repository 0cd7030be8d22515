/** Importing it defines `<findling-search>`, which searches the bundle in `/findling/`. */
import { bundle, define } from './index.js';

define(bundle());
