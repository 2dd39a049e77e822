/** Bits kept of a quotient: 53 of the double, guard bits and a sticky bit, so that the one rounding at the end is the right one. */
const QUOTIENT_BITS = 66;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

const bitLength = (positive: bigint): number => {
  const hex = positive.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
};

/** 2^exponent × value in two steps, because 2^1074 alone is not a double. */
const scaleByPowerOfTwo = (value: number, exponent: number): number => {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
};

const positiveRatio = (numerator: bigint, denominator: bigint): number => {
  if (numerator <= MAX_SAFE && denominator <= MAX_SAFE) {
    return Number(numerator) / Number(denominator);
  }
  const shift = QUOTIENT_BITS - (bitLength(numerator) - bitLength(denominator));
  const scaledUp = shift >= 0 ? numerator << BigInt(shift) : numerator;
  const below = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const sticky = scaledUp % below === 0n ? 0n : 1n;
  return scaleByPowerOfTwo(Number(((scaledUp / below) << 1n) | sticky), -shift - 1);
};

/**
 * numerator / denominator of exact integers of any size as the nearest double.
 *
 * `Number(a) / Number(b)` would round three times, and gives NaN once both have more than 308 digits.
 * `denominator` is above zero; the result keeps the sign of `numerator`. Example: integerRatio(1n, 3n) = 1/3.
 */
export const integerRatio = (numerator: bigint, denominator: bigint): number => {
  if (denominator <= 0n) {
    throw new RangeError(`integerRatio: the denominator must be above zero, got ${denominator}`);
  }
  return numerator < 0n ? -positiveRatio(-numerator, denominator) : positiveRatio(numerator, denominator);
};
