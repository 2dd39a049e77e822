import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCheckpoints } from '../../../harness/classify/checkpoints.ts';

const filled = (n: number) => {
  const checkpoints = createCheckpoints();
  for (let t = 0; t < n; t += 1) {
    checkpoints.add(t % 3 === 0 ? 1 : 0, t / 7, 2 * t);
  }
  return checkpoints;
};

describe('createCheckpoints', () => {
  for (const [n, spacing, rows] of [
    [0, 1, 0],
    [1, 1, 1],
    [4096, 1, 4096],
    [4097, 2, 2049],
    [8192, 2, 4096],
    [8193, 4, 2049],
    [20_001, 8, 2501],
  ] as const) {
    it(`has ${rows} checkpoints ${spacing} apart after ${n} requests, each with the true counts`, () => {
      const checkpoints = filled(n);
      const told = checkpoints.toRows(3);
      assert.deepEqual([told.n, told.spacing, told.cumulative.length], [n, spacing, rows]);
      for (const [place, row] of told.cumulative.entries()) {
        const end = Math.min(n, (place + 1) * spacing);
        assert.deepEqual(row, [end - Math.ceil(end / 3), Math.ceil(end / 3), 0]);
        assert.equal(told.sendIndex[place], 2 * (end - 1));
        assert.equal(told.sentAtMs[place], Math.round(((end - 1) / 7) * 1000) / 1000);
      }
      assert.deepEqual(checkpoints.toRows(3), told);
    });
  }

  it('gives a track that comes late zeros before it', () => {
    const checkpoints = createCheckpoints();
    for (const track of [0, 0, 1, 2]) checkpoints.add(track, 0, 0);
    assert.deepEqual(checkpoints.toRows(3).cumulative, [
      [1, 0, 0],
      [2, 0, 0],
      [2, 1, 0],
      [2, 1, 1],
    ]);
  });
});
