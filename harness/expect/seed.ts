import { usageError } from './usage-error.ts';

const LARGEST_SEED = 2n ** 64n - 1n;

/**
 * Reads a seed: decimal digits, 0 to 2^64 − 1, as text because doubles end at 2^53. Gives the text without leading zeros.
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseSeed = (text: string, flag = '--seed'): string => {
  const trimmed = text.trim();
  if (!/^[0-9]{1,40}$/.test(trimmed) || BigInt(trimmed) > LARGEST_SEED) {
    throw usageError(flag, text, 'this is not a seed', `write a whole number from 0 to ${LARGEST_SEED}`);
  }
  return String(BigInt(trimmed));
};
