/** The offer to load all of a large index, which is otherwise loaded as queries need it. */
import { button, el } from './dom.js';

/** @import { Engine } from './findling' */
/** @import { Strings } from './strings.js' */

/**
 * @param {HTMLElement} node where the offer stands, in the place of what stood there
 * @param {{ strings: Strings }} manner
 * @param {() => Promise<Engine>} open
 * @param {(error?: unknown) => void} ended all is there, or why it is not
 */
export function offer(node, manner, open, ended) {
  const { strings } = manner;
  node.replaceChildren(button('save-button', [strings.save], save));

  async function save() {
    const bar = el('progress', { part: 'progress', value: 0 });
    node.replaceChildren(el('label', {}, strings.save, ' ', bar));
    try {
      const engine = await open();
      await engine.loadAll((done, all) => (bar.value = all ? done / all : 1));
    } catch (error) {
      console.error(error);
      offer(node, manner, open, ended);
      node.append(el('span', { part: 'error' }, strings[navigator.onLine ? 'error' : 'offline']));
      return ended(error);
    }
    node.replaceChildren(strings.saved);
    ended();
  }
}
