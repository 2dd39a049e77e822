import type { Expectation } from '../model/expectation.ts';
import { DEFAULT_CONCENTRATIONS } from '../stats/e-process.ts';
import type { WatchRule } from '../stats/sequential-watch.ts';

/** What of an expectation a run is watched by: exact weights in the order of the versions, risks and tolerance. */
export const watchRuleOf = ({ versions, rule }: Expectation): WatchRule => ({
  units: versions.map(({ weight }) => weight),
  concentrations: DEFAULT_CONCENTRATIONS,
  alpha: rule.significance,
  beta: rule.missRisk,
  tolerancePoints: rule.tolerancePoints,
  minRequests: null,
});
