import { lnIncompleteBeta } from './incomplete-beta.ts';

/** ln P(X ≤ hits) for `hits` out of hits + misses at share p; q = 1 − p is passed separately. Real-valued counts are allowed. */
export const lnAtMost = (hits: number, misses: number, p: number, q: number): number =>
  hits < 0 ? Number.NEGATIVE_INFINITY : misses <= 0 ? 0 : lnIncompleteBeta(misses, hits + 1, q, p).lnLower;

/** ln P(X ≥ hits) for `hits` out of hits + misses at share p. Example: exp(lnAtLeast(1, 1, 0.5, 0.5)) = 0.75. */
export const lnAtLeast = (hits: number, misses: number, p: number, q: number): number =>
  misses < 0 ? Number.NEGATIVE_INFINITY : hits <= 0 ? 0 : lnIncompleteBeta(hits, misses + 1, p, q).lnLower;
