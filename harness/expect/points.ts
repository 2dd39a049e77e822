import { decimalProblem } from './decimal.ts';
import { usageError } from './usage-error.ts';

/**
 * Reads a tolerance in percentage points: `2`, `0.5`, `2pp`, `2%`; above 0 and below 100.
 * Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parsePoints = (text: string, flag = '--tolerance'): number => {
  const number = text
    .trim()
    .replace(/(?:pp|%)$/i, '')
    .trimEnd();
  const problem = decimalProblem(number);
  const points = Number(number);
  if (problem !== null || points <= 0 || points >= 100) {
    throw usageError(flag, text, problem ?? 'a tolerance is above 0 and below 100 points', 'write percentage points such as 2');
  }
  return points;
};
