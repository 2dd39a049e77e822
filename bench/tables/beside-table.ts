import type { LoadRun } from '../measure/load-run.ts';
import type { Pair } from '../measure/pairs.ts';
import { spreadOf } from '../measure/spread.ts';
import { askedText, figure, spreadText } from './figures.ts';
import { markdownTable } from './markdown-table.ts';

/** One other tool and its pairs of runs. */
export interface Beside {
  /** Name and version. */
  readonly name: string;
  /** The least ratio of requests per second that is asked for, where one is. */
  readonly least?: number;
  readonly pairs: readonly Pair<LoadRun>[];
}

const HEADS = [
  'it',
  'requests/s: it',
  'we',
  'we / it, median of pairs (range)',
  'asked',
  'CPU µs/request: it',
  'we',
  'peak MiB: it',
  'we',
  'target busy: it, we',
];

/** The comparison with every tool, one row each. Ratios are taken within pairs, so a row's ratio need not be that of its medians. */
export function besideTable(rows: readonly Beside[]): string {
  return markdownTable(HEADS, rows.map(row));
}

function row({ name, least, pairs }: Beside): readonly string[] {
  const median = (side: keyof Pair<LoadRun>, pick: (run: LoadRun) => number): number =>
    spreadOf(pairs.map((pair) => pick(pair[side]))).median;
  const both = (pick: (run: LoadRun) => number): string[] => [figure(median('theirs', pick)), figure(median('ours', pick))];
  const ratio = spreadOf(pairs.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond));
  const busy = (['theirs', 'ours'] as const).map((side) => `${Math.round(median(side, (run) => run.targetBusy) * 100)} %`);
  return [
    name,
    ...both((run) => run.perSecond),
    spreadText(ratio),
    askedText(ratio.median, least === undefined ? {} : { least }),
    ...both((run) => run.cpuUsPerRequest),
    ...both((run) => run.peakMib),
    busy.join(', '),
  ];
}
