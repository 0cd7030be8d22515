/**
 * The query in the page's address, for links to results and for the back button. It is pushed
 * once, so that one step leads back to where the visitor came from, and then replaced.
 */
export class Address {
  #name;
  #pushed = false;

  /** @param {string} name of the parameter */
  constructor(name) {
    this.#name = name;
  }

  read() {
    return new URLSearchParams(location.search).get(this.#name) ?? '';
  }

  /** @param {string} text */
  write(text) {
    if (text === this.read()) return;
    const url = new URL(location.href);
    if (text) url.searchParams.set(this.#name, text);
    else url.searchParams.delete(this.#name);
    history[text && !this.#pushed ? 'pushState' : 'replaceState'](history.state, '', url);
    this.#pushed ||= Boolean(text);
  }

  /**
   * @param {AbortSignal} signal ends it
   * @param {(text: string) => void} restore
   */
  listen(signal, restore) {
    const back = () => {
      this.#pushed = false;
      restore(this.read());
    };
    addEventListener('popstate', back, { signal });
    // A page that comes back whole has kept its state, one that is loaded anew its address.
    addEventListener('pageshow', ({ persisted }) => persisted && back(), { signal });
  }
}
