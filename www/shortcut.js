/**
 * Keyboard shortcuts as an attribute states them: `mod+k`, `/`, `ctrl+shift+f`; several with
 * spaces between them. `mod` is ⌘ on Apple's systems, Ctrl elsewhere.
 */

/** @typedef {{ key: string, ctrl: boolean, meta: boolean, alt: boolean, shift: boolean }} Shortcut */

/** Modifiers as they stand in the attribute, for `aria-keyshortcuts`, and as keys are labelled. */
const NAMES = /** @type {const} */ ([
  ['ctrl', 'Control', 'Ctrl', '⌃'],
  ['alt', 'Alt', 'Alt', '⌥'],
  ['shift', 'Shift', 'Shift', '⇧'],
  ['meta', 'Meta', 'Win', '⌘'],
]);

const isApple = () => /^(mac|iphone|ipad)/i.test(navigator.platform);

/**
 * @param {string} text
 * @returns {Shortcut[]} none for `off`
 */
export function parseShortcuts(text) {
  if (text.trim() === 'off') return [];
  return text.toLowerCase().split(/\s+/).filter(Boolean).map(parseShortcut);
}

/** @param {string} text */
function parseShortcut(text) {
  const parts = text.split('+');
  const key = parts.pop() || '+';
  const mod = parts.includes('mod');
  const apple = isApple();
  const has = (/** @type {string} */ name) => parts.includes(name);
  return {
    key,
    ctrl: has('ctrl') || (mod && !apple),
    meta: has('meta') || (mod && apple),
    alt: has('alt'),
    shift: has('shift'),
  };
}

/**
 * Whether the keys pressed are one of the shortcuts.
 *
 * @param {KeyboardEvent} event
 * @param {Shortcut[]} shortcuts
 */
export function matches(event, shortcuts) {
  // Filling in a form, browsers send such events without a key.
  if (event.isComposing || event.repeat || !event.key) return false;
  // Where other scripts are written, the key is known by its place.
  const typed = /^[!-~]$/.test(event.key) ? event.key : event.code.replace(/^Key/, '');
  return shortcuts.some(
    ({ key, ctrl, meta, alt, shift }) =>
      key === typed.toLowerCase() &&
      ctrl === event.ctrlKey &&
      meta === event.metaKey &&
      alt === event.altKey &&
      // On some keyboards signs such as / are written with Shift.
      (shift === event.shiftKey || (!shift && !/[a-z\d]/.test(key))),
  );
}

/**
 * Whether the visitor writes there.
 *
 * @param {EventTarget} target
 */
export function isEditable(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** @param {Shortcut} shortcut */
export function label(shortcut) {
  const apple = isApple();
  const held = NAMES.filter(([name]) => shortcut[name]).map((names) => names[apple ? 3 : 2]);
  return [...held, shortcut.key.toUpperCase()].join(apple ? '' : ' ');
}

/** @param {Shortcut[]} shortcuts */
export function ariaShortcuts(shortcuts) {
  const one = (/** @type {Shortcut} */ it) => [...NAMES.filter(([name]) => it[name]).map(([, aria]) => aria), it.key.toUpperCase()].join('+');
  return shortcuts.map(one).join(' ');
}
