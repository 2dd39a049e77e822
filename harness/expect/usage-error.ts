import { shown } from '../text/shown.ts';

/** A wrong option value as one line: the flag, the value, what is wrong and what to write instead. */
export const usageError = (flag: string, value: string, problem: string, fix: string): RangeError =>
  new RangeError(`${flag} ${shown(value)}: ${problem}; ${fix}`);
