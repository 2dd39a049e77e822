const DIGITS = /^[0-9]/;

const compareTexts = (a: string, b: string): number => {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
};

/** Digit runs of any length by value: without leading zeros the longer one is larger, equal lengths compare as text. */
const compareDigits = (a: string, b: string): number => {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareTexts(left, right);
};

/**
 * Natural order of names: `v2` before `v10`, `1.9` before `1.10`. Runs of ASCII digits compare by value, everything else by code
 * unit, so that the order is the same on every machine and in every locale. A total order: only equal names compare as 0.
 */
export const naturalOrder = (a: string, b: string): number => {
  const [left, right] = [a.match(/[0-9]+|[^0-9]+/g) ?? [], b.match(/[0-9]+|[^0-9]+/g) ?? []];
  for (const [index, piece] of left.entries()) {
    const other = right[index];
    if (other === undefined) {
      return 1;
    }
    const order = DIGITS.test(piece) && DIGITS.test(other) ? compareDigits(piece, other) : compareTexts(piece, other);
    if (order !== 0) {
      return order;
    }
  }
  return left.length - right.length || compareTexts(a, b);
};
