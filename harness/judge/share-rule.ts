import type { Rule } from '../model/expectation.ts';
import type { Reason, Verdict } from '../model/verdict.ts';
import { type EffectiveTolerance, effectiveTolerance, isBeyond } from '../stats/effective-tolerance.ts';
import { equivalenceTest } from '../stats/equivalence.ts';
import { leakUpperBound } from '../stats/leak.ts';
import type { Judged } from './judged.ts';
import type { ShareTest } from './share-test.ts';

/** How a rule ends. */
export interface Ending {
  readonly verdict: Verdict;
  /** `cannot-fail` is found by the negative control, which judges twice. */
  readonly reason: Exclude<Reason, 'cannot-fail'>;
}

/** What the tolerance adds to the test of the shares. */
export interface ToleranceTest {
  readonly tolerance: EffectiveTolerance;
  /** ln of the largest equivalence p-value. */
  readonly lnPEquiv: number;
  /** Proved within tolerance, leaks included. */
  readonly within: boolean;
  /** Some observed share is further off than its tolerance. */
  readonly beyond: boolean;
}

/** The longest leak that `nAll` requests leave possible is inside the tolerance, so "within" also holds for versions nobody named. */
export const leakIsWithin = (nAll: number, rule: Rule): boolean =>
  rule.tolerancePoints !== null && leakUpperBound(nAll, rule.missRisk) <= rule.tolerancePoints / 100;

/** Tolerance mode's two extra questions; null in plain mode. `looksForLeaks`: some version has weight zero, or strangers are not allowed. */
export const testTolerance = (
  { weighed, deff, nAll }: Pick<Judged, 'weighed' | 'deff' | 'nAll'>,
  rule: Rule,
  looksForLeaks: boolean,
): ToleranceTest | null => {
  if (rule.tolerancePoints === null) {
    return null;
  }
  const tolerance = effectiveTolerance(weighed.split, rule.tolerancePoints);
  const lnPEquiv = equivalenceTest(weighed, tolerance, deff).lnP;
  const within = lnPEquiv <= Math.log(rule.missRisk) && (!looksForLeaks || leakIsWithin(nAll / deff, rule));
  return { tolerance, lnPEquiv, within, beyond: isBeyond(weighed, tolerance) };
};

const toleranceEnding = (differs: boolean, { within, beyond }: ToleranceTest): Ending => {
  if (differs && beyond) {
    return { verdict: 'FAIL', reason: 'significant-and-beyond-tolerance' };
  }
  if (within) {
    return { verdict: 'PASS', reason: differs ? 'within-tolerance-although-different' : 'within-tolerance' };
  }
  return { verdict: 'INCONCLUSIVE', reason: differs ? 'different-but-unclear-if-beyond-tolerance' : 'not-enough-data' };
};

/** Pass, fail or doubt from the shares alone (STATISTICS 3.1 and the table of 3.2). */
export const shareEnding = (test: ShareTest, tolerance: ToleranceTest | null, significance: number): Ending => {
  const differs = test.lnP < Math.log(significance);
  if (tolerance !== null) {
    return toleranceEnding(differs, tolerance);
  }
  return differs ? { verdict: 'FAIL', reason: 'significant' } : { verdict: 'PASS', reason: 'not-significant' };
};
