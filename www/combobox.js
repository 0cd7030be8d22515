/**
 * The keyboard of a search field with a list of links below it, after the ARIA
 * combobox pattern: focus stays in the field, `aria-activedescendant` moves.
 */
import { setAttributes } from './dom.js';
import { isComposing } from './shortcut.js';

/**
 * @param {{ search: HTMLElement, input: HTMLInputElement, list: HTMLElement }} nodes
 * @param {{
 *   open: () => boolean,
 *   escape: (event: KeyboardEvent) => void,
 *   choose: (option: HTMLElement | null, newTab: boolean) => void,
 * }} host
 * @returns {(option: HTMLElement | null) => void} makes an option the active one; null: back to the field
 */
export function combobox({ search, input, list }, host) {
  /** @type {HTMLElement | null} */
  let active = null;

  search.onkeydown = search.onkeypress = search.onkeyup = key;
  // Scrolling through the hits on a phone: the keyboard gives way.
  list.addEventListener('touchmove', () => input.blur(), { passive: true });
  return activate;

  /** @param {HTMLElement | null} option */
  function activate(option) {
    active?.setAttribute('aria-selected', 'false');
    active = option;
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    setAttributes(input, { 'aria-activedescendant': option?.id });
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    // A page does not see that somebody writes here, and may have shortcuts of single keys. It hears those
    // that are held, and when they are let go.
    if (!isHeld && !/^(Esc|Tab|F\d|Control|Alt|Meta)/.test(event.key)) event.stopPropagation();
    if (event.type !== 'keydown') return;
    // Keys that choose among an input method's candidates are not ours, nor is Escape the dialog's then.
    if (event.key === 'Escape') return isComposing(event) ? event.preventDefault() : host.escape(event);
    const target = /** @type {HTMLElement} */ (event.target);
    if (isComposing(event) || (target !== input && target.tabIndex >= 0)) return;
    // Who clicked at a hit, or beside one, types on and walks on.
    if (!isHeld && /^(.$|Arrow|Backs)/.test(event.key)) input.focus({ preventScroll: true });
    if (target === input && event.key === 'Enter') {
      event.preventDefault();
      // One that is held down chooses once, and nothing if it began on the button.
      if (!event.repeat) host.choose(active, event.ctrlKey || event.metaKey);
    }
    if (event.shiftKey || isHeld) return;
    if (event.key === 'ArrowDown') move(event, 1);
    if (event.key === 'ArrowUp') move(event, -1);
  }

  /**
   * Through the options and the field, which is the place before the first and
   * after the last.
   *
   * @param {KeyboardEvent} event
   * @param {1 | -1} step
   */
  function move(event, step) {
    if (!host.open()) return;
    const stops = [null, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[role=option]'))];
    event.preventDefault();
    activate(stops[(stops.indexOf(active) + step + stops.length) % stops.length]);
    if (!active) input.scrollIntoView({ block: 'nearest' });
  }
}
