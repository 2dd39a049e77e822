import type { Weighed } from './deviations.ts';
import { lnSum } from './log-space.ts';
import type { Split } from './split.ts';
import { stirlingCorrection } from './stirling.ts';

/** The mixture used unless asked otherwise: good at small and large deviations alike (STATISTICS 5.1). */
export const DEFAULT_CONCENTRATIONS: readonly number[] = [10, 100, 1000, 10_000];

/** ln of the mean of several numbers given by their logarithms. */
const lnMean = (values: readonly number[]): number => {
  let sum = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    sum = lnSum(sum, values[i] ?? Number.NEGATIVE_INFINITY);
  }
  return sum - Math.log(values.length);
};

/** What the evidence depends on; the counts need not be whole. */
export type Evident = Pick<Weighed, 'split' | 'counts' | 'n' | 'deviations'>;

const lnEvidenceAt = ({ split, counts, n, deviations }: Evident, a: number): number => {
  const total = a + n;
  const versions = split.shares.reduce((sum, share, i) => {
    const prior = a * share;
    const x = prior + (counts[i] ?? 0);
    const ratio = Math.log1p((deviations[i] ?? 0) / (share * total));
    return sum + (x - 0.5) * ratio + stirlingCorrection(x) - stirlingCorrection(prior);
  }, 0);
  return versions - ((counts.length - 1) / 2) * Math.log1p(n / a) - stirlingCorrection(total) + stirlingCorrection(a);
};

/**
 * ln of the Dirichlet-multinomial e-process (Lindon & Malek 2022), averaged over prior concentrations: evidence against the split
 * that may be looked at after every request. It exceeds ln(1/α) with probability at most α if the weights are right (Ville 1939).
 * In Stirling form, where the naive difference of log-gammas loses six digits at 10^9 requests (STATISTICS 5.1).
 */
export const lnEvidence = (weighed: Evident, concentrations: readonly number[] = DEFAULT_CONCENTRATIONS): number =>
  weighed.n === 0 ? 0 : lnMean(concentrations.map((a) => lnEvidenceAt(weighed, a)));

/** The same, one request at a time and without allocating anything for it. */
export interface EvidenceStream {
  /** Takes the version (index into the split) of the next request and returns the new ln E. */
  add(version: number): number;
}

/** Starts at ln E = 0. One step per request and concentration: E grows by (a·share + count)/((a + n)·share). */
export const evidenceStream = (split: Split, concentrations: readonly number[] = DEFAULT_CONCENTRATIONS): EvidenceStream => {
  const counts = split.shares.map(() => 0);
  const logs = concentrations.map(() => 0);
  let n = 0;
  const add = (version: number): number => {
    const share = split.shares[version];
    if (share === undefined) {
      throw new RangeError(`evidenceStream: version ${version} is not one of ${split.shares.length}`);
    }
    const count = counts[version] ?? 0;
    for (let i = 0; i < logs.length; i += 1) {
      const a = concentrations[i] ?? 0;
      logs[i] = (logs[i] ?? 0) + Math.log((a * share + count) / ((a + n) * share));
    }
    counts[version] = count + 1;
    n += 1;
    return lnMean(logs);
  };
  return { add };
};
