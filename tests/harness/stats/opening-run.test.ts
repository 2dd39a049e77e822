import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openingRun } from '../../../harness/stats/opening-run.ts';
import { assertClose } from './close.ts';

describe('openingRun', () => {
  it('counts orders that start with one version', () => {
    assertClose(openingRun([0, 0, 1, 0]).p, 0.5, 1e-15);
    assert.equal(openingRun([0, 0, 1, 0]).length, 2);
    assert.deepEqual(openingRun([1, 0, 1]), { length: 1, p: 1 });
  });

  it('is certain when there is only one version', () => assert.deepEqual(openingRun([2, 2, 2]), { length: 3, p: 1 }));

  it('is tiny when the new weights were not live yet', () => {
    const late = [...Array.from({ length: 70 }, () => 0), ...Array.from({ length: 930 }, (_, i) => (i % 5 === 0 ? 1 : 0))];
    assert.ok(openingRun(late).p < 1e-6);
  });
});
