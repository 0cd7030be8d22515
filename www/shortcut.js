/**
 * Keyboard shortcuts as an attribute states them: `mod+k`, `/`, `ctrl+shift+f`; several with
 * spaces between them. `mod` is ⌘ on Apple's systems, Ctrl elsewhere.
 */

/** @typedef {{ key: string, held: readonly (typeof NAMES[number])[] }} Shortcut */

/** Modifiers as they stand in the attribute, for `aria-keyshortcuts`, and as keys are labelled. */
const NAMES = /** @type {const} */ ([
  ['ctrl', 'Control', 'Ctrl', '⌃'],
  ['alt', 'Alt', 'Alt', '⌥'],
  ['shift', 'Shift', 'Shift', '⇧'],
  ['meta', 'Meta', 'Win', '⌘'],
]);

const isApple = () => /^(Mac|iP)/.test(navigator.platform);

/**
 * @param {string} text
 * @returns {Shortcut[]} none for `off`
 */
export function parseShortcuts(text) {
  return text.toLowerCase().split(/\s+/).filter((it) => it && it !== 'off').flatMap(parseShortcut);
}

/**
 * @param {string} text
 * @returns {Shortcut | never[]} none if a modifier is unknown: a mere letter would open the search without it
 */
function parseShortcut(text) {
  const parts = text.replace('mod+', isApple() ? 'meta+' : 'ctrl+').split('+');
  const key = /** @type {string} */ (parts.pop());
  const held = NAMES.filter(([name]) => parts.includes(name));
  return held.length < parts.length ? [] : { key, held };
}

/**
 * Whether a key belongs to an input method; some browsers tell it by a number alone.
 *
 * @param {KeyboardEvent} event
 */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

/**
 * Whether the keys pressed are one of the shortcuts.
 *
 * @param {KeyboardEvent} event
 * @param {Shortcut[]} shortcuts
 */
export function matches(event, shortcuts) {
  // Filling in a form, browsers send such events without a key.
  if (isComposing(event) || event.repeat || !event.key) return false;
  // Where other scripts are written, the key is known by its place.
  const typed = /^[!-~]$/.test(event.key) ? event.key : event.code.replace(/^Key/, '');
  return shortcuts.some(
    ({ key, held }) =>
      key === typed.toLowerCase() &&
      NAMES.every(
        (names) =>
          held.includes(names) === event[`${names[0]}Key`] ||
          // On some keyboards signs such as / are written with Shift.
          (names[0] === 'shift' && event.shiftKey && !/[a-z\d]/.test(key)),
      ),
  );
}

/**
 * Whether the visitor writes there, or chooses by letters.
 *
 * @param {EventTarget} target
 */
export function isEditable(target) {
  return target instanceof Element && target.matches(':read-write, select');
}

/**
 * @param {Shortcut} shortcut
 * @param {number} at which names the modifiers have
 * @param {string} between the keys
 */
function written({ key, held }, at, between) {
  return [...held.map((names) => names[at]), key.toUpperCase()].join(between);
}

/** @param {Shortcut} shortcut */
export function label(shortcut) {
  return isApple() ? written(shortcut, 3, '') : written(shortcut, 2, ' ');
}

/**
 * @param {Shortcut[]} shortcuts
 * @returns {string | null} null for none
 */
export function ariaShortcuts(shortcuts) {
  return shortcuts.map((it) => written(it, 1, '+')).join(' ') || null;
}
