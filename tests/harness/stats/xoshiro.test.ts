import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seedNumber, xoshiro, xoshiroState } from '../../../harness/stats/xoshiro.ts';

describe('xoshiro', () => {
  it('is the same stream for the same seed, as bigint or text', () => {
    const [a, b] = [xoshiro(42n), xoshiro('42')];
    for (let i = 0; i < 1000; i += 1) {
      assert.equal(a.nextUint32(), b.nextUint32());
    }
    assert.equal(xoshiro('42').nextUint32(), 1776835114);
  });

  it('spreads neighbouring seeds, and seed 0 too', () => {
    assert.equal(new Set([0n, 1n, 2n, 3n].map((seed) => xoshiro(seed).nextUint32())).size, 4);
    assert.ok(xoshiroState(0n).some((word) => word !== 0));
  });

  it('fills [0, 1) evenly', () => {
    const stream = xoshiro(7n);
    const bins = new Array<number>(20).fill(0);
    for (let i = 0; i < 100_000; i += 1) {
      const u = stream.nextUniform();
      assert.ok(u >= 0 && u < 1);
      bins[Math.floor(u * 20)] = (bins[Math.floor(u * 20)] ?? 0) + 1;
    }
    const chi2 = bins.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0);
    assert.ok(chi2 < 50, `chi-square ${chi2} with 19 df`);
  });

  it('accepts seeds up to 2^64 − 1 and nothing else', () => {
    assert.equal(seedNumber('18446744073709551615'), 2n ** 64n - 1n);
    for (const bad of ['18446744073709551616', '-1', '1e3', '', ' 1', '0x1', '1.0']) {
      assert.throws(() => seedNumber(bad), RangeError);
    }
    assert.throws(() => seedNumber(-1n), RangeError);
  });
});
