import type { SequentialStop } from '../../../harness/stats/sequential-rule.ts';
import { type Cell, exactCell, exactMeanCell, simulatedCell, simulatedMeanCell } from '../cell.ts';
import { PUBLISHED, type PublishedSplit } from '../published.ts';
import { sampledRuns } from '../sampled-runs.ts';
import { boundaries } from '../sequential-boundaries.ts';
import { sequentialRule } from '../sequential-rule.ts';
import { walk } from '../sequential-walk.ts';
import { shifted } from '../truth.ts';
import { type Family, type FamilyRow, labelOf } from './family.ts';

const SHORT_CAP = 500;
const TOLERANCE_POINTS = 2;

/**
 * The published means come from shares compared in floating point, where being off by exactly the tolerance counts as beyond;
 * the product compares exactly and stops up to 0.1 % later.
 */
const MEAN_SLACK = 0.002;

/** Two versions: exact, by following every undecided count. */
function* followed({ percentages, sequentialCap, rows }: PublishedSplit): Generator<FamilyRow> {
  const plain = [...boundaries(sequentialRule(percentages, null), SHORT_CAP)];
  const tolerant = [...boundaries(sequentialRule(percentages, TOLERANCE_POINTS), sequentialCap)];
  for (const { points, sequential500, fail, pass, meanRequests } of rows) {
    const share = shifted(percentages, points)[0] ?? 0;
    const ends = walk(tolerant, share);
    yield {
      label: labelOf(percentages, points),
      cells: [
        exactCell(walk(plain, share).fail, sequential500),
        exactCell(ends.fail, fail),
        exactCell(ends.pass, pass),
        exactMeanCell(ends.meanRequests, meanRequests, MEAN_SLACK),
      ],
    };
  }
}

/**
 * The published runs of three versions looked at the evidence only now and then, the product looks after every request: it
 * stops some requests earlier (looking every 20 requests alone costs about 20 at 10 points off), and more often within a short cap.
 */
const LOOKS_SLACK = { rate: 0.03, requests: 40 };

const share = (stops: readonly SequentialStop[], verdict: string, published: string): Cell =>
  simulatedCell(stops.filter((stop) => stop.verdict === verdict).length, stops.length, published, LOOKS_SLACK.rate);

/** Three versions: the product's stopping rule on simulated runs. */
function* simulated({ percentages, sequentialCap, rows }: PublishedSplit, runs: number): Generator<FamilyRow> {
  for (const { points, sequential500, fail, pass, meanRequests } of rows) {
    const truth = shifted(percentages, points);
    const plain = [...sampledRuns(sequentialRule(percentages, null), truth, SHORT_CAP, 2 * runs, 13n)];
    const tolerant = [...sampledRuns(sequentialRule(percentages, TOLERANCE_POINTS), truth, sequentialCap, runs, 17n)];
    yield {
      label: labelOf(percentages, points),
      cells: [
        share(plain, 'FAIL', sequential500),
        share(tolerant, 'FAIL', fail),
        share(tolerant, 'PASS', pass),
        simulatedMeanCell(
          tolerant.map(({ stopN }) => stopN),
          meanRequests,
          LOOKS_SLACK.requests,
        ),
      ],
    };
  }
}

/** Sequential mode: how runs end and after how many requests. */
export const SEQUENTIAL: Family = {
  title: 'Sequential mode: % of runs, and mean number of requests',
  columns: ['FAIL, no tolerance, up to 500', 'within 2: FAIL', 'PASS', 'requests'],
  rows: function* (runs) {
    for (const split of PUBLISHED) {
      yield* split.percentages.length === 2 ? followed(split) : simulated(split, runs);
    }
  },
};
