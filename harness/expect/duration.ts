import { decimalProblem } from './decimal.ts';
import { usageError } from './usage-error.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** Timers count in 32-bit milliseconds; a longer wait would fire at once instead of late. */
const LONGEST_MS = 2 ** 31 - 1;
const FIX = 'write a number and a unit, such as 250ms, 5s, 1.5m or 1h (no unit: seconds)';

/**
 * Reads a length of time: `250ms`, `5s`, `1.5m`, `1h`, `5` (seconds). Gives milliseconds, from 1 ms to 24 days, rounded to 1 µs;
 * 0 only where `zero` is `allowed`. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseDuration = (text: string, flag: string, zero: 'allowed' | 'refused' = 'refused'): number => {
  const trimmed = text.trim();
  const cut = trimmed.search(/[a-z\s]/i);
  const number = cut === -1 ? trimmed : trimmed.slice(0, cut);
  const unit = cut === -1 ? 's' : trimmed.slice(cut).trim().toLowerCase();
  const unitMs = Object.hasOwn(UNIT_MS, unit) ? UNIT_MS[unit] : undefined;
  const problem = unitMs === undefined ? 'the unit is not ms, s, m or h' : decimalProblem(number);
  if (problem !== null) {
    throw usageError(flag, text, problem, FIX);
  }
  const ms = Math.round(Number(number) * (unitMs ?? 0) * 1000) / 1000;
  if (ms === 0 && zero === 'allowed') {
    return 0;
  }
  if (ms < 1) {
    throw usageError(flag, text, 'this is shorter than 1 ms', 'write 1ms or more');
  }
  if (ms > LONGEST_MS) {
    throw usageError(flag, text, 'this is longer than 24 days', 'write 596h or less');
  }
  return ms;
};
