import type { StreamStatistics } from '../model/order.ts';

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * Cuts a stream into `parts` of equal length in send order: for each edge, the start left out, the position of the nearest checkpoint in
 * `cumulative`, or −1 where that is the start. Checkpoints repeat where there are fewer of them than edges. `parts`: 1 or more.
 */
export const checkpointsAtEdges = ({ n, cumulative }: StreamStatistics, parts: number): readonly number[] => {
  const sizes = [0, ...cumulative.map(sumOf)];
  let k = 0;
  return Array.from({ length: parts }, (_, part) => {
    const edge = Math.floor(((part + 1) * n) / parts);
    const distance = (i: number): number => Math.abs((sizes[i] ?? Number.POSITIVE_INFINITY) - edge);
    while (distance(k + 1) < distance(k)) {
      k += 1;
    }
    return k - 1;
  });
};
