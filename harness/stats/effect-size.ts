import { sumOver, type Weighed } from './deviations.ts';
import { pearsonStatistic } from './pearson.ts';

/** How far off the split is, in measures that do not grow with the number of requests. */
export interface EffectSize {
  /** √(X²/N) (Cohen 1988): 0.1 small, 0.3 medium, 0.5 large. */
  readonly cohenW: number;
  /** The same with what chance alone adds taken off: √(max(0, X² − df)/N). */
  readonly cohenWAdjusted: number;
  /** Total variation: at least this share of the requests went to a version they should not have. */
  readonly totalVariation: number;
  /** Largest deviation of a share, in percentage points. */
  readonly maxDeviationPoints: number;
}

/**
 * Effect sizes of STATISTICS 1.8. Needs at least one request. What chance adds grows with the design effect.
 * Example: 760 and 240 against 80 : 20 give w = 0.1, TV = 0.04, 4 points.
 */
export const effectSize = (weighed: Weighed, designEffect = 1): EffectSize => {
  const { n, deviations } = weighed;
  const chiSquare = pearsonStatistic(weighed);
  return {
    cohenW: Math.sqrt(chiSquare / n),
    cohenWAdjusted: Math.sqrt(Math.max(0, chiSquare - designEffect * (deviations.length - 1)) / n),
    totalVariation: sumOver(weighed, (d) => Math.abs(d)) / 2 / n,
    maxDeviationPoints: (100 * Math.max(...deviations.map(Math.abs))) / n,
  };
};
