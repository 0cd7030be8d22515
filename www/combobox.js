/**
 * The keyboard of a search field with a list of links below it, after the ARIA
 * combobox pattern: focus stays in the field, `aria-activedescendant` moves.
 */
import { setAttributes } from './dom.js';

export class Combobox {
  #input;
  #list;
  #host;
  /** @type {HTMLElement | null} */
  #active = null;

  /**
   * @param {{ search: HTMLElement, input: HTMLInputElement, list: HTMLElement }} nodes
   * @param {{
   *   open: () => boolean,
   *   escape: (event: KeyboardEvent) => void,
   *   choose: (option: HTMLElement | null, newTab: boolean) => void,
   * }} host
   */
  constructor({ search, input, list }, host) {
    this.#input = input;
    this.#list = list;
    this.#host = host;
    search.addEventListener('keydown', (event) => this.#key(event));
    // Scrolling through the hits on a phone: the keyboard gives way.
    list.addEventListener('touchmove', () => input.blur(), { passive: true });
  }

  /** @param {HTMLElement | null} option null: back to the field */
  activate(option) {
    this.#active?.setAttribute('aria-selected', 'false');
    this.#active = option;
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    setAttributes(this.#input, { 'aria-activedescendant': option?.id });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const isHeld = event.ctrlKey || event.metaKey || event.altKey;
    // A page does not see that somebody writes here, and may have shortcuts of single keys.
    if (!isHeld && !/^(Esc|Tab|F\d)/.test(event.key)) event.stopPropagation();
    // Keys that choose among an input method's candidates are not ours.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') return this.#host.escape(event);
    if (event.target !== this.#input) return;
    if (event.key === 'Enter') return this.#enter(event);
    if (event.shiftKey || isHeld) return;
    if (event.key === 'ArrowDown') this.#move(event, 1);
    if (event.key === 'ArrowUp') this.#move(event, -1);
  }

  /**
   * Through the options and the field, which is the place before the first and
   * after the last.
   *
   * @param {KeyboardEvent} event
   * @param {1 | -1} step
   */
  #move(event, step) {
    if (!this.#host.open()) return;
    const stops = [null, .../** @type {NodeListOf<HTMLElement>} */ (this.#list.querySelectorAll('[role=option]'))];
    event.preventDefault();
    const at = stops.indexOf(this.#active);
    this.activate(stops[(at + step + stops.length) % stops.length]);
    if (!this.#active) this.#input.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #enter(event) {
    event.preventDefault();
    this.#host.choose(this.#active, event.ctrlKey || event.metaKey);
  }
}
