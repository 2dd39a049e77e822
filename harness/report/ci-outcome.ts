import type { GateReport, Report } from '../model/report.ts';

/** How a CI system shows a gate: green, red because the split is wrong or in doubt, red because nothing was measured, or grey. */
export type CiOutcome = 'passed' | 'failed' | 'error' | 'skipped';

/**
 * The colour of a gate in CI. It never contradicts the exit code: doubt is red unless it was allowed to pass (`--on-inconclusive pass`),
 * a PASS on part of an interrupted run is no PASS, and the kept connections of a comparison decide nothing.
 */
export function ciOutcome(gate: GateReport, decides: boolean): CiOutcome {
  switch (gate.verdict) {
    case 'PASS':
      return gate.exitCode === 0 ? 'passed' : 'error';
    case 'FAIL':
      return decides ? 'failed' : 'skipped';
    case 'INCONCLUSIVE':
      if (!decides || gate.exitCode === 0) return 'skipped';
      return gate.reason === 'could-not-measure' ? 'error' : 'failed';
  }
}

/** False for the second half of a comparison of connections: it is shown, and the first half decides. */
export function decidesRun({ comparison }: Report, index: number): boolean {
  return comparison === null || index === 0;
}
