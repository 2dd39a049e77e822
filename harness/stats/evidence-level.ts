import { bisect } from './bisection.ts';
import { lnChiSquareUpper } from './chi-square.ts';
import { DEFAULT_CONCENTRATIONS, lnEvidence } from './e-process.ts';
import type { Split } from './split.ts';

/** ln E after `n` requests of which version `i` got `shift` more than expected, at the expense of all others in proportion. */
const lnEvidenceOfShift = (split: Split, n: number, i: number, shift: number): number => {
  const rest = split.complements[i] ?? 1;
  const deviations = split.shares.map((share, j) => (j === i ? shift : (-shift * share) / rest));
  const counts = split.shares.map((share, j) => Math.max(0, n * share + (deviations[j] ?? 0)));
  return lnEvidence({ split, counts, n, deviations }, DEFAULT_CONCENTRATIONS);
};

/** X² at which such a shift becomes evidence enough; null when even the largest possible one does not. */
const criticalStatistic = (split: Split, n: number, i: number, largest: number, lnEnough: number): number | null => {
  const isLess = (size: number): boolean => lnEvidenceOfShift(split, n, i, Math.sign(largest) * size) < lnEnough;
  if (isLess(Math.abs(largest))) {
    return null;
  }
  const size = bisect(0, Math.abs(largest), isLess);
  return (size * size) / (n * (split.shares[i] ?? 1) * (split.complements[i] ?? 1));
};

/**
 * The significance level of a chi-square test of `n` requests that notices what the e-process notices at request `n`: how much its
 * leave to look at every request costs. Evidence at `n` grows with X² alone, nearly; of the directions tried (rarest and commonest
 * version, up and down) the hardest counts. What is noticed before `n` comes on top. Null when no outcome at all would be enough.
 * Needs two or more versions. Example: 80 : 20, 500 requests, alpha 0.01: 0.00037.
 */
export const equivalentSignificance = (split: Split, n: number, alpha: number): number | null => {
  const order = split.shares.map((_, i) => i).sort((a, b) => (split.shares[a] ?? 0) - (split.shares[b] ?? 0));
  const ends = new Set([order[0] ?? 0, order.at(-1) ?? 0]);
  const statistics = [...ends].flatMap((i) =>
    [n * (split.complements[i] ?? 0), -n * (split.shares[i] ?? 0)].flatMap(
      (largest) => criticalStatistic(split, n, i, largest, -Math.log(alpha)) ?? [],
    ),
  );
  // Below the smallest double there is no level to speak of.
  return statistics.length === 0
    ? null
    : Math.max(Number.MIN_VALUE, Math.exp(lnChiSquareUpper(Math.max(...statistics), split.units.length - 1)));
};

/** Could any outcome of `n` requests be evidence enough? The strongest is everything to the rarest version. */
export const canBeEnough = (split: Split, n: number, alpha: number): boolean => {
  const rarest = split.shares.indexOf(Math.min(...split.shares));
  const largest = n * (split.complements[rarest] ?? 0);
  return n > 0 && lnEvidenceOfShift(split, n, rarest, largest) >= -Math.log(alpha);
};
