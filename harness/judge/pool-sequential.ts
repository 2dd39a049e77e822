import type { Expectation } from '../model/expectation.ts';
import type { SequentialDecision, SequentialFindings } from '../model/sequential.ts';
import { confidenceBand } from '../stats/confidence-band.ts';
import { weigh } from '../stats/deviations.ts';
import { lnEvidence } from '../stats/e-process.ts';
import { effectiveTolerance } from '../stats/effective-tolerance.ts';
import { endingAt } from '../stats/sequential-watch.ts';
import { splitOf } from '../stats/split.ts';
import { edgeRatios } from '../stats/sprt.ts';
import { watchRuleOf } from './watch-rule.ts';

const sumOf = (parts: readonly SequentialFindings[], pick: (part: SequentialFindings) => number): number =>
  parts.reduce((sum, part) => sum + pick(part), 0);

const decisionOf = (parts: readonly SequentialFindings[], verdict: 'PASS' | 'FAIL' | null): SequentialDecision => {
  if (parts.some(({ decision }) => decision === 'structural')) {
    return 'structural';
  }
  if (verdict !== null) {
    return verdict === 'PASS' ? 'pass' : 'fail';
  }
  return sumOf(parts, ({ stopN }) => stopN) === sumOf(parts, ({ capRequests }) => capRequests) ? 'cap' : 'not-stopped';
};

/**
 * Several runs of one expectation that each stopped on its own, as one (STATISTICS 7). The evidence depends on counts alone and
 * every part stopped by what it saw itself, so the rule is asked once, of the counts at the decisions added up: one after the other
 * they are one run. p-values are never combined. One part alone is returned as it is. `parts` has one or more.
 */
export const poolSequential = (expectation: Expectation, parts: readonly SequentialFindings[]): SequentialFindings => {
  const [first, ...others] = parts;
  if (first === undefined) {
    throw new RangeError('poolSequential: there is no part to pool');
  }
  if (others.length === 0) {
    return first;
  }
  const { rule, versions } = expectation;
  const split = splitOf(versions.map(({ weight }) => weight).filter((weight) => weight > 0n));
  const stopCounts = split.units.map((_, i) => sumOf(parts, (part) => part.stopCounts[i] ?? 0));
  const weighed = weigh(stopCounts, split);
  const decision = decisionOf(parts, endingAt(watchRuleOf(expectation), stopCounts)?.verdict ?? null);
  const [logE, isStructural] = [lnEvidence(weighed), decision === 'structural'];
  const tolerance =
    rule.tolerancePoints === null || split.units.length === 1 ? null : effectiveTolerance(split, rule.tolerancePoints);
  return {
    decision,
    stopN: sumOf(parts, ({ stopN }) => stopN),
    capRequests: sumOf(parts, ({ capRequests }) => capRequests),
    stopCounts,
    logE: isStructural ? null : logE,
    maxLogE: Math.max(0, logE),
    pSequential: isStructural ? 0 : Math.min(1, Math.exp(-logE)),
    llr: tolerance === null ? null : edgeRatios(stopCounts, weighed.n, split, tolerance).least,
    band: confidenceBand(split, stopCounts, weighed.n, rule.significance),
  };
};
