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

  /** @param {string} text */
  say(text) {
    this.stop();
    this.#timer = setTimeout(() => (this.#region.textContent = text), PAUSE);
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
