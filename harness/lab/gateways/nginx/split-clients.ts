/** Parts of ten thousand: `split_clients` reads percentages with two decimals and refuses 0 %. */
const CELLS = 10_000;

/** A table of `split_clients`: whole cells for each name, by its index; the rest goes on to the next table or, in the last, to one name. */
export interface SplitLevel {
  readonly cells: readonly { readonly index: number; readonly cells: number }[];
  readonly rest: { readonly index: number } | 'next';
}

/**
 * Any weights as tables that hash a request one after the other: what two decimals of a percent cannot say goes to the next table. Two
 * tables are exact to n² requests in a hundred million for n versions.
 *
 * @example splitLevels([1, 2]) gives 33.33 % and 66.66 %, and a second table for what is left of the 0.01 %
 */
export function splitLevels(weights: readonly number[], levels = 2): readonly SplitLevel[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const cells = weights.map((weight) => Math.floor((CELLS * weight) / sum));
  const left = weights.map((weight, index) => CELLS * weight - (cells[index] ?? 0) * sum);
  const isExact = left.every((part) => part === 0);
  const named = cells.flatMap((count, index) => (count === 0 ? [] : [{ index, cells: count }]));
  if (!isExact && levels > 1) return [{ cells: named, rest: 'next' }, ...splitLevels(left, levels - 1)];
  // `*` takes whatever the cells leave: the last name where they are exact, else the one that is owed most.
  const last = isExact ? (named.at(-1)?.index ?? 0) : left.indexOf(Math.max(...left));
  return [{ cells: named.filter(({ index }) => index !== last), rest: { index: last } }];
}

/** The lines of a table. */
export function splitLines({ cells, rest }: SplitLevel, names: readonly string[]): readonly string[] {
  const shares = cells.map(({ index, cells: count }) => `${((count * 100) / CELLS).toFixed(2)}% ${names[index]};`);
  return [...shares, `* ${rest === 'next' ? 'next' : names[rest.index]};`];
}
