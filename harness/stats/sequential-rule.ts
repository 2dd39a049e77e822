import { weigh } from './deviations.ts';
import { evidenceStream } from './e-process.ts';
import { effectiveTolerance, isBeyond } from './effective-tolerance.ts';
import { requestsToSeeLeak } from './leak.ts';
import { smallestOf, splitOf } from './split.ts';
import { edgeRatios } from './sprt.ts';

/** What a sequential run is judged by. */
export interface SequentialRule {
  /** Exact integer weights of all versions, zero-weight ones included. */
  readonly units: readonly bigint[];
  readonly concentrations: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  /** Percentage points, one for all or one per active version; null = no tolerance. */
  readonly tolerancePoints: number | readonly number[] | null;
  /** First request after which a PASS is allowed; null = 10 / smallest share. */
  readonly minRequests: number | null;
  /** Look no further than this many requests; null = the whole sequence. */
  readonly maxRequests: number | null;
}

/** Where a sequential run stopped and why. */
export interface SequentialStop {
  readonly verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE';
  readonly reason:
    | 'structural'
    | 'significant'
    | 'significant-and-beyond-tolerance'
    | 'within-tolerance'
    | 'not-significant'
    | 'n-max-reached';
  /** Requests looked at. */
  readonly stopN: number;
  /** Counts of all versions at the stop. */
  readonly counts: readonly number[];
  /** ln E at the stop; null after a structural violation, where it is infinite. */
  readonly lnE: number | null;
  /** Largest ln E so far, at least 0: the sequential p-value is e^−this. */
  readonly largestLnE: number;
}

type Ending = Pick<SequentialStop, 'verdict' | 'reason'>;

/** ceil(10 / smallest share), from exact weights: 10/(1/3) must not round up to 31. */
const defaultMinimum = (units: readonly bigint[], total: bigint): number => {
  const rarest = smallestOf(units);
  return Number((10n * total + rarest - 1n) / rarest);
};

/** The questions asked after each request, with everything that does not change worked out once. */
const stoppingRule = (rule: SequentialRule) => {
  const active = rule.units.flatMap((unit, version) => (unit > 0n ? [version] : []));
  const split = splitOf(active.map((version) => rule.units[version] ?? 0n));
  const tolerance = rule.tolerancePoints === null ? null : effectiveTolerance(split, rule.tolerancePoints);
  const leakRequests =
    typeof rule.tolerancePoints === 'number' && active.length < rule.units.length
      ? requestsToSeeLeak(rule.tolerancePoints / 100, rule.beta)
      : 0;
  const firstPass = Math.max(rule.minRequests ?? defaultMinimum(split.units, split.total), leakRequests);
  const decide = (counts: readonly number[], n: number, lnE: number): Ending | null => {
    if (lnE >= -Math.log(rule.alpha) && (tolerance === null || isBeyond(weigh(counts, split), tolerance))) {
      return { verdict: 'FAIL', reason: tolerance === null ? 'significant' : 'significant-and-beyond-tolerance' };
    }
    if (tolerance !== null && n >= firstPass && edgeRatios(counts, n, split, tolerance).least >= -Math.log(rule.beta)) {
      return { verdict: 'PASS', reason: 'within-tolerance' };
    }
    return null;
  };
  return { active, split, decide };
};

/**
 * The stopping rule of STATISTICS 5.3, asked after every request of a finished prefix. `sequence` holds version indices in send order;
 * a zero-weight or unlisted version ends the run at once. Needs two or more active versions.
 */
export const judgeSequence = (rule: SequentialRule, sequence: readonly number[]): SequentialStop => {
  const { active, split, decide } = stoppingRule(rule);
  const evidence = evidenceStream(split, rule.concentrations);
  const all = rule.units.map(() => 0);
  const counts = active.map(() => 0);
  const limit = Math.min(sequence.length, rule.maxRequests ?? sequence.length);
  let [lnE, largestLnE] = [0, 0];
  for (let n = 1; n <= limit; n += 1) {
    const version = sequence[n - 1] ?? -1;
    const position = active.indexOf(version);
    if (version >= 0 && version < all.length) {
      all[version] = (all[version] ?? 0) + 1;
    }
    if (position < 0) {
      return { verdict: 'FAIL', reason: 'structural', stopN: n, counts: all, lnE: null, largestLnE };
    }
    counts[position] = (counts[position] ?? 0) + 1;
    lnE = evidence.add(position);
    largestLnE = Math.max(largestLnE, lnE);
    const ending = decide(counts, n, lnE);
    if (ending !== null) {
      return { ...ending, stopN: n, counts: all, lnE, largestLnE };
    }
  }
  const ending: Ending =
    rule.tolerancePoints === null
      ? { verdict: 'PASS', reason: 'not-significant' }
      : { verdict: 'INCONCLUSIVE', reason: 'n-max-reached' };
  return { ...ending, stopN: limit, counts: all, lnE, largestLnE };
};
