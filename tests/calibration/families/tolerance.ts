import { defaultRequests } from '../../../harness/judge/plan-requests.ts';
import type { Verdict } from '../../../harness/model/verdict.ts';
import { expecting } from '../../harness/judge/given.ts';
import { exactCell, simulatedCell } from '../cell.ts';
import { PUBLISHED_TOLERANCE } from '../published.ts';
import { sampledVerdicts } from '../sampled-rates.ts';
import { shifted } from '../truth.ts';
import { exactRates, judged } from '../verdict-rates.ts';
import { type Family, type FamilyRow, labelOf } from './family.ts';

const VERDICTS: readonly Verdict[] = ['FAIL', 'PASS', 'INCONCLUSIVE'];

function* enumerated(): Generator<FamilyRow> {
  for (const { percentages, tolerancePoints, requests, rows } of PUBLISHED_TOLERANCE) {
    const truths = rows.map(([points]) => shifted(percentages, points));
    const rates = exactRates(judged(expecting(percentages, { tolerancePoints })), requests, truths);
    for (const [i, [points, ...printed]] of rows.entries()) {
      yield {
        label: `${labelOf(percentages, points)}, within ${tolerancePoints}, ${requests} requests`,
        cells: VERDICTS.map((verdict, j) => exactCell(rates[i]?.[verdict] ?? Number.NaN, printed[j])),
      };
    }
  }
}

/** Three versions have too many outcomes to judge them all. */
function* simulated(runs: number): Generator<FamilyRow> {
  const [percentages, tolerancePoints] = [[30, 60, 10], 2];
  const expectation = expecting(percentages, { tolerancePoints });
  const requests = defaultRequests(expectation);
  for (const points of [0, 1, 2, 5]) {
    const truth = shifted(percentages, points).map((share) => Math.round(share * 100));
    const verdicts = sampledVerdicts(judged(expectation), { truth, requests, runs, seed: 19n });
    yield {
      label: `${labelOf(percentages, points)}, within ${tolerancePoints}, ${requests} requests`,
      cells: VERDICTS.map((verdict) => simulatedCell(verdicts[verdict], runs)),
    };
  }
}

/** Tolerance mode's three verdicts at the planned number of requests. */
export const TOLERANCE: Family = {
  title: 'Tolerance mode: % of runs by verdict',
  columns: VERDICTS,
  rows: function* (runs) {
    yield* enumerated();
    yield* simulated(runs);
  },
};
