import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import type { Split } from '../../../harness/stats/split.ts';
import type { Boundary } from '../../calibration/sequential-boundaries.ts';
import { walk } from '../../calibration/sequential-walk.ts';

/** Counts of the first version that the chi-square test of `n` requests fails: up to the first number, and from the second. */
const failing = (split: Split, n: number, significance: number): Boundary => {
  const fails = (count: number): boolean => pearsonTest(weigh([count, n - count], split)).lnP < Math.log(significance);
  const middle = Math.round(n * (split.shares[0] ?? 0));
  let [failUpTo, failFrom] = [middle, middle];
  while (failUpTo >= 0 && !fails(failUpTo)) failUpTo -= 1;
  while (failFrom <= n && !fails(failFrom)) failFrom += 1;
  return { failUpTo, failFrom, passFrom: 0, passTo: -1 };
};

/**
 * Chance that a right split of two versions is failed by somebody who tests again after every request, from the tenth to the last, as if
 * each test were the only one. Exact: follows the probability of every count that has not failed yet.
 */
export const peekingAlarm = (split: Split, requests: number, significance: number): number => {
  const none: Boundary = { failUpTo: -1, failFrom: Number.MAX_SAFE_INTEGER, passFrom: 0, passTo: -1 };
  const looks = Array.from({ length: requests }, (_, i) => (i < 9 ? none : failing(split, i + 1, significance)));
  return walk(looks, split.shares[0] ?? 0).fail;
};
