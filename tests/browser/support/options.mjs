/** Options that no engine takes, with what is said of them. */
export const REFUSED = [
  [{ limit: NaN }, /limit must be a whole number.*NaN/],
  [{ limit: -1 }, /limit must be a whole number.*-1/],
  [{ limit: 'two' }, /limit must be a whole number.*two/],
  [{ offset: -5 }, /offset must be a whole number.*-5/],
  [{ sort: 'x' }, /sort must be 'relevance'.*x/],
  [{ filters: 'tag' }, /filters must be an object; got tag/],
  [{ filters: ['tag'] }, /filters must be an object; got tag/],
  [{ from: 'gestern' }, /expected a date.*gestern/],
  [{ from: '2023-13' }, /expected a date.*2023-13/],
  [{ to: '2023-02-31' }, /expected a date.*2023-02-31/],
  [{ to: '0023' }, /expected a date.*0023/],
];

/** Options that say nothing, or a little less usually. */
export const TAKEN = [undefined, null, {}, { filters: null }, { filters: { tag: undefined } }, { from: 2000 }, { to: '2024-02-29' }, { limit: Infinity }, { freshness: Infinity }];
