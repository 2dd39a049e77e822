import { lnChiSquareUpper } from './chi-square.ts';
import { type Weighed, weigh } from './deviations.ts';

/**
 * Where the smallest X² would send unattributed requests: fill the versions that are shortest of their share first, like water
 * (STATISTICS 0.2). Returns X² of the best, not necessarily whole, assignment.
 */
const smallestStatistic = ({ counts, split, n }: Weighed, unattributed: number): number => {
  const total = n + unattributed;
  const level = counts
    .map((count, i) => ({ count, share: split.shares[i] ?? 0 }))
    .sort((a, b) => a.count / a.share - b.count / b.share);
  let [filled, share, water] = [0, 0, 0];
  for (const [i, version] of level.entries()) {
    filled += version.count;
    share += version.share;
    water = (filled + unattributed) / share;
    const next = level[i + 1];
    if (next === undefined || next.count / next.share >= water) {
      break;
    }
  }
  return level.reduce((sum, version) => {
    const expected = total * version.share;
    return sum + (Math.max(version.count, water * version.share) - expected) ** 2 / expected;
  }, 0);
};

/** What requests without a version could do to the chi-square test. */
export interface UnattributedBounds {
  /** ln p of the smallest X² any assignment gives: below ln α no assignment rescues the split. */
  readonly lnPBest: number;
  /** The counts with all of them on the one version where X² gets largest. */
  readonly worst: Weighed;
}

/**
 * Bounds of X² over all ways to assign `unattributed` requests to the active versions (STATISTICS 0.2); X² is divided by the design
 * effect.
 */
export const unattributedBounds = (weighed: Weighed, unattributed: number, designEffect = 1): UnattributedBounds => {
  // X² grows by (2·count + u)·u / (N'·share) when all u land on one version; nothing else depends on which one.
  const growth = weighed.counts.map((count, i) => (2 * count + unattributed) / (weighed.split.shares[i] ?? 1));
  const target = growth.indexOf(Math.max(...growth));
  const worst = weigh(
    weighed.counts.map((count, i) => (i === target ? count + unattributed : count)),
    weighed.split,
  );
  const df = weighed.counts.length - 1;
  return { lnPBest: lnChiSquareUpper(smallestStatistic(weighed, unattributed) / designEffect, df), worst };
};
