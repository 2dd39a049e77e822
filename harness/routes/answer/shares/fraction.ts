/** An exact share: a whole number over a whole number above zero, in lowest terms. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) {
    [larger, smaller] = [smaller, larger % smaller];
  }
  return larger;
};

/** `over / under` in lowest terms; `over` is not negative, `under` is above zero. */
export const fraction = (over: bigint, under: bigint): Fraction => {
  const divisor = greatestCommonDivisor(over, under);
  return { over: over / divisor, under: under / divisor };
};

export const ZERO = fraction(0n, 1n);
export const ONE = fraction(1n, 1n);

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.over, a.under * b.under);
export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under + b.over * a.under, a.under * b.under);
/** What is left of everything; `part` is at most one. */
export const restOf = (part: Fraction): Fraction => fraction(part.under - part.over, part.under);

/** Room for the quotient below the binary point: enough for 53 digits of a share of 2^-200. */
const SCALE_BITS = 256n;

/** The nearest double, 0 to 1. A share above zero never becomes zero: weights are 32 bits and counts are small. */
export const toNumber = ({ over, under }: Fraction): number => Number((over << SCALE_BITS) / under) / 2 ** Number(SCALE_BITS);

/** Whole numbers in the proportions of `shares`, without a common divisor: 1/2, 1/3, 1/6 becomes 3, 2, 1. All zero for all zero. */
export const wholeNumbers = (shares: readonly Fraction[]): readonly bigint[] => {
  const common = shares.reduce((product, { under }) => (product / greatestCommonDivisor(product, under)) * under, 1n);
  const scaled = shares.map(({ over, under }) => over * (common / under));
  const divisor = scaled.reduce(greatestCommonDivisor, 0n);
  return divisor === 0n ? scaled : scaled.map((number) => number / divisor);
};
