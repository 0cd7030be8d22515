/** Building nodes: text stays text, whatever it holds. */

/** What becomes of a link's address: these schemes, or none. */
const SCHEMES = new Set(['http:', 'https:', 'file:']);

/**
 * An element with attributes and children. `undefined`, `null` and `false`
 * leave an attribute out; `true` sets it empty. A part has a class of its name, if not another.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, attributes, ...children) {
  const element = document.createElement(name);
  setAttributes(element, { class: attributes.part, ...attributes });
  element.append(...children);
  return element;
}

/**
 * A line drawing of 24 by 24 units in the colour of the text.
 *
 * @param {string} part
 * @param {string} path
 */
export function icon(part, path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  setAttributes(svg, { part, viewBox: '0 0 24 24', 'aria-hidden': 'true' });
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/**
 * @param {Element} element
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * Text with the marked places as <mark>.
 *
 * @param {string} text
 * @param {[number, number][]} marks in UTF-16 code units, in order
 * @returns {(Node | string)[]}
 */
export function highlighted(text, marks) {
  /** @type {(Node | string)[]} */
  const nodes = [];
  let done = 0;
  for (const [start, end] of marks) {
    nodes.push(text.slice(done, start), el('mark', { part: 'mark' }, text.slice(start, end)));
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
    const { protocol, href } = new URL(url, document.baseURI);
    return SCHEMES.has(protocol) ? href : null;
  } catch {
    return null;
  }
}
