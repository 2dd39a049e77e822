import type { Answer } from '../model/observation.ts';
import type { LabelTally } from '../model/tally.ts';
import { createLatencyCounter, type LatencyCounter } from './latency.ts';

/** Counts the answers of one label. */
export interface LabelCounter {
  /** True once something other than an error page has carried the label. */
  isVersion: boolean;
  /** Stands for the label where its order is counted. */
  readonly number: number;
  /** Answers so far. */
  readonly count: number;
  /** What such an answer looked like, in case it never becomes a version. */
  readonly example: string;
  add(answer: Answer, isFailing: boolean): void;
  toTally(): LabelTally;
}

/** `saysZero`: status 0 is gRPC's OK, and not, as for tcp, an answer without a status. */
export const createLabelCounter = (label: string, example: string, number: number, saysZero = false): LabelCounter => {
  const latency = createLatencyCounter();
  let uncorrected: LatencyCounter | null = null;
  const statuses = new Map<number, number>();
  let count = 0;
  let failing = 0;
  let firstIndex = Number.POSITIVE_INFINITY;
  return {
    isVersion: false,
    number,
    get count() {
      return count;
    },
    example,
    add: ({ index, status, latencyMs, uncorrectedMs }, isFailing) => {
      count += 1;
      failing += isFailing ? 1 : 0;
      // Answers come back in another order than the requests went out.
      firstIndex = Math.min(firstIndex, index);
      if (status !== 0 || saysZero) {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      latency.add(latencyMs);
      if (uncorrectedMs !== null) {
        uncorrected ??= createLatencyCounter();
        uncorrected.add(uncorrectedMs);
      }
    },
    toTally: () => ({
      label,
      count,
      failing,
      firstIndex,
      statuses: Object.fromEntries(statuses),
      latency: latency.toBuckets(),
      ...(uncorrected === null ? {} : { uncorrected: uncorrected.toBuckets() }),
    }),
  };
};
