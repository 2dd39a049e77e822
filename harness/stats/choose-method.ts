import type { Weighed } from './deviations.ts';
import { countOutcomes } from './exact-multinomial.ts';
import { smallestOf } from './split.ts';

/** How a decision p-value can be found. */
export type Method = 'chi2' | 'exact' | 'mc';

const MOST_OUTCOMES = 2_000_000;

/** Smallest expected count at which the chi-square approximation still holds its promised risk `alpha` (STATISTICS 1.4). */
export const smallestExpectedFor = (alpha: number): number => {
  const limits: readonly (readonly [alpha: number, expected: number])[] = [
    [0.05, 5],
    [0.01, 10],
    [0.001, 50],
    [0.0001, 100],
  ];
  return limits.find(([from]) => alpha >= from)?.[1] ?? 500;
};

/** The method `auto` stands for. Depends on the number of requests, the weights and alpha only, never on how the counts fell. */
export const chooseMethod = (weighed: Weighed, alpha: number): Method => {
  if (Math.min(...weighed.expected) >= smallestExpectedFor(alpha)) {
    return 'chi2';
  }
  const versions = weighed.counts.length;
  return versions <= 2 || countOutcomes(weighed.n, versions, MOST_OUTCOMES) <= MOST_OUTCOMES ? 'exact' : 'mc';
};

/**
 * ln of the smallest p-value any outcome could have: all requests to the rarest version, times the number of versions that tie for
 * rarest (STATISTICS 1.9). Above alpha, the run could not have failed whatever happened.
 */
export const lnSmallestP = (weighed: Weighed): number => {
  const { units, shares } = weighed.split;
  const rarest = smallestOf(units);
  const share = shares[units.indexOf(rarest)] ?? 1;
  return Math.min(0, Math.log(units.filter((unit) => unit === rarest).length) + weighed.n * Math.log(share));
};
