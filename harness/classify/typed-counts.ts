import type { FailureTally, LabelTally, Tally } from '../model/tally.ts';
import { escaped } from './escaped.ts';
import { NO_LATENCY } from './latency.ts';

/** What is known of counts that nobody drove: the counts. */
export const typedTally = (
  target: string,
  groupBy: string,
  counts: ReadonlyMap<string, number>,
  failures: readonly FailureTally[],
): Tally => {
  const labels = [...counts].map(
    ([label, count]): LabelTally => ({ label, count, failing: 0, firstIndex: -1, statuses: {}, latency: NO_LATENCY }),
  );
  return {
    schema: 'weighbridge/tally/v1',
    driver: 'typed in',
    target,
    probe: null,
    groupBy,
    sent: [...labels, ...failures].reduce((sum, { count }) => sum + count, 0),
    labels,
    failures,
    connections: { opened: 0, fresh: false },
    startedAt: null,
    endedAt: null,
    elapsedMs: null,
    end: null,
    endDetail: null,
    order: null,
    gate: null,
  };
};

/**
 * A tally from counts that were typed in, one per label. Counts are whole numbers from 0, their sum at most 2^53 − 1; labels are not
 * empty and all different. Times, statuses and send order are unknown (`firstIndex` −1). Throws a RangeError naming what does not fit.
 */
export const tallyFromCounts = (labels: readonly string[], counts: readonly number[]): Tally => {
  if (labels.length !== counts.length || counts.length === 0) {
    throw new RangeError(
      `--counts: there are ${counts.length} numbers for ${labels.length} names; give one number for every name`,
    );
  }
  const byLabel = new Map<string, number>();
  let total = 0n;
  for (const [index, label] of labels.entries()) {
    const count = counts[index] ?? -1;
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`--counts ${counts[index]}: this is not a count; write whole numbers from 0, such as 61,28,11`);
    }
    if (label === '' || byLabel.has(label)) {
      throw new RangeError(
        `--counts: the name "${escaped(label, 80)}" is empty or stands twice; give every count one name of its own`,
      );
    }
    byLabel.set(label, count);
    total += BigInt(count);
  }
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`--counts: the numbers add up to ${total}, more than 2^53 − 1 can be counted; give smaller ones`);
  }
  return typedTally('typed-in counts', 'line', byLabel, []);
};
