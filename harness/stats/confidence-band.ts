import { bisect } from './bisection.ts';
import { weigh } from './deviations.ts';
import { lnEvidence } from './e-process.ts';
import { type Split, splitOf } from './split.ts';

/** Lower and upper ends per version, 0 to 1. */
export interface Band {
  readonly lo: readonly number[];
  readonly hi: readonly number[];
}

/** Prior concentration of the band; it decides only how the width is shared out between early and late. */
const BAND_CONCENTRATION = 100;

/** Adding 0 keeps 0·ln 0 out of it: a version with no hits does not care how unlikely a hit was. */
const timesLn = (count: number, x: number): number => (count === 0 ? 0 : count * Math.log(x));

const bandOf = (split: Split, i: number, hits: number, n: number, lnLimit: number): readonly [number, number] => {
  const unit = split.units[i] ?? 0n;
  const pair = splitOf([unit, split.total - unit]);
  const [share = 0, rest = 0] = pair.shares;
  const misses = n - hits;
  // ln of the prior's average likelihood over the likelihood at the expected share; the latter is then moved to θ.
  const lnPrior = lnEvidence(weigh([hits, misses], pair), [BAND_CONCENTRATION]) + timesLn(hits, share) + timesLn(misses, rest);
  const isInside = (theta: number): boolean => lnPrior - timesLn(hits, theta) - timesLn(misses, 1 - theta) < lnLimit;
  const middle = hits / n;
  const lo = hits === 0 ? 0 : bisect(0, middle, (theta) => !isInside(theta));
  const hi = misses === 0 ? 1 : bisect(middle, 1, isInside);
  return [lo, hi];
};

/**
 * Which share may each version really have? A band that holds at every moment of a run at once with probability 1 − risk, for all
 * versions together, so it may be read whenever one likes (STATISTICS 5.2, last paragraph). Wider than an interval for a size fixed
 * beforehand. Needs counts that add up to `n`; with n = 0 it is 0 to 1.
 * Example: 80 : 20, 80 and 20 hits, risk 0.01: 0.647 to 0.910 and 0.090 to 0.353.
 */
export const confidenceBand = (split: Split, counts: readonly number[], n: number, risk: number): Band => {
  if (n === 0) {
    return { lo: counts.map(() => 0), hi: counts.map(() => 1) };
  }
  if (counts.length === 1) {
    // The run ends at the first request elsewhere: with share θ it gets this far with probability θⁿ.
    return { lo: [risk ** (1 / n)], hi: [1] };
  }
  const ends = counts.map((hits, i) => bandOf(split, i, hits, n, Math.log(counts.length / risk)));
  return { lo: ends.map(([lo]) => lo), hi: ends.map(([, hi]) => hi) };
};
