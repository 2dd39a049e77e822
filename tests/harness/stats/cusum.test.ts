import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cusum } from '../../../harness/stats/cusum.ts';
import { assertClose } from './close.ts';

describe('cusum', () => {
  it('finds the change', () => {
    const changed = [...Array.from({ length: 300 }, () => 0), ...Array.from({ length: 700 }, (_, i) => i % 2)];
    const { changeAfter, p } = cusum(changed, [0, 1]);
    assert.ok(Math.abs(changeAfter - 300) <= 1 && p < 1e-10);
  });

  it('names the version that changed most, the first of equals', () => {
    const sequence = [0, 0, 0, 0, 1, 2, 1, 2];
    assert.equal(cusum(sequence, [0, 1, 2]).version, 0);
    assert.equal(cusum([0, 1, 0, 1], [0, 1]).version, 0);
  });

  it('has nothing to say about one version', () => {
    assert.deepEqual(cusum([0, 0, 0], [0]), { statistic: 0, version: 0, changeAfter: 0, p: 1 });
  });

  it('uses Kolmogorov’s distribution', () => {
    const steps = Array.from({ length: 10_000 }, (_, i) => (i < 5068 && i % 2 === 0 ? 0 : i % 2));
    assert.equal(cusum(steps, [0, 1]).p, 1);
    const half = [...Array.from({ length: 50 }, () => 0), ...Array.from({ length: 50 }, () => 1)];
    const { statistic, p } = cusum(half, [0, 1]);
    assertClose(statistic, 5, 1e-12);
    assertClose(p, 2 * Math.exp(-50), 1e-10);
  });
});
