import { usageError } from './usage-error.ts';

/** What the text may have been meant as: `1e3`, `1,000` and `1_000` are 1000. */
const suggestion = (text: string): string => {
  const meant = /^[0-9][0-9.e+_,' ]*$/i.test(text) ? Number(text.replaceAll(/[_,' ]/g, '')) : Number.NaN;
  return Number.isSafeInteger(meant) && meant >= 1 ? `write ${meant}` : 'write a whole number in decimal digits, such as 1000';
};

/**
 * Reads a count: decimal digits only, from 1 to `largest` (2^53 − 1 unless given).
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseCount = (text: string, flag: string, largest = Number.MAX_SAFE_INTEGER): number => {
  if (!/^[0-9]+$/.test(text)) {
    throw usageError(
      flag,
      text,
      text.trim() === '' ? 'the number is missing' : 'this is not a whole number',
      suggestion(text.trim()),
    );
  }
  const count = Number(text);
  if (count === 0) {
    throw usageError(flag, text, 'the number is zero', 'write 1 or more');
  }
  if (count > largest) {
    throw usageError(flag, text, 'the number is too large', `write ${largest} or less`);
  }
  return count;
};
