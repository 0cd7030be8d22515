/**
 * A text in the form of the words in an index; normalising here keeps the tables for it out of
 * the module. Wide signs and ligatures are what they stand for; but this would take vowels of
 * Thai and Lao apart.
 *
 * @param {unknown} text
 */
export function normal(text) {
  return String(text ?? '').replace(/[^ำຳ]+/g, (other) => other.normalize('NFKC'));
}
