import type { Expectation } from '../model/expectation.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { lnSmallestP } from '../stats/choose-method.ts';
import { leakUpperBound } from '../stats/leak.ts';
import { measurementFault } from './could-not-measure.ts';
import { type Counted, countVersions } from './counted.ts';
import { type Decision, decide, type Findings } from './decide.ts';
import { amongAll, shareFigures, shareTestOf } from './figures.ts';
import { allFinite } from './finite.ts';
import { shareIntervals } from './intervals.ts';
import { messagesFor } from './messages.ts';
import { LEAK_POINTS, minimumDetectableShift, PLAIN_SHIFT_POINTS, planRequests, type RequestPlan } from './plan-requests.ts';
import { testTolerance } from './share-rule.ts';

const findingsOf = (expectation: Expectation, tally: Tally): Findings => {
  const { rule, versions } = expectation;
  const counted = countVersions(expectation, tally);
  const test = shareTestOf(counted, rule);
  const looksForLeaks = counted.active.length < versions.length || !rule.allowUnknown;
  const weights = versions.map(({ weight }) => weight);
  return {
    counted,
    rule,
    test,
    tolerance: test === null ? null : testTolerance(counted.weighed, rule, counted.nAll, looksForLeaks),
    fault: measurementFault(counted, tally),
    isVacuous: test !== null && test.method !== 'chi2' && lnSmallestP(counted.weighed) > Math.log(rule.significance),
    detectable: counted.n > 0 ? minimumDetectableShift(weights, counted.n, rule) : null,
    looksForLeaks,
  };
};

const planOf = ({ versions, rule }: Expectation, { active }: Counted): RequestPlan =>
  planRequests(
    versions.map(({ weight }) => weight),
    rule,
    rule.tolerancePoints ?? (active.length > 1 ? PLAIN_SHIFT_POINTS : LEAK_POINTS),
  );

/** Requests that would settle the question: as planned, and at least twice as many as were not enough (STATISTICS 3.3). */
const requestsToSettle = (plan: RequestPlan, { verdict }: Decision, { rule, counted }: Findings): number => {
  const planned = rule.tolerancePoints === null ? plan.nDetect : plan.nPlan;
  return verdict === 'INCONCLUSIVE' ? Math.max(planned, 2 * counted.n) : planned;
};

const structuralFigures = ({ zeroHits, strangers, nAll }: Counted, missRisk: number): GateVerdict['structural'] => {
  const clean = nAll > 0 && zeroHits.length + strangers.length === 0;
  return { violations: zeroHits, unknown: strangers, leakUpper: clean ? leakUpperBound(nAll, missRisk) : null };
};

const toleranceFigures = (
  plan: RequestPlan,
  { tolerance, rule, counted }: Findings,
): Pick<GateVerdict, 'pEquiv' | 'effectiveDeltaPp'> => ({
  pEquiv: tolerance === null ? null : Math.exp(tolerance.lnPEquiv),
  effectiveDeltaPp: rule.tolerancePoints === null ? null : amongAll(counted, plan.effectiveDeltaPp),
});

/**
 * Judges one tally by one expectation: the whole decision of the project, a function of counts and shares alone. Pure and
 * without memory, so `weighbridge judge` repeats what `verify` said. Throws a RangeError when the tally or the expectation
 * contradicts itself or a number comes out not finite; it never falls through to a pass.
 */
export const judge = (expectation: Expectation, tally: Tally): GateVerdict => {
  const { rule, versions } = expectation;
  const findings = findingsOf(expectation, tally);
  const { counted, test, detectable } = findings;
  const decision = decide(findings);
  const plan = planOf(expectation, counted);
  const figures = {
    verdict: decision.verdict,
    reason: decision.reason,
    alpha: rule.significance,
    beta: rule.missRisk,
    deltaPp: rule.tolerancePoints,
    n: counted.n,
    nAll: counted.nAll,
    unattributed: counted.unattributed,
    failing: counted.failing,
    weights: versions.map(({ name, weightText, share }) => ({ name, weight: weightText, p: share })),
    counts: counted.counts,
    ...shareFigures(counted, test, rule),
    ci: shareIntervals(counted, test?.method === 'chi2', rule.significance),
    mdsPp: amongAll(counted, detectable?.lambda == null ? [] : detectable.shiftPp),
    nPlan: requestsToSettle(plan, decision, findings),
    ...toleranceFigures(plan, findings),
    structural: structuralFigures(counted, rule.missRisk),
    unit: 'request' as const,
  };
  const messages = messagesFor({ findings, decision, figures, tally });
  return allFinite({ ...figures, message: messages[0]?.text ?? decision.reason, messages }, 'verdict');
};
