import { deviance } from './deviance.ts';
import { stirlingCorrection } from './stirling.ts';

const LN_TWO_PI = 1.8378770664093456;

/** ln of a probability given together with its complement, accurate when either is close to 1. */
export const lnProbability = (p: number, complement: number): number => (p > 0.5 ? Math.log1p(-complement) : Math.log(p));

/**
 * ln of the binomial probability of `hits` and `misses`, by the saddle-point form of Loader 2000 (STATISTICS 11.3).
 * Both may be any real numbers ≥ 0; p and its complement q lie strictly between 0 and 1 and are passed separately because
 * 1 − p loses the digits of a tiny q. Example: exp(lnBinomialPmf(1, 1, 0.5, 0.5)) = 0.5.
 */
export const lnBinomialPmf = (hits: number, misses: number, p: number, q: number): number => {
  if (hits === 0) {
    return misses === 0 ? 0 : misses * lnProbability(q, p);
  }
  if (misses === 0) {
    return hits * lnProbability(p, q);
  }
  const n = hits + misses;
  // Through the smaller share, where n·share is rounded least.
  const deviation = p <= q ? hits - n * p : n * q - misses;
  const corrections = stirlingCorrection(n) - stirlingCorrection(hits) - stirlingCorrection(misses);
  const spread = LN_TWO_PI + Math.log(hits) + Math.log(misses / n);
  return corrections - deviance(hits, n * p, deviation) - deviance(misses, n * q, -deviation) - 0.5 * spread;
};
