import type { Weighed } from './deviations.ts';

/**
 * Adjusted standardized residuals d / √(N·share·(1 − share)): how many standard errors each version is off (STATISTICS 1.7).
 * They say which version is off; they never decide. 0 for a single version and without requests.
 */
export const standardizedResiduals = (weighed: Weighed): number[] =>
  weighed.deviations.map((d, i) => {
    const variance = (weighed.expected[i] ?? 0) * (weighed.split.complements[i] ?? 0);
    return variance > 0 ? d / Math.sqrt(variance) : 0;
  });
