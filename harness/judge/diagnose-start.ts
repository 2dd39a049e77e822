import type { OrderStatistics, StreamStatistics } from '../model/order.ts';
import { lnOpeningRunChance } from '../stats/opening-run.ts';
import type { Tested } from './tested.ts';

/** START with the run that it found. */
export interface StartTest extends Tested<'START'> {
  readonly stream: StreamStatistics;
  readonly slot: number;
  readonly length: number;
  /** ln of the chance of such a run in its own stream. */
  readonly lnChance: number;
}

const runOf = (stream: StreamStatistics) => {
  const { opening, cumulative } = stream;
  const totals = (cumulative.at(-1) ?? []).filter((total) => total > 0);
  if (opening === null || totals.length < 2) {
    return [];
  }
  return [{ stream, slot: opening.slot, length: opening.length, lnChance: lnOpeningRunChance(totals, opening.length) }];
};

/**
 * START (STATISTICS 6.3): a long opening run of one version, because new weights were not live yet. Several streams: the least likely
 * run, times the number of streams.
 */
export const diagnoseStart = ({ streams }: OrderStatistics): StartTest | null => {
  const runs = streams.flatMap(runOf);
  const [first, ...others] = runs;
  if (first === undefined) {
    return null;
  }
  const run = others.reduce((best, other) => (other.lnChance < best.lnChance ? other : best), first);
  const lnP = Math.min(0, run.lnChance + Math.log(runs.length));
  return { id: 'START', stat: run.length, lnP, guard: true, ...run };
};
