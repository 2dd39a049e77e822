import type { Expectation } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import { endingAt, type WatchRule } from '../stats/sequential-watch.ts';
import type { Counted } from './counted.ts';
import { watchRuleOf } from './watch-rule.ts';

/** The evidence was added up request by request, here it is worked out from the counts: both agree to far more digits than this. */
const SLACK = 1e-6;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The same rule with both limits nearer (`factor` above 1) or farther. */
const withRisks = (rule: WatchRule, factor: number): WatchRule => ({
  ...rule,
  alpha: Math.min(1, rule.alpha * factor),
  beta: Math.min(1, rule.beta * factor),
});

const countsProblem = ({ stopN, capRequests, stopCounts }: SequentialFindings, { weighed, nAll }: Counted): string | null => {
  const sum = stopCounts.reduce((total, count) => total + count, 0);
  if (stopCounts.length !== weighed.counts.length || ![stopN, capRequests, ...stopCounts].every(isCount)) {
    return 'its counts are no counts of the versions with a weight above 0';
  }
  if (stopCounts.some((count, i) => count > (weighed.counts[i] ?? 0)) || sum > stopN || stopN > Math.min(nAll, capRequests)) {
    return 'it counts requests at the decision that were never sent';
  }
  return null;
};

const evidenceProblem = ({ decision, logE, maxLogE, pSequential, llr, band }: SequentialFindings): string | null => {
  const isStructural = decision === 'structural';
  const p = isStructural ? 0 : Math.exp(-maxLogE);
  const ends = [...band.lo, ...band.hi];
  const isSound =
    Number.isFinite(maxLogE) &&
    maxLogE >= Math.max(0, logE ?? 0) &&
    (logE === null) === isStructural &&
    Math.abs(pSequential - p) <= SLACK * p &&
    (llr === null || Number.isFinite(llr)) &&
    ends.every((end) => end >= 0 && end <= 1);
  return isSound ? null : 'its evidence and its p-value contradict each other';
};

/** Nothing but the counts decides, so the decision that a record names can be checked. */
const decisionProblem = (found: SequentialFindings, expectation: Expectation, counted: Counted): string | null => {
  const rule = watchRuleOf(expectation);
  const { decision, stopN, capRequests, stopCounts } = found;
  const isViolated = counted.zeroHits.length + counted.strangers.length > 0;
  const follows = {
    structural: () => isViolated,
    fail: () => endingAt(withRisks(rule, 1 + SLACK), stopCounts)?.verdict === 'FAIL',
    pass: () => endingAt(withRisks(rule, 1 + SLACK), stopCounts)?.verdict === 'PASS',
    cap: () => stopN === capRequests && endingAt(withRisks(rule, 1 - SLACK), stopCounts)?.verdict !== 'FAIL',
    'not-stopped': () => endingAt(withRisks(rule, 1 - SLACK), stopCounts)?.verdict !== 'FAIL',
  };
  return follows[decision]() ? null : `its decision (${decision}) does not follow from its counts`;
};

/**
 * Throws a RangeError when what early stopping is said to have found fits neither the tally nor the expectation: it may come from a
 * file, and a decision that nothing supports must not become a verdict.
 */
export const assertSequential = (found: SequentialFindings, expectation: Expectation, counted: Counted): void => {
  const problem = countsProblem(found, counted) ?? evidenceProblem(found) ?? decisionProblem(found, expectation, counted);
  if (problem !== null) {
    throw new RangeError(`the record of the sequential run is not sound: ${problem}; give a tally as verify --tally saved it`);
  }
};
