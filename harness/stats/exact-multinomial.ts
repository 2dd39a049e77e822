import type { Weighed } from './deviations.ts';
import { type ExactResult, TIE_TOLERANCE } from './exact-binomial.ts';
import { lnGamma } from './stirling.ts';

/** X² closer than this (relative) counts as tied. */
const CHI2_TIE_TOLERANCE = 1e-9;

/** Number of ways `n` requests can fall on `versions` versions, C(n + k − 1, k − 1); anything above `limit` comes back as Infinity. */
export const countOutcomes = (n: number, versions: number, limit: number): number => {
  let outcomes = 1;
  const [fewer, more] = n < versions - 1 ? [n, versions - 1] : [versions - 1, n];
  for (let i = 1; i <= fewer; i += 1) {
    // Exact at every step while below 2^53: the running value is itself a binomial coefficient.
    outcomes = (outcomes * (more + i)) / i;
    if (outcomes > limit) {
      return Number.POSITIVE_INFINITY;
    }
  }
  return outcomes;
};

/** Per version and count: what that count adds to the log-probability and to X². */
const contributions = (weighed: Weighed) => {
  const sizes = Array.from({ length: weighed.n + 1 }, (_, x) => x);
  const lnFactorials = sizes.map((x) => lnGamma(x + 1));
  const { shares } = weighed.split;
  return {
    lnTerms: shares.map((share) => Float64Array.from(sizes, (x) => x * Math.log(share) - (lnFactorials[x] ?? 0))),
    chi2Terms: weighed.expected.map((m) => Float64Array.from(sizes, (x) => ((x - m) * (x - m)) / m)),
    lnTotal: lnFactorials[weighed.n] ?? 0,
  };
};

/** For every version, the X² of it and all later ones when they get nothing. */
const emptyTails = (chi2Terms: readonly Float64Array[]): Float64Array => {
  const tails = new Float64Array(chi2Terms.length + 1);
  for (let i = chi2Terms.length - 1; i >= 0; i -= 1) {
    tails[i] = (tails[i + 1] ?? 0) + (chi2Terms[i]?.[0] ?? 0);
  }
  return tails;
};

/** Calls `visit` once per outcome with its log-probability (without ln N!) and its X². */
const eachOutcome = (
  n: number,
  lnTerms: readonly Float64Array[],
  chi2Terms: readonly Float64Array[],
  visit: (ln: number, chi2: number) => void,
): void => {
  const tails = emptyTails(chi2Terms);
  const last = lnTerms.length - 1;
  const descend = (i: number, left: number, ln: number, chi2: number): void => {
    const [lnRow, chi2Row] = [lnTerms[i] as Float64Array, chi2Terms[i] as Float64Array];
    if (i === last) {
      visit(ln + (lnRow[left] as number), chi2 + (chi2Row[left] as number));
      return;
    }
    for (let x = 0; x < left; x += 1) {
      descend(i + 1, left - x, ln + (lnRow[x] as number), chi2 + (chi2Row[x] as number));
    }
    visit(ln + (lnRow[left] as number), chi2 + (chi2Row[left] as number) + (tails[i + 1] as number));
  };
  descend(0, n, 0, 0);
};

/**
 * Exact multinomial test by visiting every outcome (STATISTICS 1.4): how likely is an outcome that is not more likely than the
 * observed one? Feasible for a few million outcomes; the caller counts them first. Sums relative to the observed probability,
 * so that p-values below 10^−308 come out right. Example: 12, 5, 3 against 70 : 20 : 10 give p = 0.4784.
 */
export const exactMultinomial = (weighed: Weighed): ExactResult => {
  const { lnTerms, chi2Terms, lnTotal } = contributions(weighed);
  const pick = (rows: readonly Float64Array[]): number => weighed.counts.reduce((sum, x, i) => sum + (rows[i]?.[x] ?? 0), 0);
  const lnObserved = pick(lnTerms);
  const chi2Limit = pick(chi2Terms) * (1 - CHI2_TIE_TOLERANCE);
  let notMoreLikely = 0;
  let chi2Sum = 0;
  let chi2Scale = lnObserved;
  eachOutcome(weighed.n, lnTerms, chi2Terms, (ln, chi2) => {
    if (ln <= lnObserved + TIE_TOLERANCE) {
      notMoreLikely += Math.exp(ln - lnObserved);
    }
    if (chi2 >= chi2Limit) {
      if (ln > chi2Scale) {
        chi2Sum *= Math.exp(chi2Scale - ln);
        chi2Scale = ln;
      }
      chi2Sum += Math.exp(ln - chi2Scale);
    }
  });
  return {
    lnP: Math.min(0, lnTotal + lnObserved + Math.log(notMoreLikely)),
    lnPChi2Order: Math.min(0, lnTotal + chi2Scale + Math.log(chi2Sum)),
  };
};
