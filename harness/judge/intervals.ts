import type { GateVerdict } from '../model/verdict.ts';
import { clopperPearson } from '../stats/clopper-pearson.ts';
import { goodman } from '../stats/score-interval.ts';
import type { Counted } from './counted.ts';
import { amongAll } from './figures.ts';
import type { Judged } from './judged.ts';

/**
 * Intervals for the active versions' shares at 1 − alpha (STATISTICS 2). Two versions: Clopper–Pearson. More: Goodman, or
 * Clopper–Pearson at alpha/k where the approximation behind Goodman's is as poor as the chi-square's. They are display; they do
 * not decide. Where requests are not independent they are the intervals of the votes, or of counts divided by the design effect.
 */
export const shareIntervals = (
  counted: Counted,
  { weighed, deff, n }: Judged,
  isApproximationGood: boolean,
  alpha: number,
): GateVerdict['ci'] => {
  const counts = weighed.counts.map((count) => count / deff);
  const method = counts.length > 2 && isApproximationGood ? 'goodman' : 'clopper-pearson';
  if (n === 0) {
    return { method, lo: amongAll(counted, []), hi: amongAll(counted, []) };
  }
  const risk = counts.length > 2 ? alpha / counts.length : alpha;
  const intervals = method === 'goodman' ? goodman(counts, n, alpha) : counts.map((count) => clopperPearson(count, n, risk));
  return {
    method,
    lo: amongAll(
      counted,
      intervals.map(({ lo }) => lo),
    ),
    hi: amongAll(
      counted,
      intervals.map(({ hi }) => hi),
    ),
  };
};
