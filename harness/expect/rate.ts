import { decimalProblem } from './decimal.ts';
import { usageError } from './usage-error.ts';

const SECONDS_PER: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const LOWEST_PER_SECOND = 0.001;
const HIGHEST_PER_SECOND = 1_000_000;
const FIX = 'write requests per second such as 200, 200/s or 30/m, or max for no limit';

/**
 * Reads an open-loop rate: `200`, `200/s`, `30/m`, `100/h`, `max`. Gives requests per second, 0.001 to 1,000,000, or null for
 * `max`: as fast as answers come back. Throws a RangeError of one line naming `flag`, the value and the fix.
 */
export const parseRate = (text: string, flag = '--rate'): number | null => {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === 'max') {
    return null;
  }
  const cut = trimmed.lastIndexOf('/');
  const number = cut === -1 ? trimmed : trimmed.slice(0, cut).trimEnd();
  const unit = cut === -1 ? 's' : trimmed.slice(cut + 1).trimStart();
  const seconds = Object.hasOwn(SECONDS_PER, unit) ? SECONDS_PER[unit] : undefined;
  const problem = seconds === undefined ? 'the unit is not s, m or h' : decimalProblem(number);
  if (problem !== null) {
    throw usageError(flag, text, problem, FIX);
  }
  const perSecond = Number(number) / (seconds ?? 1);
  if (perSecond < LOWEST_PER_SECOND || perSecond > HIGHEST_PER_SECOND) {
    throw usageError(flag, text, `a rate is from ${LOWEST_PER_SECOND} to ${HIGHEST_PER_SECOND} requests per second`, FIX);
  }
  return perSecond;
};
