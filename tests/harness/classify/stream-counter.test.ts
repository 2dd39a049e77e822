import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStreamCounter } from '../../../harness/classify/stream-counter.ts';

const streamOf = (tracks: readonly number[]) => {
  const stream = createStreamCounter();
  for (const [index, track] of tracks.entries()) stream.add(track, index, index);
  return stream.toStatistics(2, tracks.length + 3);
};

describe('createStreamCounter', () => {
  it('knows the opening run', () => {
    assert.deepEqual(streamOf([0, 0, 0, 1, 0]).opening, { slot: 0, length: 3 });
    assert.deepEqual(streamOf([1, 0, 1]).opening, { slot: 1, length: 1 });
    assert.deepEqual(streamOf([1, 1]).opening, { slot: 1, length: 2 });
    assert.equal(streamOf([]).opening, null);
  });

  it('says how many answers with a version it has and has not', () => {
    const { n, late, cumulative, pairs } = streamOf([0, 1]);
    assert.deepEqual([n, late, cumulative.at(-1)], [2, 3, [1, 1]]);
    assert.deepEqual([pairs.length, pairs[0], pairs[1]], [32, [0, 1, 0, 0], [0, 0, 0, 0]]);
  });
});
