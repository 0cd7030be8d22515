/**
 * A dialog over the page, which holds still behind it. The browser keeps the focus inside and
 * closes it on Escape; the rest is here.
 */

/** @type {Set<Modal>} those that are open */
const all = new Set();

/** Lets the page go again. */
let release = () => {};

export class Modal {
  #dialog;
  #onClosed;
  /** @type {HTMLElement | undefined} what gets the focus back */
  #opener;
  #pressedOutside = false;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {() => void} closed
   */
  constructor(dialog, closed) {
    this.#dialog = dialog;
    this.#onClosed = closed;
    // Not by a drag that begins in the field and ends outside.
    dialog.addEventListener('pointerdown', (event) => (this.#pressedOutside = event.target === dialog));
    dialog.addEventListener('click', (event) => this.#pressedOutside && event.target === dialog && this.close());
    dialog.onclose = () => this.#closed();
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** @param {HTMLElement} [opener] gets the focus back; without it, whatever has it now */
  open(opener) {
    this.#opener = opener;
    if (!all.size) release = hold();
    all.add(this);
    this.#dialog.showModal();
    this.#fit();
  }

  close() {
    this.#dialog.close();
    // Not with the event, which is late: the page may take the dialog away before.
    this.#closed();
  }

  /** @param {AbortSignal} signal ends it */
  listen(signal) {
    for (const change of ['resize', 'scroll']) {
      visualViewport?.addEventListener(change, () => this.#fit(), { signal });
    }
  }

  #closed() {
    if (this.isOpen || !all.delete(this)) return;
    if (!all.size) release();
    this.#opener?.focus({ preventScroll: true });
    this.#onClosed();
  }

  /** A keyboard on the screen leaves less room; a page that is magnified as much as before. */
  #fit() {
    const seen = visualViewport;
    if (!this.isOpen || !seen || seen.scale > 1.01) return;
    this.#dialog.style.setProperty('--_height', `${seen.height}px`);
    this.#dialog.style.setProperty('--_top', `${seen.offsetTop}px`);
  }
}

/**
 * Keeps the page from scrolling, and from jumping as its scroll bar goes.
 *
 * @returns {() => void} lets it go again
 */
function hold() {
  const { documentElement: root, body } = document;
  const [seen, { overflow }] = [root, body].map((it) => getComputedStyle(it));
  // What scrolls the page: a body whose own way of scrolling is not the page's any more loses its place.
  const { style } = seen.overflow === 'visible' && overflow !== 'visible' ? body : root;
  // If one of these alone is set, the property for both says nothing of it.
  const { overflowX, overflowY } = style;
  const { scrollbarGutter } = root.style;
  if (innerWidth > root.clientWidth && seen.scrollbarGutter === 'auto') root.style.scrollbarGutter = 'stable';
  style.setProperty('overflow', 'hidden', 'important');
  return () => {
    Object.assign(style, { overflowX, overflowY });
    root.style.scrollbarGutter = scrollbarGutter;
  };
}
