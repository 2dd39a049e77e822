import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { multinomialSampler } from '../../../harness/stats/sample-multinomial.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

describe('multinomialSampler', () => {
  it('deals out every request, in the proportions of the weights, whatever their order', () => {
    for (const units of [
      [6n, 3n, 1n],
      [1n, 6n, 3n],
      [1n, 1n, 1n],
    ]) {
      const split = splitOf(units);
      const draw = multinomialSampler(split, 50);
      const random = xoshiro(9n);
      const counts = new Float64Array(3);
      const totals = [0, 0, 0];
      for (let i = 0; i < 20_000; i += 1) {
        draw(counts, random);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          50,
        );
        for (const [j, count] of counts.entries()) {
          totals[j] = (totals[j] ?? 0) + count;
        }
      }
      for (const [j, total] of totals.entries()) {
        const share = split.shares[j] ?? 0;
        assert.ok(Math.abs(total / 1e6 - share) < 6 * Math.sqrt((share * (1 - share)) / 1e6), `${units}: ${totals}`);
      }
    }
  });
});
