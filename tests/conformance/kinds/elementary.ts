import { lnAtLeast, lnAtMost } from '../../../harness/stats/binomial-tails.ts';
import { clopperPearson } from '../../../harness/stats/clopper-pearson.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { exactBinomial } from '../../../harness/stats/exact-binomial.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';
import { holm as holmAdjusted } from '../../../harness/stats/holm.ts';
import { lnIncompleteGamma } from '../../../harness/stats/incomplete-gamma.ts';
import { leakUpperBound, requestsToSeeLeak } from '../../../harness/stats/leak.ts';
import { log10Of } from '../../../harness/stats/log-space.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { xoshiro, xoshiroState } from '../../../harness/stats/xoshiro.ts';
import { type CaseInput, decimalText } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

export const holm = (input: CaseInput): JsonRecord => ({ adjusted: holmAdjusted(input.numbers('p_values')) });

/** The exact test of n of N; a share of 0 or 1 is broken by one contrary event. */
const bernoulliTest = (hits: number, misses: number, units: readonly [bigint, bigint]) => {
  if (units[0] === 0n || units[1] === 0n) {
    const lnP = (units[0] === 0n ? hits : misses) === 0 ? 0 : Number.NEGATIVE_INFINITY;
    return { lnP, lnPChi2Order: lnP };
  }
  return exactBinomial(weigh([hits, misses], splitOf(units)));
};

/** What is impossible has no logarithm that JSON could hold. */
const log10OrNull = (lnP: number): number | null => (lnP === Number.NEGATIVE_INFINITY ? null : log10Of(lnP));

/** Bernoulli check: n of N at an expected share (section 8). */
export const binom = (input: CaseInput): JsonRecord => {
  const [hits, total] = [input.number('n'), input.number('N')];
  const misses = total - hits;
  const { units } = exactWeights([decimalText(input.raw('p0')), '1']);
  const [own, whole] = [units[0] ?? 0n, units[1] ?? 1n];
  const complement = Number(whole - own) / Number(whole);
  const { lnP, lnPChi2Order } = bernoulliTest(hits, misses, [own, whole - own]);
  const p0 = own === whole ? 1 : Number(own) / Number(whole);
  const interval = clopperPearson(hits, total, input.number('alpha', 0.01));
  const [lnGe, lnLe] = [lnAtLeast(hits, misses, p0, complement), lnAtMost(hits, misses, p0, complement)];
  return {
    p: Math.exp(lnP),
    log10_p: log10OrNull(lnP),
    p_chi2_order: Math.exp(lnPChi2Order),
    log10_p_chi2_order: log10OrNull(lnPChi2Order),
    clopper_pearson: [interval.lo, interval.hi],
    p_ge: Math.exp(lnGe),
    p_le: Math.exp(lnLe),
    log10_p_ge: log10OrNull(lnGe),
    log10_p_le: log10OrNull(lnLe),
  };
};

/** Zero hits: what may still leak, and how many requests would show it (section 1.1). */
export const leak = (input: CaseInput): JsonRecord => {
  const missRisk = input.has('conf') ? 1 - input.number('conf') : input.number('beta', 0.05);
  return {
    upper_bound: input.has('n') ? leakUpperBound(input.number('n'), missRisk) : null,
    n_needed: input.has('rate') ? requestsToSeeLeak(input.number('rate'), missRisk) : null,
  };
};

/** As many random numbers of each sort as the case lists, each from a fresh stream. */
export const rng = (input: CaseInput, expect: JsonRecord): JsonRecord => {
  const seed = String(input.raw('seed'));
  const list = (field: string, next: (stream: ReturnType<typeof xoshiro>) => number): number[] => {
    const stream = xoshiro(seed);
    const wanted = expect[field];
    return Array.from({ length: Array.isArray(wanted) ? wanted.length : 0 }, () => next(stream));
  };
  return {
    state: xoshiroState(seed),
    u32: list('u32', (stream) => stream.nextUint32()),
    u53: list('u53', (stream) => stream.nextUniform()),
  };
};

export const gammaq = (input: CaseInput): JsonRecord => {
  const { lnUpper, lnLower } = lnIncompleteGamma(input.number('a'), input.number('x'));
  return { q: Math.exp(lnUpper), log10_q: log10Of(lnUpper), p: Math.exp(lnLower), log10_p: log10Of(lnLower) };
};
