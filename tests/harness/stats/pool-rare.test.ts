import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { poolRare } from '../../../harness/stats/pool-rare.ts';

describe('poolRare', () => {
  it('leaves frequent versions alone, rarest first', () => assert.deepEqual(poolRare([800, 200], 62_000), [[1], [0]]));

  it('merges until every group forms 25 pairs, indices ascending', () => {
    assert.deepEqual(poolRare([5, 95, 900], 49_500), [[0, 1], [2]]);
    assert.deepEqual(poolRare([900, 4, 3, 93], 49_500), [[1, 2, 3], [0]]);
  });

  it('leaves out versions that got nothing and may end with one group', () => {
    assert.deepEqual(poolRare([0, 28, 2], 135), [[1, 2]]);
    assert.deepEqual(poolRare([0, 0], 0), []);
  });
});
