import { cusum } from '../../../harness/stats/cusum.ts';
import { lagTest } from '../../../harness/stats/lag-test.ts';
import { openingRun } from '../../../harness/stats/opening-run.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

/** Order statistics of one sequence, without pooling (sections 6.2, 6.3). */
export const serial = (input: CaseInput): JsonRecord => {
  const sequence = input.sequence('seq');
  const versions = [...new Set(sequence)].toSorted((a, b) => a - b);
  const opening = openingRun(sequence);
  const change = cusum(sequence, versions);
  const tried = versions.length <= 2 ? 1 : versions.length;
  return {
    n: sequence.length,
    lags: (input.has('lags') ? input.numbers('lags') : []).map((lag) => {
      const test = lagTest(sequence, lag);
      return { lag, matches: test?.matches, mean: test?.mean, var: test?.variance, z: test?.z };
    }),
    initial_run: opening.length,
    p_initial_run: opening.p,
    cusum: {
      D: change.statistic,
      version: change.version,
      change_after: change.changeAfter,
      p_single: change.p,
      p: Math.min(1, change.p * tried),
    },
  };
};
