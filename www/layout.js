/** The nodes of the widget that stay as they are while results come and go, and where they stand. */
import { el, icon } from './dom.js';

/** @import { Strings } from './strings.js' */

const LENS = 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.3 15.3L20 20';
export const CROSS = 'M6.5 6.5l11 11M17.5 6.5l-11 11';
const FUNNEL = 'M4 7h16M7 12h10M10 17h4';

const EDGE = 8; // pixels between results over the page and the edge of the window

/** @typedef {ReturnType<typeof layout>} Layout */

export function layout() {
  const hint = el('kbd', { part: 'shortcut', class: 'key shortcut' });
  const label = el('span', { part: 'label' });
  const trigger = el(
    'button',
    { part: 'trigger', type: 'button', 'aria-haspopup': 'dialog' },
    icon('icon', LENS),
    label,
    ' ',
    hint,
  );
  const input = el('input', {
    // No type=search, which Escape empties.
    part: 'input',
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': 'list',
    autocomplete: 'off',
    autocapitalize: 'none',
    autocorrect: 'off',
    spellcheck: 'false',
    enterkeyhint: 'go',
  });
  const clear = el('button', { part: 'clear', type: 'button', hidden: true }, icon('icon', CROSS));
  const key = (/** @type {string} */ sign) => el('kbd', { class: 'key' }, sign);
  const closeWord = el('span', { class: 'word' });
  const close = el('button', { part: 'close', type: 'button' }, closeWord, ' ', key('Esc'));
  const field = el('div', { part: 'field' }, icon('icon', LENS), input, clear, close);

  const summary = el('div', { part: 'summary' });
  const folder = el(
    'button',
    { part: 'filter-toggle', class: 'folder', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'filters' },
    icon('icon', FUNNEL),
  );
  const folderLabel = el('span', {});
  folder.append(folderLabel);
  const sort = el('select', { part: 'sort' });
  const tools = el('div', { part: 'tools' }, folder, sort);
  const filters = el('form', { part: 'filters', id: 'filters' });
  const list = el('div', { part: 'list', id: 'list', role: 'listbox', hidden: true });
  const after = el('div', { part: 'after' });
  const related = el('div', { part: 'related', class: 'after' });
  const results = el('div', { class: 'results' }, list, after, related);
  const head = el('div', { class: 'head' }, summary, tools);
  const body = el('div', { class: 'body' }, head, filters, results);
  const panel = el('div', { part: 'panel', hidden: true }, body);

  const keys = { open: el('span', {}), move: el('span', {}) };
  const save = el('div', { part: 'save' });
  const footer = el(
    'div',
    { part: 'footer' },
    el('span', { class: 'keys', 'aria-hidden': 'true' }, key('↑'), key('↓'), keys.move, key('↵'), keys.open),
    save,
  );
  const status = el('div', { class: 'status', role: 'status' });
  const search = el('div', { part: 'search', role: 'search' }, field, panel, footer, status);
  const dialog = el('dialog', { part: 'dialog' });

  return { trigger, label, hint, dialog, search, input, clear, close, closeWord, panel, summary, tools, folder, folderLabel, sort, filters, list, after, related, keys, footer, save, status };
}

/**
 * @param {Layout} nodes
 * @param {Strings} strings
 * @param {string | null} placeholder the page's own
 */
export function translate(nodes, strings, placeholder) {
  nodes.label.textContent = placeholder ?? strings.label;
  nodes.input.placeholder = placeholder ?? strings.placeholder;
  nodes.input.setAttribute('aria-label', strings.label);
  nodes.dialog.setAttribute('aria-label', strings.label);
  nodes.closeWord.textContent = strings.close;
  for (const name of /** @type {const} */ (['clear', 'list', 'filters', 'sort'])) {
    nodes[name].setAttribute('aria-label', strings[name]);
  }
  nodes.keys.open.textContent = strings.keys.open;
  nodes.keys.move.textContent = strings.keys.move;
  const chosen = nodes.sort.value || 'relevance';
  nodes.sort.replaceChildren(...Object.entries(strings.sorts).map(([value, name]) => el('option', { value }, name)));
  nodes.sort.value = chosen;
}

/**
 * Moves a panel over the page that would stick out: it ends where the field ends, or where the window does.
 *
 * @param {HTMLElement} panel
 * @param {Element} field
 */
export function shift(panel, field) {
  panel.style.setProperty('--_shift', '0px');
  const own = panel.getBoundingClientRect();
  const above = field.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  let by = 0;
  if (own.right > width - EDGE) by = Math.max(above.right - own.right, EDGE - own.left);
  if (own.left < EDGE) by = Math.min(above.left - own.left, width - EDGE - own.right);
  panel.style.setProperty('--_shift', `${by}px`);
}
