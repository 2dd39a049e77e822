import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cusum, cusumOfCounts, lnKolmogorovUpper } from '../../../harness/stats/cusum.ts';
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

describe('cusumOfCounts', () => {
  const cumulative = (sequence: readonly number[], spacing: number): number[][] => {
    const counts = [0, 0, 0];
    const rows = sequence.map((version) => {
      counts[version] = counts[version]! + 1;
      return [...counts];
    });
    return rows.filter((_, t) => (t + 1) % spacing === 0 || t + 1 === sequence.length);
  };
  const sequences = fc.array(fc.nat(2), { minLength: 1, maxLength: 200 });

  it('is the test of the sequence with a checkpoint after every request', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        assert.deepEqual(cusumOfCounts(cumulative(sequence, 1), [0, 1, 2]), cusum(sequence, [0, 1, 2]));
      }),
      { seed: 1 },
    );
  });

  it('is never larger with fewer checkpoints', () => {
    fc.assert(
      fc.property(sequences, fc.integer({ min: 2, max: 9 }), (sequence, spacing) => {
        const { statistic } = cusumOfCounts(cumulative(sequence, spacing), [0, 1, 2]);
        assert.ok(statistic <= cusum(sequence, [0, 1, 2]).statistic * (1 + 1e-12));
      }),
      { seed: 2 },
    );
  });
});

describe('lnKolmogorovUpper', () => {
  it('has the known quantiles, and tells what a double cannot hold', () => {
    assertClose(Math.exp(lnKolmogorovUpper(1.3580986393)), 0.05, 1e-8);
    assertClose(Math.exp(lnKolmogorovUpper(1.6276236115)), 0.01, 1e-8);
    assertClose(Math.exp(lnKolmogorovUpper(0.5)), 0.9639452436648751, 1e-12);
    assert.equal(lnKolmogorovUpper(0), 0);
    assertClose(lnKolmogorovUpper(100), Math.LN2 - 20_000, 1e-14);
  });

  it('falls, without a step where the series takes over', () => {
    for (let d = 0.01; d < 6; d += 0.01) {
      assert.ok(lnKolmogorovUpper(d + 0.01) <= lnKolmogorovUpper(d) + 1e-12, `${d}`);
    }
  });
});
