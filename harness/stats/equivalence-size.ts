import type { EffectiveTolerance } from './effective-tolerance.ts';
import { normalQuantile } from './normal.ts';
import type { Split } from './split.ts';

/**
 * Requests at which an exactly right gateway is proved within its tolerances with probability about 1 − inconclusiveRisk, before
 * rounding up (STATISTICS 4.3). `missRisk` is β, `inconclusiveRisk` γ. Example: 80 : 20, 2 points, β 0.05, γ 0.10: 4484.4.
 */
export const requestsToProve = (
  split: Split,
  tolerance: EffectiveTolerance,
  missRisk: number,
  inconclusiveRisk: number,
): number => {
  const versions = split.units.length === 2 ? 1 : split.units.length;
  const zMiss = normalQuantile(missRisk);
  const zInconclusive = normalQuantile(inconclusiveRisk / (2 * versions));
  const roots = split.shares.map((share, i) => {
    const [rest, delta] = [split.complements[i] ?? 0, tolerance.shares[i] ?? 0];
    const edge = Math.max((share - delta) * (rest + delta), (share + delta) * (rest - delta));
    return (zMiss * Math.sqrt(edge) + zInconclusive * Math.sqrt(share * rest)) / delta;
  });
  return Math.max(...roots) ** 2;
};
