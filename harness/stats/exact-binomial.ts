import { lnBinomialPmf } from './binomial-pmf.ts';
import { lnAtLeast, lnAtMost } from './binomial-tails.ts';
import type { Weighed } from './deviations.ts';
import { lnSum } from './log-space.ts';

/** Exact p-values in the two usual orders of "at least as extreme". */
export interface ExactResult {
  /** ln of the chance of an outcome that is not more likely than the observed one; decides. */
  readonly lnP: number;
  /** ln of the chance of an outcome whose X² is at least the observed one; reported. */
  readonly lnPChi2Order: number;
}

/** Outcomes this much more likely (relative) than the observed one still count as equally likely: rounding must not split ties. */
export const TIE_TOLERANCE = 1e-7;

const ceilDivide = (numerator: bigint, denominator: bigint): bigint => (numerator + denominator - 1n) / denominator;

/** The smallest whole number in [from, to] for which `isTrue` holds, or to + 1n. `isTrue` changes once, from false to true. */
const firstTrue = (from: bigint, to: bigint, isTrue: (x: bigint) => boolean): bigint => {
  let [low, high] = [from, to + 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (isTrue(middle)) {
      high = middle;
    } else {
      low = middle + 1n;
    }
  }
  return low;
};

/**
 * Exact binomial test for two versions (STATISTICS 1.4), the same as R's `binom.test` and SciPy's `binomtest`.
 * Looks at the version that got too little: everything at or below its count, plus the far side from the first count that is
 * not more likely. Any number of requests. Example: 10 and 5 against 80 : 20 give p = 0.1994.
 */
export const exactBinomial = (weighed: Weighed): ExactResult => {
  const short = (weighed.exact[0] ?? 0n) <= 0n ? 0 : 1;
  const [hits, misses] = [weighed.counts[short] ?? 0, weighed.counts[1 - short] ?? 0];
  const [p, q] = [weighed.split.shares[short] ?? 0, weighed.split.complements[short] ?? 0];
  const gap = -(weighed.exact[short] ?? 0n);
  if (gap === 0n) {
    return { lnP: 0, lnPChi2Order: 0 };
  }
  const n = BigInt(hits) + BigInt(misses);
  const mean = n * (weighed.split.units[short] ?? 0n);
  const lnPmf = (x: bigint): number => lnBinomialPmf(Number(x), Number(n - x), p, q);
  const lnLimit = lnBinomialPmf(hits, misses, p, q) + Math.log1p(TIE_TOLERANCE);
  const lnNear = lnAtMost(hits, misses, p, q);
  const withFarSide = (from: bigint): number => Math.min(0, lnSum(lnNear, lnAtLeast(Number(from), Number(n - from), p, q)));
  return {
    lnP: withFarSide(firstTrue(ceilDivide(mean, weighed.split.total), n, (x) => lnPmf(x) <= lnLimit)),
    lnPChi2Order: withFarSide(ceilDivide(mean + gap, weighed.split.total)),
  };
};
