import type { Rule } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { Causes } from './causes.ts';
import type { MeasurementFault } from './could-not-measure.ts';
import type { Counted } from './counted.ts';
import type { Diagnosis } from './diagnose.ts';
import type { Judged } from './judged.ts';
import type { DetectableShift } from './plan-requests.ts';
import { sequentialEnding } from './sequential-ending.ts';
import { type Ending, leakIsWithin, shareEnding, type ToleranceTest } from './share-rule.ts';
import type { ShareTest } from './share-test.ts';
import { type UnattributedEffect, unattributedEffect } from './unattributed-rule.ts';

/** Everything the rules look at; worked out once, in `judge.ts`. */
export interface Findings {
  readonly counted: Counted;
  readonly rule: Rule;
  /** What stands for the requests in the tests of the shares. */
  readonly judged: Judged;
  /** How the gateway split; null where the order is not known or not asked about. */
  readonly diagnosis: Diagnosis | null;
  readonly causes: Causes;
  /** Null where shares cannot be tested: no answers, or a single version with weight. */
  readonly test: ShareTest | null;
  readonly tolerance: ToleranceTest | null;
  readonly fault: MeasurementFault | null;
  /** No outcome of this few requests could have failed (STATISTICS 1.9). */
  readonly isVacuous: boolean;
  /** What the run could have seen; null without answers. */
  readonly detectable: DetectableShift | null;
  /** A version of weight zero, or strangers that are not allowed: an unseen leak matters. */
  readonly looksForLeaks: boolean;
  /** What early stopping found; null for a size that was fixed beforehand. */
  readonly sequential: SequentialFindings | null;
  /** The rule with the significance level that tells how many requests a question needs. */
  readonly planningRule: Rule;
}

/** The outcome of the first rule that applies. */
export interface Decision extends Ending {
  readonly unattributed: UnattributedEffect;
}

const inconclusive = (reason: Ending['reason']): Ending => ({ verdict: 'INCONCLUSIVE', reason });
const fail = (reason: Ending['reason']): Ending => ({ verdict: 'FAIL', reason });

/** Rules that come before any statistics (STATISTICS 1.1, 1.2, 0.2a), in their order. */
const beforeStatistics = ({ counted, rule, fault }: Findings): Ending | null => {
  if (counted.nAll === 0) {
    return inconclusive(fault === null ? 'no-data' : 'could-not-measure');
  }
  if (counted.zeroHits.length > 0 || (counted.strangers.length > 0 && !rule.allowUnknown)) {
    return fail('structural');
  }
  if (fault !== null) {
    return inconclusive('could-not-measure');
  }
  if (counted.failing / counted.nAll > rule.maxFailures) {
    return fail('failures');
  }
  return counted.n === 0 ? inconclusive('no-data') : null;
};

/** One version has all the weight: only a leak could be wrong (STATISTICS 1.2, 3.2). */
const singleVersion = ({ counted, rule }: Findings): Ending => {
  if (rule.tolerancePoints === null) {
    return { verdict: 'PASS', reason: 'not-significant' };
  }
  return leakIsWithin(counted.nAll, rule) ? { verdict: 'PASS', reason: 'leak-bound' } : inconclusive('not-enough-data');
};

const demoteForPower = ({ rule, detectable }: Findings, ending: Ending): Ending => {
  const isWeak = detectable?.lowPower.some(Boolean) ?? false;
  return rule.requirePower && isWeak && ending.reason === 'not-significant' ? inconclusive('low-power') : ending;
};

/** A split that changed, or that differs between machines, is no one split: its average proves nothing (STATISTICS 6.6). */
const demoteForDiagnosis = ({ rule, causes }: Findings, ending: Ending): Ending => {
  if (ending.verdict !== 'PASS' || rule.diagnostics === 'warn') {
    return ending;
  }
  if (causes.changes.size > 0) {
    return inconclusive('split-changed');
  }
  return causes.shardsDisagree ? inconclusive('shards-disagree') : ending;
};

const demote = (findings: Findings, ending: Ending): Ending => demoteForPower(findings, demoteForDiagnosis(findings, ending));

const fromShares = (findings: Findings, test: ShareTest): Decision => {
  const { counted, judged, rule, tolerance, isVacuous, looksForLeaks, sequential } = findings;
  if (sequential !== null) {
    const ending = demote(findings, sequentialEnding(sequential, judged, rule, isVacuous));
    const [many, few] = ['could-change-verdict', counted.unattributed > 0 ? 'ignored' : 'none'] as const;
    return { ...ending, unattributed: ending.reason === 'unattributed' ? many : few };
  }
  if (isVacuous) {
    return { ...inconclusive('vacuous'), unattributed: counted.unattributed > 0 ? 'ignored' : 'none' };
  }
  const ending = shareEnding(test, tolerance, rule.significance);
  const unattributed = unattributedEffect(judged, rule, ending, looksForLeaks);
  if (unattributed === 'could-change-verdict') {
    return { ...inconclusive('unattributed'), unattributed };
  }
  return {
    ...demote(findings, ending),
    unattributed: judged.unattributed > 0 || counted.unattributed === 0 ? unattributed : 'ignored',
  };
};

/** Walks the rules in order; the first that applies decides. There is no loop and nothing is tried twice. */
export const decide = (findings: Findings): Decision => {
  const unattributed = findings.counted.unattributed > 0 ? 'ignored' : 'none';
  const early = beforeStatistics(findings);
  if (early !== null) {
    return { ...early, unattributed };
  }
  return findings.test === null
    ? { ...demote(findings, singleVersion(findings)), unattributed }
    : fromShares(findings, findings.test);
};
