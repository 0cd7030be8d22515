/** The nodes of the widget that stay as they are while results come and go, and where they stand. */
import { el, fit, icon } from './dom.js';

/** @import { Wanted } from './dom.js' */
/** @import { Strings } from './strings.js' */

const LENS = 'M17 10.5a6.5 6.5 0 1 1 0-.1M15.3 15.3L20 20';
export const CROSS = 'M6.5 6.5l11 11M17.5 6.5l-11 11';
const FUNNEL = 'M4 7h16M7 12h10M10 17h4';

const SORTS = /** @type {const} */ (['relevance', 'newest', 'title']);
const EDGE = 8; // pixels between results over the page and the edge of the window

/**
 * @typedef {Record<'label' | 'shortcut' | 'search' | 'field' | 'word' | 'panel' | 'summary' | 'tools' | 'chosen' | 'filters' | 'list' | 'after' | 'related' | 'move' | 'open' | 'save' | 'status', HTMLElement>
 *   & Record<'trigger' | 'clear' | 'close' | 'folder', HTMLButtonElement>
 *   & { dialog: HTMLDialogElement, input: HTMLInputElement, sort: HTMLSelectElement }} Layout
 */

/** @returns {Layout} nodes by the first of their classes */
export function layout() {
  /** @returns {Wanted} */
  const key = (/** @type {string} */ sign) => ['kbd', {}, sign];
  const all = el(
    'div',
    {},
    [
      'button',
      { part: 'trigger', 'aria-haspopup': 'dialog' },
      icon(LENS),
      ['span', { part: 'label' }],
      ' ',
      ['kbd', { part: 'shortcut' }],
    ],
    ['dialog', { part: 'dialog' }],
    [
      'div',
      { part: 'search', role: 'search' },
      [
        'div',
        { part: 'field' },
        icon(LENS),
        [
          'input',
          {
            // No type=search, which Escape empties.
            part: 'input',
            role: 'combobox',
            'aria-autocomplete': 'list',
            'aria-controls': 'list',
            autocomplete: 'off',
            autocapitalize: 'none',
            autocorrect: 'off',
            spellcheck: 'false',
            enterkeyhint: 'go',
          },
        ],
        ['button', { part: 'clear', hidden: true }, icon(CROSS)],
        ['button', { part: 'close' }, ['span', { class: 'word' }], ' ', key('Esc')],
      ],
      [
        'div',
        { part: 'panel', hidden: true },
        [
          'div',
          { class: 'body' },
          [
            'div',
            { class: 'head' },
            ['div', { part: 'summary' }],
            [
              'div',
              { part: 'tools', hidden: true },
              [
                'button',
                { part: 'filter-toggle', class: 'folder', 'aria-expanded': 'false', 'aria-controls': 'filters' },
                icon(FUNNEL),
                ['span', { class: 'chosen' }],
              ],
              ['select', { part: 'sort' }],
            ],
          ],
          ['div', { part: 'filters', id: 'filters', role: 'group' }],
          [
            'div',
            { class: 'results' },
            ['div', { part: 'list', id: 'list', role: 'listbox', hidden: true }],
            ['div', { part: 'after' }],
            ['div', { part: 'related', class: 'related after' }],
          ],
        ],
      ],
      [
        'div',
        { part: 'footer' },
        [
          'span',
          { class: 'keys', 'aria-hidden': 'true' },
          key('↑'),
          key('↓'),
          ['span', { class: 'move' }],
          key('↵'),
          ['span', { class: 'open' }],
        ],
        ['div', { part: 'save' }],
      ],
      ['div', { class: 'status', role: 'status' }],
    ],
  );
  return /** @type {any} */ (Object.fromEntries([...all.querySelectorAll('[class]')].map((it) => [it.classList[0], it])));
}

/**
 * @param {Layout} nodes
 * @param {Strings} strings
 * @param {string | null} placeholder the page's own
 */
export function translate(nodes, strings, placeholder) {
  nodes.label.textContent = placeholder || strings.label;
  nodes.input.placeholder = placeholder ?? strings.placeholder;
  nodes.word.textContent = strings.close;
  const names = { ...strings, input: strings.label, dialog: strings.label };
  for (const name of /** @type {const} */ (['input', 'dialog', 'clear', 'list', 'filters', 'sort'])) {
    nodes[name].ariaLabel = names[name];
  }
  nodes.open.textContent = strings.keys.open;
  nodes.move.textContent = strings.keys.move;
  // The first is chosen at first; a bundle's texts have their keys in another order.
  fit(nodes.sort, SORTS.map((value) => ['option', { value }, strings.sorts[value]]));
}

/**
 * Moves a panel over the page that would stick out: it ends where the field ends, or where the window does.
 *
 * @param {Layout} nodes
 */
export function shift({ panel, field }) {
  panel.style.setProperty('--_shift', '0px');
  const own = panel.getBoundingClientRect();
  const above = field.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  let by = 0;
  if (own.right > width - EDGE) by = Math.max(above.right - own.right, EDGE - own.left);
  if (own.left < EDGE) by = Math.min(above.left - own.left, width - EDGE - own.right);
  panel.style.setProperty('--_shift', `${by}px`);
}
