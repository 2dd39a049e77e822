import type { Expectation, Rule } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import { canBeEnough, equivalentSignificance } from '../stats/evidence-level.ts';
import type { Findings } from './decide.ts';
import { minimumDetectableShift } from './plan-requests.ts';
import { assertSequential } from './valid-sequential.ts';

/** Below this no double is left; so few requests notice nothing at any level. */
const STRICTEST = Number.MIN_VALUE;

/**
 * Puts what early stopping found in the place of the test of the shares: its p-value, what it could have noticed, and whether it
 * could have failed at all. Where there are no shares to test, or routing is not decided per request, the rest stays as it is.
 * Throws a RangeError when the record contradicts tally or expectation.
 */
export const withSequential = (findings: Findings, expectation: Expectation, found: SequentialFindings): Findings => {
  const { counted, judged, test, rule } = findings;
  assertSequential(found, expectation, counted);
  if (test === null || judged.unit !== 'request') {
    return { ...findings, sequential: found };
  }
  const { split } = judged.weighed;
  const isOpen = found.decision === 'cap' || found.decision === 'not-stopped';
  const level = equivalentSignificance(split, judged.weighed.n, rule.significance) ?? STRICTEST;
  const planningRule: Rule = { ...rule, significance: level };
  return {
    ...findings,
    sequential: found,
    test: { ...test, lnP: -found.maxLogE },
    isVacuous: isOpen && !canBeEnough(split, judged.weighed.n, rule.significance),
    detectable: minimumDetectableShift(split.units, judged.weighed.n, planningRule),
    planningRule,
  };
};
