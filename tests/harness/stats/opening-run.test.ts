import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lnOpeningRunChance, openingRun } from '../../../harness/stats/opening-run.ts';
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

describe('lnOpeningRunChance', () => {
  it('adds the chances of all versions', () => {
    assertClose(Math.exp(lnOpeningRunChance([3, 1], 2)), 0.5, 1e-15);
    assertClose(Math.exp(lnOpeningRunChance([2, 2], 2)), 1 / 3, 1e-14);
    assert.equal(lnOpeningRunChance([5, 7, 1], 1), 0);
  });

  it('tells what a double cannot hold, and does not jump where the log-gammas take over', () => {
    assert.ok(lnOpeningRunChance([20_000, 20_000], 20_000) < -27_000);
    const [factors, gammas] = [100_000, 100_001].map((length) => lnOpeningRunChance([800_000, 200_000], length));
    const step = Math.log((800_000 - 100_000) / (1_000_000 - 100_000));
    assertClose((gammas ?? 0) - (factors ?? 0), step, 1e-5);
    assert.ok(Number.isFinite(lnOpeningRunChance([8e14, 2e14], 5e14)));
  });

  it('is impossible for no version, and then minus infinity', () =>
    assert.equal(lnOpeningRunChance([2, 2], 3), Number.NEGATIVE_INFINITY));
});
