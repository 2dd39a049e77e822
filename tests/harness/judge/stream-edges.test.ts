import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkpointsAtEdges } from '../../../harness/judge/stream-edges.ts';
import type { StreamStatistics } from '../../../harness/model/order.ts';

const stream = (sizes: readonly number[]): StreamStatistics =>
  ({ n: sizes.at(-1) ?? 0, cumulative: sizes.map((size) => [size]) }) as unknown as StreamStatistics;

describe('the edges of a stream', () => {
  it('lie at the nearest checkpoints', () => {
    assert.deepEqual(checkpointsAtEdges(stream([1, 2, 3, 4]), 2), [1, 3]);
    assert.deepEqual(checkpointsAtEdges(stream([4, 8, 10]), 5), [-1, 0, 0, 1, 2]);
  });

  it('repeat where there are more of them than checkpoints, and lie at the start of an empty stream', () => {
    assert.deepEqual(checkpointsAtEdges(stream([1]), 3), [-1, -1, 0]);
    assert.deepEqual(checkpointsAtEdges(stream([]), 2), [-1, -1]);
  });
});
