import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lnBinomialPmf } from '../../../harness/stats/binomial-pmf.ts';
import { lnAtMost } from '../../../harness/stats/binomial-tails.ts';
import { binomialSampler } from '../../../harness/stats/sample-binomial.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

const DRAWS = 40_000;
/** Six standard errors, from the fixed seed. */
const isNear = (hits: number, probability: number): boolean =>
  Math.abs(hits / DRAWS - probability) <= 6 * Math.sqrt((probability * (1 - probability)) / DRAWS) + 1e-4;

describe('binomialSampler', () => {
  it('draws every count of a small binomial as often as it should', () => {
    for (const [n, q] of [
      [1, 0.5],
      [12, 0.3],
      [40, 0.02],
      [200, 0.5],
    ] as const) {
      const draw = binomialSampler(q, n, 1000);
      const random = xoshiro(11n);
      const seen = new Array<number>(n + 1).fill(0);
      for (let i = 0; i < DRAWS; i += 1) {
        const x = draw(n, random);
        seen[x] = (seen[x] ?? 0) + 1;
      }
      for (const [x, hits] of seen.entries()) {
        assert.ok(isNear(hits, Math.exp(lnBinomialPmf(x, n - x, q, 1 - q))), `n ${n}, q ${q}, x ${x}: ${hits}`);
      }
    }
  });

  it('draws from huge runs by rejection, with the right distribution', () => {
    for (const [n, q] of [
      [1e9, 0.5],
      [1e12, 0.001],
      [2 ** 53 - 1, 0.2],
    ] as const) {
      const draw = binomialSampler(q, n, 0);
      const random = xoshiro(3n);
      const deviation = Math.sqrt(n * q * (1 - q));
      const limits = [-2, -1, 0, 0.5, 2].map((z) => Math.floor(n * q + z * deviation));
      const below = limits.map(() => 0);
      for (let i = 0; i < DRAWS; i += 1) {
        const x = draw(n, random);
        assert.ok(Number.isInteger(x) && x >= 0 && x <= n);
        for (const [j, limit] of limits.entries()) {
          below[j] = (below[j] ?? 0) + (x <= limit ? 1 : 0);
        }
      }
      for (const [j, limit] of limits.entries()) {
        assert.ok(isNear(below[j] ?? 0, Math.exp(lnAtMost(limit, n - limit, q, 1 - q))), `n ${n}, limit ${limit}: ${below[j]}`);
      }
    }
  });

  it('gives 0 of 0 and is repeatable', () => {
    assert.equal(binomialSampler(0.3, 10, 10)(0, xoshiro(1n)), 0);
    const draw = (): number[] => {
      const [sampler, random] = [binomialSampler(0.3, 100, 100), xoshiro(5n)];
      return Array.from({ length: 50 }, () => sampler(100, random));
    };
    assert.deepEqual(draw(), draw());
  });
});
