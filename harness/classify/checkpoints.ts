/** Most checkpoints of one stream. */
export const MOST_CHECKPOINTS = 4_096;

/** What `StreamStatistics` tells of checkpoints, with counts by track. */
export interface CheckpointRows {
  readonly n: number;
  readonly spacing: number;
  readonly cumulative: number[][];
  readonly sentAtMs: number[];
  readonly sendIndex: number[];
}

/** Running counts by track, written down at evenly spaced moments. Constant size. */
export interface Checkpoints {
  /** The next request in send order. Tracks are whole numbers from 0, given out one after another. */
  add(track: number, sentAtMs: number, index: number): void;
  /** Rows of `tracks` counts; the last row stands after the last request. */
  toRows(tracks: number): CheckpointRows;
}

const everySecond = (values: number[]): number[] => values.filter((_, place) => place % 2 === 1);
const inMicroseconds = (ms: number): number => Math.round(ms * 1000) / 1000;

/**
 * At most 4,096 checkpoints (STATISTICS 6.7): one after every request until that many are there; then every second is dropped and they
 * stand twice as far apart, again and again. So they are exact up to 4,096 requests and never closer than n / 4,096 after that.
 */
export const createCheckpoints = (): Checkpoints => {
  const counts: number[] = [];
  /** Columns rather than rows: a new track is a new column, and nothing else changes. */
  let columns: number[][] = [];
  let times: number[] = [];
  let indices: number[] = [];
  let n = 0;
  let spacing = 1;
  let untilNext = 1;
  let lastTime = 0;
  let lastIndex = -1;

  const thinOut = (): void => {
    columns = columns.map(everySecond);
    times = everySecond(times);
    indices = everySecond(indices);
    spacing *= 2;
    untilNext = spacing;
  };
  const write = (): void => {
    for (const [track, column] of columns.entries()) {
      column.push(counts[track] ?? 0);
    }
    times.push(lastTime);
    indices.push(lastIndex);
    untilNext = spacing;
  };
  const admit = (track: number): void => {
    while (counts.length <= track) {
      counts.push(0);
      columns.push(times.map(() => 0));
    }
  };

  return {
    add: (track, sentAtMs, index) => {
      if (times.length === MOST_CHECKPOINTS) {
        thinOut();
      }
      if (track >= counts.length) {
        admit(track);
      }
      counts[track] = (counts[track] ?? 0) + 1;
      n += 1;
      lastTime = sentAtMs;
      lastIndex = index;
      untilNext -= 1;
      if (untilNext === 0) {
        write();
      }
    },
    toRows: (tracks) => {
      const isRowMissing = n > times.length * spacing;
      const rowAt = (place: number): number[] =>
        Array.from({ length: tracks }, (_, track) => (place < times.length ? columns[track]?.[place] : counts[track]) ?? 0);
      return {
        n,
        spacing,
        cumulative: Array.from({ length: times.length + (isRowMissing ? 1 : 0) }, (_, place) => rowAt(place)),
        sentAtMs: [...times, ...(isRowMissing ? [lastTime] : [])].map(inMicroseconds),
        sendIndex: [...indices, ...(isRowMissing ? [lastIndex] : [])],
      };
    },
  };
};
