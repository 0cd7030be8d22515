/** Building nodes: text stays text, whatever it holds. */

/** What becomes of a link's address: these schemes, or none. */
const SCHEMES = /^(https?|file):/;

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */
/** @typedef {[keyof HTMLElementTagNameMap, Attributes, ...Child[]]} Wanted what an element is to be like, see {@link el} */
/** @typedef {Wanted | Node | string} Child */

/**
 * An element with attributes and children. `undefined`, `null` and `false`
 * leave an attribute out; `true` sets it empty. A part has a class of its name, if not another.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Attributes} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, attributes, ...children) {
  return /** @type {HTMLElementTagNameMap[K]} */ (fitting([name, attributes, ...children]));
}

/**
 * Makes the children of a node what is wanted, out of those that are there: other words in a node
 * are a fraction of the browser's work for another node. What takes the place of another of its name
 * must have attributes of the same names.
 *
 * @param {Element} parent
 * @param {Child[]} wanted
 * @param {number} [first] how many children stay as they are before these
 */
export function fit(parent, wanted, first = 0) {
  const { childNodes } = parent;
  wanted.forEach((it, at) => {
    const old = childNodes[first + at];
    const node = fitting(it, old);
    if (!old) parent.append(node);
    else if (node !== old) old.replaceWith(node);
  });
  while (childNodes.length > first + wanted.length) parent.lastChild?.remove();
}

/**
 * @param {Child} wanted
 * @param {Node} [old]
 * @returns {Node} the old one, if it can be made what is wanted
 */
function fitting(wanted, old) {
  if (wanted instanceof Node) return wanted;
  if (typeof wanted === 'string') {
    const text = old instanceof Text ? old : new Text();
    if (text.data !== wanted) text.data = wanted;
    return text;
  }
  const [name, attributes, ...children] = wanted;
  const element = old instanceof Element && old.localName === name ? old : document.createElement(name);
  setAttributes(element, { class: attributes.part, ...attributes });
  fit(element, children);
  return element;
}

/**
 * A button of the widget, to which it gives the focus: what the button does may remove it. Not by
 * touch, as a keyboard would come over the screen.
 *
 * @param {string} part
 * @param {(Node | string)[]} label
 * @param {(byKeyboard: boolean) => unknown} act
 */
export function button(part, label, act) {
  const node = el('button', { part }, ...label);
  node.onclick = (event) => {
    const byKeyboard = event.detail === 0;
    const { host } = /** @type {ShadowRoot} */ (node.getRootNode());
    // Who points at something sees where that is.
    if (byKeyboard || event.pointerType === 'mouse') /** @type {HTMLElement} */ (host).focus({ preventScroll: !byKeyboard });
    act(byKeyboard);
  };
  return node;
}

/**
 * A line drawing of 24 by 24 units in the colour of the text.
 *
 * @param {string} path
 */
export function icon(path) {
  const [svg, line] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
  setAttributes(svg, { part: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  setAttributes(line, { d: path });
  svg.append(line);
  return svg;
}

/**
 * @param {Element} element
 * @param {Attributes} attributes as {@link el} takes them
 */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = value === true ? '' : (value ?? false);
    if (text === false) element.removeAttribute(name);
    // Numbers are taken as they are written.
    else if (element.getAttribute(name) != text) element.setAttribute(name, /** @type {string} */ (text));
  }
}

/**
 * Text with the marked places as <mark>.
 *
 * @param {string} text
 * @param {[number, number][]} marks in UTF-16 code units, in order
 * @returns {(Wanted | string)[]}
 */
export function highlighted(text, marks) {
  /** @type {(Wanted | string)[]} */
  const nodes = [];
  let done = 0;
  for (const [start, end] of marks) {
    nodes.push(text.slice(done, start), ['mark', { part: 'mark' }, text.slice(start, end)]);
    done = end;
  }
  nodes.push(text.slice(done));
  return nodes;
}

/**
 * The address as a link may carry it, or null: an index comes from texts that
 * strangers may have written, so `javascript:` and the like never become links.
 *
 * @param {string} url
 * @returns {string | null}
 */
export function safeLink(url) {
  try {
    const { href } = new URL(url, document.baseURI);
    return SCHEMES.test(href) ? href : null;
  } catch {
    return null;
  }
}
