/**
 * Tells screen readers what changed, once typing pauses: a message for each
 * letter would drown the letters.
 */

const PAUSE = 700; // milliseconds

export class Announcer {
  #region;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} region with role=status, always in the page */
  constructor(region) {
    this.#region = region;
  }

  /** @param {string} text with nothing to say, what was said goes at once */
  say(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#region.textContent = text), text ? PAUSE : 0);
  }
}
