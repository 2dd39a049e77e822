import { lnIncompleteGamma } from '../stats/incomplete-gamma.ts';
import type { BlockTest } from './blocks.ts';
import type { Tested } from './tested.ts';

/** A rotation shows much less variation than this; a lucky draw does not count. */
const MOST_OF_EXPECTED = 0.7;

/**
 * UNDER (STATISTICS 6.3): blocks that are more alike than independent draws could be, because versions are dealt out in a rotation.
 * The statistic is T/E: 1 for independent draws, near 0 for a rotation.
 */
export const diagnoseUnder = ({ statistic, mean, variance, n }: BlockTest): Tested<'UNDER'> => {
  // Blocks that are all equal have T = 0 and would have p = 0, which no logarithm can tell: less than one request's worth is not told apart.
  const atLeast = Math.max(statistic, mean / n);
  const { lnLower } = lnIncompleteGamma((mean * mean) / variance, (atLeast * mean) / variance);
  return { id: 'UNDER', stat: statistic / mean, lnP: lnLower, guard: statistic <= MOST_OF_EXPECTED * mean };
};
