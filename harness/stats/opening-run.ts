import { lnSum } from './log-space.ts';
import { lnGamma } from './stirling.ts';

/** The run of one version that a sequence starts with. */
export interface OpeningRun {
  readonly length: number;
  /** Chance of an opening run at least this long if the order were random. */
  readonly p: number;
}

/** Up to here the product is taken factor by factor; beyond, differences of log-gammas are exact enough and do not take for ever. */
const MOST_FACTORS = 100_000;

/** ln of count·(count − 1)… / (n·(n − 1)…), `length` factors each. */
const lnAllFirst = (count: number, n: number, length: number): number => {
  if (count < length) {
    return Number.NEGATIVE_INFINITY;
  }
  if (length > MOST_FACTORS) {
    const lnFalling = (from: number): number => lnGamma(from + 1) - lnGamma(from - length + 1);
    return Math.min(0, lnFalling(count) - lnFalling(n));
  }
  let sum = 0;
  for (let j = 0; j < length; j += 1) {
    sum += Math.log((count - j) / (n - j));
  }
  return sum;
};

/**
 * Exact test for "the new weights were not live yet" (START, STATISTICS 6.3): ln of the chance, given the totals, that the first
 * `length` requests all hit one version. `length` is whole, at most Σ counts; counts may be real, when requests count for less. Example: totals 3, 1 and length 2 give ln ½.
 */
export const lnOpeningRunChance = (counts: readonly number[], length: number): number => {
  if (length <= 1) {
    // Some version comes first: certain, and not a rounding below.
    return 0;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  const chances = counts.map((count) => lnAllFirst(count, n, length));
  return Math.min(0, chances.reduce(lnSum, Number.NEGATIVE_INFINITY));
};

/** The opening run of a sequence and its chance. Needs at least one request. Example: 0, 0, 1, 0 gives length 2, p = 1/2. */
export const openingRun = (sequence: readonly number[]): OpeningRun => {
  const firstOther = sequence.findIndex((version) => version !== sequence[0]);
  const length = firstOther < 0 ? sequence.length : firstOther;
  const counts = new Map<number, number>();
  for (const version of sequence) {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return { length, p: Math.exp(lnOpeningRunChance([...counts.values()], length)) };
};
