import { weigh } from './deviations.ts';
import { evidenceStream, lnEvidence } from './e-process.ts';
import { type EffectiveTolerance, effectiveTolerance, isBeyond } from './effective-tolerance.ts';
import { requestsToSeeLeak } from './leak.ts';
import { type Split, smallestOf, splitOf } from './split.ts';
import { edgeSteps, leastRatio, type TwoEdges } from './sprt.ts';

/** What a sequential run is judged by. */
export interface WatchRule {
  /** Exact integer weights of all versions, zero-weight ones included. */
  readonly units: readonly bigint[];
  readonly concentrations: readonly number[];
  readonly alpha: number;
  readonly beta: number;
  /** Percentage points, one for all or one per active version; null = no tolerance. */
  readonly tolerancePoints: number | readonly number[] | null;
  /** First request after which a PASS is allowed; null = 10 / smallest share. */
  readonly minRequests: number | null;
}

/** How a run that is looked at after every request ends. */
export interface WatchEnding {
  readonly verdict: 'PASS' | 'FAIL';
  readonly reason: 'structural' | 'significant' | 'significant-and-beyond-tolerance' | 'within-tolerance' | 'leak-bound';
}

/** Follows one run in send order. Nothing is allocated per request; the cost of one is O(versions). */
export interface SequentialWatch {
  /** The next request and the version it went to (index into `units`, anything else is nobody's); the ending, once there is one. */
  add(version: number): WatchEnding | null;
  /** The next request has no version. It can only delay a PASS. */
  miss(): void;
  /** Answers of active versions so far. */
  readonly n: number;
  /** Answers of all versions so far. */
  readonly counts: readonly number[];
  readonly activeCounts: readonly number[];
  /** ln E now, and its largest value so far, at least 0. */
  readonly lnE: number;
  readonly largestLnE: number;
  /** The smallest edge ratio now; null without a tolerance, and for a single version, which has no edges. */
  readonly leastRatio: number | null;
}

const STRUCTURAL: WatchEnding = { verdict: 'FAIL', reason: 'structural' };

/** ceil(10 / smallest share), from exact weights: 10/(1/3) must not round up to 31. */
const defaultMinimum = ({ units, total }: Split): number => {
  const rarest = smallestOf(units);
  return Number((10n * total + rarest - 1n) / rarest);
};

/** Requests after which a leak as large as the tolerance would have shown; 0 where nothing can leak or nothing is tolerated. */
const leakMinimum = ({ units, tolerancePoints, beta }: WatchRule, active: number): number =>
  typeof tolerancePoints === 'number' && (active < units.length || active === 1)
    ? requestsToSeeLeak(tolerancePoints / 100, beta)
    : 0;

/** Farther than this from its tolerance, in parts of n, a share is on the same side in doubles and in exact arithmetic. */
const CLOSE = 1e-12;

/** `isBeyond`, with exact arithmetic only where doubles cannot tell. */
const isBeyondAt = (counts: readonly number[], n: number, split: Split, tolerance: EffectiveTolerance): boolean => {
  let isClose = false;
  for (let i = 0; i < counts.length; i += 1) {
    const excess = Math.abs((counts[i] ?? 0) - n * (split.shares[i] ?? 0)) - n * (tolerance.shares[i] ?? 0);
    if (excess > n * CLOSE) {
      return true;
    }
    isClose ||= excess >= -n * CLOSE;
  }
  return isClose && isBeyond(weigh(counts, split), tolerance);
};

