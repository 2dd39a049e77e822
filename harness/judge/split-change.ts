import type { SplitChange } from '../model/diagnosis.ts';
import type { Rule } from '../model/expectation.ts';
import type { OrderStatistics } from '../model/order.ts';
import { type Weighed, weigh } from '../stats/deviations.ts';
import type { Causes } from './causes.ts';
import type { Counted } from './counted.ts';
import type { Diagnosis } from './diagnose.ts';
import { type ChangePoint, changePoints } from './diagnose-cusum.ts';
import type { StartTest } from './diagnose-start.ts';
import { amongAll } from './figures.ts';
import { shareIntervals } from './intervals.ts';
import { perRequest } from './judged.ts';
import { testShares } from './share-test.ts';
import { slotCounts } from './slot-counts.ts';

type Place = Pick<ChangePoint, 'stream' | 'checkpoint'>;

/** The counts of the active versions in a part of a stream; a version whose order was not kept has none. */
const partOf = (counts: readonly number[], { versions, active }: Counted, order: OrderStatistics): (number | null)[] =>
  slotCounts(
    active.map((i) => versions[i]?.name),
    counts,
    order,
  );

/** Shares of one part with their intervals, and its p-value; nulls where some version's order was not kept. */
const describe = (part: readonly (number | null)[], counted: Counted, rule: Rule) => {
  const counts = part.filter((count) => count !== null);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0 || counts.length < part.length || counts.length < 2) {
    const none = amongAll<number>(counted, []);
    return { shares: none, ci: { lo: none, hi: none }, p: null };
  }
  const weighed: Weighed = weigh(counts, counted.weighed.split);
  const test = testShares(weighed, rule);
  const { lo, hi } = shareIntervals(counted, { ...perRequest(counted), weighed, n }, test.method === 'chi2', rule.significance);
  return {
    shares: amongAll(
      counted,
      counts.map((count) => count / n),
    ),
    ci: { lo, hi },
    p: Math.exp(test.lnP),
  };
};

/** The clearest change point: the one that CUSUM judged, or the best there is when every version is too rare for it. */
const clearest = ({ cusum, order }: Diagnosis): ChangePoint | null =>
  cusum?.change ??
  changePoints(order).reduce<ChangePoint | null>(
    (best, other) => (best !== null && best.statistic >= other.statistic ? best : other),
    null,
  );

/** The end of the opening run, as near as the checkpoints tell. */
const endOfOpening = ({ stream, length }: StartTest): Place => ({
  stream,
  checkpoint: stream.cumulative.findIndex((row) => row.reduce((sum, count) => sum + count, 0) >= length),
});

/**
 * Where the split changed most, or where the opening run ended when nothing but START says that it changed, with the shares before and
 * after (STATISTICS 6.5). Null when no stream has two versions.
 */
export const splitChange = (diagnosis: Diagnosis, { changes }: Causes, counted: Counted, rule: Rule): SplitChange | null => {
  const { start } = diagnosis;
  const isOnlyStart = changes.size === 1 && changes.has('START');
  const change: Place | null = isOnlyStart && start !== null ? endOfOpening(start) : clearest(diagnosis);
  if (change === null || change.checkpoint < 0) {
    return null;
  }
  const { stream, checkpoint } = change;
  const counts = stream.cumulative[checkpoint] ?? [];
  const rest = (stream.cumulative.at(-1) ?? []).map((total, slot) => total - (counts[slot] ?? 0));
  const before = describe(partOf(counts, counted, diagnosis.order), counted, rule);
  const after = describe(partOf(rest, counted, diagnosis.order), counted, rule);
  return {
    afterRequest: (stream.sendIndex[checkpoint] ?? 0) + 1,
    atMs: stream.sentAtMs[checkpoint] ?? 0,
    before: before.shares,
    after: after.shares,
    beforeCi: before.ci,
    afterCi: after.ci,
    pBefore: before.p,
    pAfter: after.p,
  };
};
