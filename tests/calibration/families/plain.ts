import { defaultRequests } from '../../../harness/judge/plan-requests.ts';
import { expecting } from '../../harness/judge/given.ts';
import { exactCell } from '../cell.ts';
import { PUBLISHED } from '../published.ts';
import { shifted } from '../truth.ts';
import { exactRates, judged, shareTested } from '../verdict-rates.ts';
import { type Family, labelOf } from './family.ts';

function* rows() {
  for (const { percentages, rows: published } of PUBLISHED) {
    const expectation = expecting(percentages);
    const truths = published.map(({ points }) => shifted(percentages, points));
    const decide = percentages.length === 2 ? judged(expectation) : shareTested(expectation);
    const with500 = exactRates(decide, 500, truths);
    const withDefault = exactRates(decide, defaultRequests(expectation), truths);
    for (const [i, { points, plain500, plainDefault }] of published.entries()) {
      yield {
        label: labelOf(percentages, points),
        cells: [
          exactCell(with500[i]?.FAIL ?? Number.NaN, plain500),
          exactCell(withDefault[i]?.FAIL ?? Number.NaN, plainDefault === '-' ? null : plainDefault),
        ],
      };
    }
  }
}

/** Plain mode: the chi-square test at 1 %. */
export const PLAIN: Family = {
  title: 'Plain mode: % of runs that FAIL',
  columns: ['-n 500', 'default -n'],
  rows,
};
