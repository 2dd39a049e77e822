import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clustering } from '../../../harness/stats/clustering.ts';
import { assertClose } from './close.ts';

describe('clustering', () => {
  it('is 1 with a design effect of the group size for pinned groups', () => {
    const { correlation, designEffect, purity } = clustering([
      [125, 0],
      [0, 125],
      [125, 0],
    ]);
    assert.deepEqual([correlation, purity], [1, 1]);
    assertClose(designEffect ?? 0, 125, 1e-12);
  });

  it('is negative for groups that are all alike', () =>
    assert.ok(
      (clustering([
        [8, 2],
        [8, 2],
      ]).correlation ?? 0) < 0,
    ));

  it('is not defined where nothing can differ', () => {
    assert.equal(
      clustering([
        [5, 0],
        [5, 0],
      ]).correlation,
      null,
    );
    assert.equal(
      clustering([
        [1, 0],
        [0, 1],
      ]).withinAgreement,
      null,
    );
  });
});
