import type { Rule } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import { lnEvidence } from '../stats/e-process.ts';
import { unattributedBounds } from '../stats/unattributed-bounds.ts';
import type { Judged } from './judged.ts';
import type { Ending } from './share-rule.ts';
import { IGNORED_SHARE } from './unattributed-rule.ts';

const inconclusive = (reason: Ending['reason']): Ending => ({ verdict: 'INCONCLUSIVE', reason });

/** Could requests without a version, all given to one, have been evidence enough? A FAIL or a proved PASS needs no such question. */
const couldHaveFailed = ({ weighed, unattributed }: Judged, significance: number): boolean =>
  unattributed > IGNORED_SHARE * (weighed.n + unattributed) &&
  lnEvidence(unattributedBounds(weighed, unattributed).worst) >= -Math.log(significance);

/** The run ended without a decision: with a tolerance nothing is proved, without one nothing was found. */
const undecided = (judged: Judged, rule: Rule, isVacuous: boolean): Ending => {
  if (isVacuous) {
    return inconclusive('vacuous');
  }
  if (rule.tolerancePoints !== null) {
    return inconclusive('not-enough-data');
  }
  return couldHaveFailed(judged, rule.significance)
    ? inconclusive('unattributed')
    : { verdict: 'PASS', reason: 'not-significant' };
};

/**
 * The verdict of a run that was looked at after every request (STATISTICS 5.3), for two or more active versions: what was decided,
 * whatever came in afterwards. Void when routing is not decided per request, because the rule counted requests as independent.
 */
export const sequentialEnding = (found: SequentialFindings, judged: Judged, rule: Rule, isVacuous: boolean): Ending => {
  if (judged.unit !== 'request') {
    return inconclusive('unit-changed');
  }
  switch (found.decision) {
    case 'structural':
      return { verdict: 'FAIL', reason: 'structural' };
    case 'fail':
      return { verdict: 'FAIL', reason: rule.tolerancePoints === null ? 'significant' : 'significant-and-beyond-tolerance' };
    case 'pass':
      return { verdict: 'PASS', reason: 'within-tolerance' };
    case 'cap':
    case 'not-stopped':
      return undecided(judged, rule, isVacuous);
  }
};
