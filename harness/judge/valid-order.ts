import type { GroupStatistics, OrderStatistics, StreamStatistics } from '../model/order.ts';

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const demand = (holds: boolean, what: string): void => {
  if (!holds) {
    throw new RangeError(
      `tally: the order statistics contradict themselves: ${what}; measure again or judge with --diagnostics off`,
    );
  }
};

/** Slots that are counted: one per label and one for all others. */
const widthOf = ({ slots, otherSlot }: OrderStatistics): number => Math.max(slots.length, otherSlot === null ? 0 : otherSlot + 1);

const assertStream = (stream: StreamStatistics, width: number): void => {
  const { n, late, cumulative, sentAtMs, sendIndex, opening, pairs } = stream;
  const rows = [cumulative, sentAtMs, sendIndex].map(({ length }) => length);
  demand(isWhole(n) && isWhole(late), `a stream of ${n} requests, ${late} late`);
  demand(new Set(rows).size === 1, `${rows.join(', ')} checkpoints, times and indices`);
  demand([...sentAtMs, ...sendIndex].every(isAmount), 'a checkpoint without time or index');
  for (const [k, row] of cumulative.entries()) {
    const grows = row.every((count, slot) => isWhole(count) && count >= (cumulative[k - 1]?.[slot] ?? 0));
    demand(row.length === width && grows, `checkpoint ${k + 1} does not count ${width} slots upward`);
  }
  demand(sumOf(cumulative.at(-1) ?? []) === n, `the last checkpoint does not stand after ${n} requests`);
  demand(
    pairs.every((layer) => layer.length === width * width && layer.every(isWhole)),
    `the pairs of a lag are not ${width} × ${width} counts`,
  );
  const opens = opening === null ? 0 : opening.length;
  demand(isWhole(opens) && opens <= n && (opens > 0 || n === 0), `an opening run of ${opens} in ${n} requests`);
};

const assertGroups = (groups: GroupStatistics, width: number): void => {
  const { sumSize, sumSizeSquared, sumInverseSize, samePairs, sumLargest, products, votes } = groups;
  const amounts = [sumSize, sumSizeSquared, sumInverseSize, samePairs, sumLargest, ...products.flat()];
  demand(isWhole(groups.groups) && amounts.every(isAmount), 'a sum over connections that is not a number from 0 up');
  demand(products.length === width && products.every((row) => row.length === width), `products that are not ${width} × ${width}`);
  demand(votes.length === width && votes.every(isWhole), `votes that are not ${width} counts`);
  demand(sumOf(votes) === groups.groups, `${groups.groups} connections cast ${sumOf(votes)} votes`);
  const total = sumOf(products.flat());
  demand(Math.abs(total - sumSize) <= 1e-6 * Math.max(1, sumSize), `products that add up to ${total}, not ${sumSize} requests`);
};

/**
 * Throws a RangeError when order statistics contradict themselves. A NaN in them would compare false with every limit, which looks
 * like "nothing found".
 */
export const assertOrder = (order: OrderStatistics): void => {
  const width = widthOf(order);
  for (const stream of order.streams) {
    assertStream(stream, width);
  }
  if (order.connections !== null) {
    assertGroups(order.connections, width);
  }
  for (const { counts } of order.clients) {
    demand(counts.length === width && counts.every(isWhole), `a client's counts that are not ${width} whole numbers`);
  }
};
