import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import type { Split } from '../../../harness/stats/split.ts';
import { eachOutcome } from '../../calibration/outcomes.ts';

/**
 * Chance that the chi-square test of single requests fails a right split when every connection keeps its version: so many connections
 * with so many requests each. Exact sum over how many connections got the first version.
 */
export const pinnedAlarm = (split: Split, connections: number, requestsEach: number, significance: number): number => {
  let alarm = 0;
  eachOutcome(connections, split.shares, (votes, probability) => {
    const counts = votes.map((vote) => vote * requestsEach);
    if (pearsonTest(weigh(counts, split)).lnP < Math.log(significance)) alarm += probability;
  });
  return alarm;
};
