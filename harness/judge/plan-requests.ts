import type { Expectation, Rule } from '../model/expectation.ts';
import { minimumDetectableShifts, requestsToDetect } from '../stats/detectable-shift.ts';
import { type EffectiveTolerance, effectiveTolerance } from '../stats/effective-tolerance.ts';
import { requestsToProve } from '../stats/equivalence-size.ts';
import { requestsToSeeLeak } from '../stats/leak.ts';
import { requiredNoncentrality } from '../stats/noncentral-chi-square.ts';
import { type Split, splitOf } from '../stats/split.ts';

/** The risks a number of requests is planned for. */
export type Risks = Pick<Rule, 'significance' | 'missRisk'>;

/** What a question needs. Arrays cover the versions with a weight above zero, in order. */
export interface RequestPlan {
  /** λ* of the chi-square test; null for a single version, which is only checked for leaks. */
  readonly lambda: number | null;
  /** Tolerance of each version in points after the cap at half of its share; empty for a single version. */
  readonly effectiveDeltaPp: readonly number[];
  /** Requests that notice a shift of that size with probability 1 − missRisk; the real number before rounding up beside it. */
  readonly nDetect: number;
  readonly nDetectReal: number;
  /** Requests at which an exactly right gateway is proved within the tolerance. */
  readonly nEquiv: number;
  readonly nEquivReal: number;
  /** The larger of both: enough to detect and to prove. */
  readonly nPlan: number;
}

/** γ: accepted chance of INCONCLUSIVE when the gateway is exactly right; only planning uses it. */
export const INCONCLUSIVE_RISK = 0.1;
/** What a plain run should notice, in points. */
export const PLAIN_SHIFT_POINTS = 5;
/** What a run against a single version should notice, in points. */
export const LEAK_POINTS = 1;

const activeSplit = (weights: readonly bigint[]): Split => splitOf(weights.filter((weight) => weight > 0n));

const leakPlan = (points: number, missRisk: number): RequestPlan => {
  const n = requestsToSeeLeak(points / 100, missRisk);
  return { lambda: null, effectiveDeltaPp: [], nDetect: n, nDetectReal: n, nEquiv: n, nEquivReal: n, nPlan: n };
};

const roundUp = (requests: number): number => Math.max(1, Math.ceil(requests));

const planFor = (split: Split, risks: Risks, tolerance: EffectiveTolerance, inconclusiveRisk: number): RequestPlan => {
  const lambda = requiredNoncentrality(split.units.length - 1, risks.significance, risks.missRisk);
  const nDetectReal = requestsToDetect(split, tolerance, lambda);
  const nEquivReal = requestsToProve(split, tolerance, risks.missRisk, inconclusiveRisk);
  const [nDetect, nEquiv] = [roundUp(nDetectReal), roundUp(nEquivReal)];
  const effectiveDeltaPp = tolerance.shares.map((share) => share * 100);
  return { lambda, effectiveDeltaPp, nDetect, nDetectReal, nEquiv, nEquivReal, nPlan: Math.max(nDetect, nEquiv) };
};

/**
 * How many requests a question about `points` percentage points needs (STATISTICS 4): one number for all versions, capped at half
 * of each share, or one per active version. `weights` are exact; zero weights are left out. A single version is planned
 * for a leak of that size. Example: 80 : 20, 2 points, significance 0.01, missRisk 0.05: nDetect 7126, nEquiv 4485.
 */
export const planRequests = (
  weights: readonly bigint[],
  risks: Risks,
  points: number | readonly number[],
  inconclusiveRisk: number = INCONCLUSIVE_RISK,
): RequestPlan => {
  const split = activeSplit(weights);
  if (split.units.length === 1) {
    return leakPlan(typeof points === 'number' ? points : Math.min(...points), risks.missRisk);
  }
  return planFor(split, risks, effectiveTolerance(split, points), inconclusiveRisk);
};

/**
 * The number of requests when nobody names one: what notices a 5-point shift, with a tolerance what proves it, and for a single
 * version what sees a 1 % leak (299 at missRisk 0.05).
 */
export const defaultRequests = ({ versions, rule }: Expectation): number => {
  const weights = versions.map(({ weight }) => weight);
  if (rule.tolerancePoints !== null) {
    return planRequests(weights, rule, rule.tolerancePoints).nPlan;
  }
  const single = weights.filter((weight) => weight > 0n).length === 1;
  return planRequests(weights, rule, single ? LEAK_POINTS : PLAIN_SHIFT_POINTS).nDetect;
};

/** A sequential run with a tolerance may go on for this many times what a fixed size needs to notice a shift of it (STATISTICS 5.3). */
const CAP_FACTOR = 3;

/** Most requests of a run that is looked at after every one, when nobody names a number: far more than it mostly needs. */
export const sequentialCap = (expectation: Expectation): number => {
  const { versions, rule } = expectation;
  const weights = versions.map(({ weight }) => weight);
  return rule.tolerancePoints === null
    ? defaultRequests(expectation)
    : CAP_FACTOR * planRequests(weights, rule, rule.tolerancePoints).nDetect;
};

/** What `n` requests can see. Arrays cover the versions with a weight above zero, in order. */
export interface DetectableShift {
  readonly lambda: number | null;
  /** Smallest shift of each share that is noticed with probability 1 − missRisk, in points; for a single version the smallest leak. */
  readonly shiftPp: readonly number[];
  /** True where not even 5 points, or the version getting nothing or double, would be noticed. */
  readonly lowPower: readonly boolean[];
}

/** The minimum detectable shift of `n` ≥ 1 requests (STATISTICS 4.2, 3.1). Example: 80 : 20, 1000 requests: 5.34 points for both. */
export const minimumDetectableShift = (weights: readonly bigint[], n: number, risks: Risks): DetectableShift => {
  const split = activeSplit(weights);
  if (split.units.length === 1) {
    const leakPp = -100 * Math.expm1(Math.log(risks.missRisk) / n);
    return { lambda: null, shiftPp: [leakPp], lowPower: [leakPp > PLAIN_SHIFT_POINTS] };
  }
  const lambda = requiredNoncentrality(split.units.length - 1, risks.significance, risks.missRisk);
  const shifts = minimumDetectableShifts(split, n, lambda);
  const lowPower = shifts.map(
    (shift, i) => shift > Math.min(PLAIN_SHIFT_POINTS / 100, split.shares[i] ?? 0, split.complements[i] ?? 0),
  );
  return { lambda, shiftPp: shifts.map((shift) => shift * 100), lowPower };
};
