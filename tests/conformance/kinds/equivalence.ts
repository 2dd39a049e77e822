import { weigh } from '../../../harness/stats/deviations.ts';
import { effectiveTolerance, isBeyond } from '../../../harness/stats/effective-tolerance.ts';
import { equivalenceTest } from '../../../harness/stats/equivalence.ts';
import { log10Of } from '../../../harness/stats/log-space.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { edgeRatios } from '../../../harness/stats/sprt.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

/** Equivalence tests and the sequential ratios at the same edges (sections 3.2, 5.2). */
export const equiv = (input: CaseInput): JsonRecord => {
  const units = input.units();
  const isActive = (_: unknown, i: number): boolean => (units[i] ?? 0n) > 0n;
  const weighed = weigh(input.numbers('counts').filter(isActive), splitOf(units.filter(isActive)));
  const points = input.tolerancePoints() ?? Number.NaN;
  const tolerance = effectiveTolerance(weighed.split, typeof points === 'number' ? points : points.filter(isActive));
  const beta = input.number('beta', 0.05);
  const found = equivalenceTest(weighed, tolerance);
  const ratios = edgeRatios(weighed.counts, weighed.n, weighed.split, tolerance);
  return {
    effective_delta_pp: tolerance.shares.map((share) => share * 100),
    p_upper: found.lnPAbove.map(Math.exp),
    p_lower: found.lnPBelow.map(Math.exp),
    log10_p_upper: found.lnPAbove.map(log10Of),
    log10_p_lower: found.lnPBelow.map(log10Of),
    p_equiv: Math.exp(found.lnP),
    log10_p_equiv: log10Of(found.lnP),
    equivalent: found.lnP <= Math.log(beta),
    exceeds_tolerance: isBeyond(weighed, tolerance),
    sprt_llr_upper: ratios.above,
    sprt_llr_lower: ratios.below,
    sprt_threshold: -Math.log(beta),
    sprt_pass: ratios.least >= -Math.log(beta),
  };
};
