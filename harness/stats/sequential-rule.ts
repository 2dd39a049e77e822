import { type WatchEnding, type WatchRule, watchSequence } from './sequential-watch.ts';

/** What a sequential run is judged by, and how long it may last. */
export interface SequentialRule extends WatchRule {
  /** Look no further than this many requests; null = the whole sequence. */
  readonly maxRequests: number | null;
}

/** Where a sequential run stopped and why. */
export interface SequentialStop {
  readonly verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE';
  readonly reason: WatchEnding['reason'] | 'not-significant' | 'n-max-reached';
  /** Requests looked at. */
  readonly stopN: number;
  /** Counts of all versions at the stop. */
  readonly counts: readonly number[];
  /** ln E at the stop; null after a structural violation, where it is infinite. */
  readonly lnE: number | null;
  /** Largest ln E so far, at least 0: the sequential p-value is e^−this. */
  readonly largestLnE: number;
}

/**
 * A whole recorded sequence by the stopping rule of STATISTICS 5.3. `sequence` holds version indices in send order; a zero-weight
 * or unlisted version ends the run at once. The same `watchSequence` decides in a live run.
 */
export const judgeSequence = (rule: SequentialRule, sequence: readonly number[]): SequentialStop => {
  const watch = watchSequence(rule);
  const limit = Math.min(sequence.length, rule.maxRequests ?? sequence.length);
  for (let n = 1; n <= limit; n += 1) {
    const ending = watch.add(sequence[n - 1] ?? -1);
    if (ending !== null) {
      const lnE = ending.reason === 'structural' ? null : watch.lnE;
      return { ...ending, stopN: n, counts: watch.counts, lnE, largestLnE: watch.largestLnE };
    }
  }
  const ending =
    rule.tolerancePoints === null
      ? { verdict: 'PASS' as const, reason: 'not-significant' as const }
      : { verdict: 'INCONCLUSIVE' as const, reason: 'n-max-reached' as const };
  return { ...ending, stopN: limit, counts: watch.counts, lnE: watch.lnE, largestLnE: watch.largestLnE };
};
