import { DEFAULT_CONCENTRATIONS } from '../../harness/stats/e-process.ts';
import type { SequentialRule } from '../../harness/stats/sequential-rule.ts';
import { expecting } from '../harness/judge/given.ts';

/** The sequential rule with the risks of the command line's defaults. Weights as written, tolerance in points or none. */
export const sequentialRule = (weights: readonly number[], tolerancePoints: number | null): SequentialRule => {
  const { versions, rule } = expecting(weights);
  return {
    units: versions.map(({ weight }) => weight),
    concentrations: DEFAULT_CONCENTRATIONS,
    alpha: rule.significance,
    beta: rule.missRisk,
    tolerancePoints,
    minRequests: null,
    maxRequests: null,
  };
};