/** The questions of STATISTICS 5.3 with everything that does not change during a run worked out once. */
const stoppingRule = (rule: WatchRule, active: readonly number[], split: Split, ignoredShare: number) => {
  const hasTolerance = rule.tolerancePoints !== null;
  const isSingle = active.length === 1;
  const tolerance = rule.tolerancePoints === null || isSingle ? null : effectiveTolerance(split, rule.tolerancePoints);
  const edges: TwoEdges | null = tolerance === null ? null : edgeSteps(split, tolerance);
  const [lnFail, lnPass] = [-Math.log(rule.alpha), -Math.log(rule.beta)];
  const firstPass = Math.max(rule.minRequests ?? defaultMinimum(split), leakMinimum(rule, active.length));
  const failed: WatchEnding = { verdict: 'FAIL', reason: hasTolerance ? 'significant-and-beyond-tolerance' : 'significant' };
  const passed: WatchEnding = { verdict: 'PASS', reason: isSingle ? 'leak-bound' : 'within-tolerance' };
  const isProved = (counts: readonly number[], n: number, unattributed: number): boolean => {
    const doubtful = unattributed > ignoredShare * (n + unattributed) ? unattributed : 0;
    return edges === null || leastRatio(edges, counts, n, doubtful) >= lnPass;
  };
  const decide = (counts: readonly number[], n: number, lnE: number, unattributed: number): WatchEnding | null => {
    if (lnE >= lnFail && (tolerance === null || isBeyondAt(counts, n, split, tolerance))) {
      return failed;
    }
    return hasTolerance && n >= firstPass && isProved(counts, n, unattributed) ? passed : null;
  };
  return { edges, decide };
};

/** The active versions of a rule, as places in `units`, and their split. */
const activeOf = ({ units }: WatchRule): { readonly active: readonly number[]; readonly split: Split } => {
  const active = units.flatMap((unit, version) => (unit > 0n ? [version] : []));
  return { active, split: splitOf(active.map((version) => units[version] ?? 0n)) };
};

/**
 * The stopping rule asked once, of the counts of the active versions alone: for counts that were added up, and to check what a record
 * says. The evidence depends on nothing else, so it may be asked of any pooled counts whose order does not depend on outcomes
 * (STATISTICS 7).
 */
export const endingAt = (rule: WatchRule, activeCounts: readonly number[]): WatchEnding | null => {
  const { active, split } = activeOf(rule);
  const weighed = weigh(activeCounts, split);
  return stoppingRule(rule, active, split, 0).decide(activeCounts, weighed.n, lnEvidence(weighed, rule.concentrations), 0);
};

/**
 * The stopping rule of STATISTICS 5.3, asked after every request of a finished prefix: evidence against the split (5.1) for FAIL,
 * the tolerance edges (5.2) for PASS, and a version that must not answer ends it at once. A single active version has no
 * shares to test: with a tolerance it passes when a leak of that size would have shown.
 *
 * Requests without a version up to `ignoredShare` of all are ignored (STATISTICS 0.2); more of them hold back a PASS that some
 * assignment of them to versions would take away.
 */
export const watchSequence = (rule: WatchRule, ignoredShare = 0): SequentialWatch => {
  const { active, split } = activeOf(rule);
  const positions = rule.units.map((_, version) => active.indexOf(version));
  const { edges, decide } = stoppingRule(rule, active, split, ignoredShare);
  const evidence = evidenceStream(split, rule.concentrations);
  const counts = rule.units.map(() => 0);
  const activeCounts = active.map(() => 0);
  let [n, unattributed] = [0, 0];
  // ln E now and at most. Fractions in variables that functions share would each be a new object on the heap.
  const evident = new Float64Array(2);
  const add = (version: number): WatchEnding | null => {
    const position = positions[version];
    if (position === undefined) {
      return STRUCTURAL;
    }
    counts[version] = (counts[version] ?? 0) + 1;
    if (position < 0) {
      return STRUCTURAL;
    }
    activeCounts[position] = (activeCounts[position] ?? 0) + 1;
    n += 1;
    const lnE = evidence.add(position);
    evident[0] = lnE;
    evident[1] = Math.max(evident[1] ?? 0, lnE);
    return decide(activeCounts, n, lnE, unattributed);
  };
  return {
    add,
    miss: () => {
      unattributed += 1;
    },
    get n() {
      return n;
    },
    counts,
    activeCounts,
    get lnE() {
      return evident[0] ?? 0;
    },
    get largestLnE() {
      return evident[1] ?? 0;
    },
    get leastRatio() {
      return edges === null ? null : leastRatio(edges, activeCounts, n);
    },
  };
};
