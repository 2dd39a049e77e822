import { judge } from '../../harness/judge/judge.ts';
import { testShares } from '../../harness/judge/share-test.ts';
import type { Expectation } from '../../harness/model/expectation.ts';
import type { Verdict } from '../../harness/model/verdict.ts';
import { weigh } from '../../harness/stats/deviations.ts';
import { splitOf } from '../../harness/stats/split.ts';
import { counting } from '../harness/judge/given.ts';
import { eachOutcome } from './outcomes.ts';
import type { Truth } from './truth.ts';

/** Chance of each verdict, 0 to 1. */
export type VerdictRates = Readonly<Record<Verdict, number>>;

/** Outcomes rarer than this are not judged. All of them together are less than 0.0001 %, which no printed digit shows. */
const TOO_RARE = 1e-10;

/** The verdict on these counts. */
export type Decide = (counts: readonly number[]) => Verdict;

/** The whole judge: what a user gets. */
export const judged =
  (expectation: Expectation): Decide =>
  (counts) =>
    judge(expectation, counting(counts)).verdict;

/**
 * Plain mode's share test alone, a hundred times faster: for three versions and more, where there are tens of thousands of
 * outcomes. Right only where all weights are above zero and the run is not vacuous.
 */
export const shareTested = ({ versions, rule }: Expectation): Decide => {
  const split = splitOf(versions.map(({ weight }) => weight));
  return (counts) => (testShares(weigh(counts, split), rule).lnP < Math.log(rule.significance) ? 'FAIL' : 'PASS');
};

/**
 * How often each verdict comes when `n` independent requests are split like each of `truths`: every outcome is decided and
 * weighted with its probability, so there is no simulation error. Each outcome is decided once for all truths.
 */
export const exactRates = (decide: Decide, n: number, truths: readonly Truth[]): readonly VerdictRates[] => {
  const known = new Map<string, Verdict>();
  const remembered: Decide = (counts) => {
    const key = counts.join();
    const verdict = known.get(key) ?? decide(counts);
    known.set(key, verdict);
    return verdict;
  };
  return truths.map((truth) => {
    const rates = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
    eachOutcome(n, truth, (counts, probability) => {
      if (probability >= TOO_RARE) {
        rates[remembered(counts)] += probability;
      }
    });
    return rates;
  });
};
