import { lnGamma } from '../../harness/stats/stirling.ts';

/** Takes one way `n` requests can fall on the versions, and its probability. The counts are only valid during the call. */
export type VisitOutcome = (counts: readonly number[], probability: number) => void;

const lnFactorials = (n: number): Float64Array => Float64Array.from({ length: n + 1 }, (_, x) => lnGamma(x + 1));

/** Widest distance from the mean that is visited, in standard deviations: beyond it lies less than 1e-40. */
const REACH = 14;

/** First and last count of a version that gets `share` of `n` requests. */
export const reachable = (n: number, share: number): readonly [from: number, to: number] => {
  const reach = REACH * Math.sqrt(n * share * (1 - share)) + 3 * REACH;
  return [Math.max(0, Math.floor(n * share - reach)), Math.min(n, Math.ceil(n * share + reach))];
};

/**
 * Visits how `n` independent requests can fall on versions that get `shares` (0 to 1, sum 1) of the traffic, with the
 * multinomial probability n!/Πx! · Πp^x of each. Versions without a share get nothing. Outcomes further than 14 standard
 * deviations from the mean are left out.
 */
export const eachOutcome = (n: number, shares: readonly number[], visit: VisitOutcome): void => {
  const live = shares.flatMap((share, version) => (share > 0 ? [version] : []));
  const lnFactorial = lnFactorials(n);
  const counts = shares.map(() => 0);
  const lnTerm = (version: number, x: number): number =>
    (x === 0 ? 0 : x * Math.log(shares[version] ?? 0)) - (lnFactorial[x] ?? 0);
  const descend = (depth: number, left: number, ln: number): void => {
    const version = live[depth] ?? 0;
    if (depth === live.length - 1) {
      counts[version] = left;
      visit(counts, Math.exp(ln + lnTerm(version, left)));
      return;
    }
    const [from, to] = reachable(n, shares[version] ?? 0);
    for (let x = from; x <= Math.min(to, left); x += 1) {
      counts[version] = x;
      descend(depth + 1, left - x, ln + lnTerm(version, x));
    }
  };
  descend(0, n, lnFactorial[n] ?? 0);
};
