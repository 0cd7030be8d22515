/** The offer to load all of a large index, which is otherwise loaded as queries need it. */
import { button, el } from './dom.js';
import { fill } from './strings.js';

/** @import { Engine } from './findling' */
/** @import { Strings } from './strings.js' */

/**
 * @param {HTMLElement} node where the offer stands, in the place of what stood there
 * @param {{ strings: Strings, lang: string }} manner
 * @param {() => Promise<Engine>} open
 * @param {(error?: unknown) => void} ended all is there, or why it is not
 */
export function offer(node, manner, open, ended) {
  const { strings, lang } = manner;
  node.replaceChildren(button('save-button', [strings.save], save));

  async function save() {
    const bar = el('progress', { part: 'progress', max: 1, value: 0, 'aria-label': strings.save });
    const text = el('span', {});
    node.replaceChildren(bar, text);
    try {
      const engine = await open();
      await engine.loadAll((done, all) => {
        bar.value = all ? done / all : 1;
        const percent = bar.value.toLocaleString(lang, { style: 'percent' });
        text.replaceChildren(...fill(strings.saving, { percent }));
      });
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
