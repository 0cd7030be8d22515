/** Letters of a query that stands there: servers refuse addresses that are far longer. */
const LONGEST = 1000;

/**
 * The query in the page's address, for links to results and for the back button. It is pushed
 * once, so that one step leads back to where the visitor came from, and then replaced.
 */
export class Address {
  #restore;
  #name = '';
  /** The address that was pushed: where the page has gone on by itself, it is another. */
  #own = '';
  /** What the widget knows to stand there: steps between parts of a page change nothing. */
  #known = '';

  /** @param {(text: string) => void} restore */
  constructor(restore) {
    this.#restore = restore;
  }

  /** @param {string | null} name of the parameter; without one, the query does not stand there */
  use(name) {
    name ??= '';
    if (name === this.#name) return;
    this.#name = name;
    this.#known = '';
    this.#read();
  }

  get #text() {
    return (this.#name && new URLSearchParams(location.search).get(this.#name)) || '';
  }

  #read() {
    const text = this.#text;
    this.#own = '';
    if (text !== this.#known) this.#restore((this.#known = text));
  }

  /** @param {string} text */
  write(text) {
    if (!this.#name) return;
    if (text.length > LONGEST) text = '';
    this.#known = text;
    if (text === this.#text) return;
    const url = new URL(location.href);
    if (text) url.searchParams.set(this.#name, text);
    else url.searchParams.delete(this.#name);
    const isOwn = this.#own === location.href;
    history[text && !isOwn ? 'pushState' : 'replaceState'](history.state, '', url);
    if (text || isOwn) this.#own = url.href;
  }

  /**
   * Whether a link leads to this page, whatever is searched for there.
   *
   * @param {string} link
   */
  isOf(link) {
    const [here, there] = [location.href, link].map((address) => {
      const url = new URL(address);
      url.searchParams.delete(this.#name);
      url.hash = '';
      return url.href;
    });
    return here === there;
  }

  /** @param {AbortSignal} signal ends it */
  listen(signal) {
    addEventListener('popstate', () => this.#read(), { signal });
    // A page that comes back whole has kept its state, one that is loaded anew its address.
    addEventListener('pageshow', ({ persisted }) => persisted && this.#read(), { signal });
  }
}
