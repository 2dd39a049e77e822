import type { Expectation } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { lnSmallestP } from '../stats/choose-method.ts';
import { leakUpperBound } from '../stats/leak.ts';
import { type Causes, causesOf } from './causes.ts';
import { measurementFault } from './could-not-measure.ts';
import { type Counted, countVersions } from './counted.ts';
import { type Decision, decide, type Findings } from './decide.ts';
import { type Diagnosis, diagnose } from './diagnose.ts';
import { amongAll, shareFigures, shareTestOf } from './figures.ts';
import { allFinite } from './finite.ts';
import { shareIntervals } from './intervals.ts';
import { type Judged, perGroup, perRequest } from './judged.ts';
import { messagesFor } from './messages.ts';
import { LEAK_POINTS, minimumDetectableShift, PLAIN_SHIFT_POINTS, planRequests, type RequestPlan } from './plan-requests.ts';
import { withSequential } from './sequential-test.ts';
import { testTolerance } from './share-rule.ts';
import { splitChange } from './split-change.ts';

const NO_CAUSES: Causes = { unit: null, changes: new Set(), shardsDisagree: false };

/** Requests, or what stands for them when they are not independent. A single version is not tested, so its unit does not matter. */
const judgedOf = (counted: Counted, tally: Tally, diagnosis: Diagnosis | null, { unit }: Causes): Judged =>
  diagnosis === null || unit === null || counted.active.length < 2 || counted.n === 0
    ? perRequest(counted)
    : perGroup(counted, tally, diagnosis.order, unit);

const findingsOf = (expectation: Expectation, tally: Tally, sequential: SequentialFindings | null): Findings => {
  const { rule, versions } = expectation;
  const counted = countVersions(expectation, tally);
  const diagnosis = rule.diagnostics === 'off' || tally.order === null ? null : diagnose(tally.order);
  const causes = diagnosis === null ? NO_CAUSES : causesOf(diagnosis);
  const judged = judgedOf(counted, tally, diagnosis, causes);
  // Beside a sequential run the test of the final counts only informs: what is slow to work out is left out.
  const test = shareTestOf(judged, sequential === null ? rule : { ...rule, method: 'chi2' });
  const looksForLeaks = counted.active.length < versions.length || !rule.allowUnknown;
  const weights = versions.map(({ weight }) => weight);
  const findings: Findings = {
    counted,
    judged,
    diagnosis,
    causes,
    rule,
    test,
    tolerance: test === null ? null : testTolerance(judged, rule, looksForLeaks),
    fault: measurementFault(counted, tally, rule),
    isVacuous: test !== null && test.method !== 'chi2' && lnSmallestP(judged.weighed) > Math.log(rule.significance),
    detectable: counted.n > 0 ? minimumDetectableShift(weights, judged.n, rule) : null,
    looksForLeaks,
    sequential: null,
    planningRule: rule,
  };
  return sequential === null ? findings : withSequential(findings, expectation, sequential);
};

const planOf = ({ versions, rule }: Expectation, { counted: { active }, planningRule }: Findings): RequestPlan =>
  planRequests(
    versions.map(({ weight }) => weight),
    rule.tolerancePoints === null ? planningRule : rule,
    rule.tolerancePoints ?? (active.length > 1 ? PLAIN_SHIFT_POINTS : LEAK_POINTS),
  );

/**
 * Requests that would settle the question: as planned, and at least twice as many as were not enough (STATISTICS 3.3). Where each
 * connection is one vote, requests on connections of their own; where requests count for less, so many more of them.
 */
const requestsToSettle = (plan: RequestPlan, { verdict }: Decision, { rule, judged }: Findings): number => {
  const planned = Math.ceil((rule.tolerancePoints === null ? plan.nDetect : plan.nPlan) * judged.deff);
  return verdict === 'INCONCLUSIVE' ? Math.max(planned, 2 * judged.weighed.n) : planned;
};

const structuralFigures = ({ counted, judged, rule }: Findings): GateVerdict['structural'] => {
  const { zeroHits, strangers, nAll } = counted;
  const clean = nAll > 0 && zeroHits.length + strangers.length === 0;
  const leakUpper = clean ? leakUpperBound(judged.nAll / judged.deff, rule.missRisk) : null;
  return { violations: zeroHits, unknown: strangers, leakUpper };
};

/** How the gateway split, as far as it could be told. */
const diagnosisFigures = ({ diagnosis, causes, counted, judged, rule }: Findings) => {
  const measured = (causes.unit ?? diagnosis?.connections)?.clustering;
  return {
    unit: judged.unit,
    nEff: judged.n,
    deff: measured?.designEffect ?? null,
    rho: measured?.correlation ?? null,
    diagnostics: diagnosis?.diagnostics ?? [],
    change: diagnosis !== null && causes.changes.size > 0 ? splitChange(diagnosis, causes, counted, rule) : null,
  };
};

const toleranceFigures = (
  plan: RequestPlan,
  { tolerance, rule, counted }: Findings,
): Pick<GateVerdict, 'pEquiv' | 'effectiveDeltaPp'> => ({
  pEquiv: tolerance === null ? null : Math.exp(tolerance.lnPEquiv),
  effectiveDeltaPp: rule.tolerancePoints === null ? null : amongAll(counted, plan.effectiveDeltaPp),
});

/** The p-value of a sequential run is its own; the other figures are those of all that was sent. */
const sequentialFigures = ({
  sequential,
  judged,
  test,
}: Findings): Pick<GateVerdict, 'sequential'> & { method?: 'sequential' } =>
  sequential !== null && test !== null && judged.unit === 'request' ? { sequential, method: 'sequential' } : { sequential };

/**
 * Judges one tally by one expectation: the whole decision of the project, a function of counts, their order and shares alone. Pure and
 * without memory, so `weighbridge judge` repeats what `verify` said. Throws a RangeError when the tally or the expectation
 * contradicts itself or a number comes out not finite; it never falls through to a pass.
 *
 * @param sequential what the monitor of this very expectation found, for a run that could stop early: its decision stands
 */
export const judge = (expectation: Expectation, tally: Tally, sequential: SequentialFindings | null = null): GateVerdict => {
  const { rule, versions } = expectation;
  const findings = findingsOf(expectation, tally, sequential);
  const { counted, judged, test, detectable } = findings;
  const decision = decide(findings);
  const plan = planOf(expectation, findings);
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
    ...shareFigures(counted, judged, test, rule),
    ci: shareIntervals(counted, judged, test?.method === 'chi2', rule.significance),
    mdsPp: amongAll(counted, detectable?.lambda == null ? [] : detectable.shiftPp),
    nPlan: requestsToSettle(plan, decision, findings),
    ...toleranceFigures(plan, findings),
    structural: structuralFigures(findings),
    ...diagnosisFigures(findings),
    ...sequentialFigures(findings),
  };
  const messages = messagesFor({ findings, decision, figures, tally });
  return allFinite({ ...figures, message: messages[0]?.text ?? decision.reason, messages }, 'verdict');
};
