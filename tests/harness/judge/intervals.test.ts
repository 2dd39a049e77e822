import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { shareIntervals } from '../../../harness/judge/intervals.ts';
import { perRequest } from '../../../harness/judge/judged.ts';
import { counting, expecting } from './given.ts';

const intervalsOf = (weights: number[], counts: number[], isGood: boolean) => {
  const counted = countVersions(expecting(weights), counting(counts));
  return shareIntervals(counted, perRequest(counted), isGood, 0.01);
};

describe('shareIntervals', () => {
  it('is Clopper–Pearson for two versions, and one is the complement of the other', () => {
    const { method, lo, hi } = intervalsOf([80, 20], [803, 197], true);
    assert.equal(method, 'clopper-pearson');
    assert.ok(Math.abs((lo[0] ?? 0) - (1 - (hi[1] ?? 0))) < 1e-12);
  });

  it('is Goodman for more, and exact where the approximation is poor', () => {
    assert.equal(intervalsOf([30, 60, 10], [310, 590, 100], true).method, 'goodman');
    const exact = intervalsOf([70, 20, 10], [12, 5, 3], false);
    assert.equal(exact.method, 'clopper-pearson');
    assert.ok((exact.hi[2] ?? 0) - (exact.lo[2] ?? 0) > 0.3);
  });

  it('is empty for weight zero and without answers', () => {
    assert.equal(intervalsOf([80, 20, 0], [8, 2, 0], true).lo[2], null);
    assert.deepEqual(intervalsOf([80, 20], [], true).lo, [null, null]);
  });
});
