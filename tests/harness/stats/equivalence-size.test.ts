import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lnBinomialPmf } from '../../../harness/stats/binomial-pmf.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { effectiveTolerance } from '../../../harness/stats/effective-tolerance.ts';
import { equivalenceTest } from '../../../harness/stats/equivalence.ts';
import { requestsToProve } from '../../../harness/stats/equivalence-size.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('requestsToProve', () => {
  it('gives the numbers of the specification', () => {
    for (const [units, points, want] of [
      [[80n, 20n], 2, 4484.418273319345],
      [[30n, 60n, 10n], 2, 8596.595029102065],
      [[99n, 1n], 2, 5288.107371403835],
    ] as const) {
      const split = splitOf(units);
      assertClose(requestsToProve(split, effectiveTolerance(split, points), 0.05, 0.1), want, 1e-10);
    }
  });

  it('lets an exactly right gateway pass 88 to 95 times in 100, counted exactly', () => {
    for (const [units, points] of [
      [[50n, 50n], 5],
      [[80n, 20n], 5],
      [[90n, 10n], 4],
    ] as const) {
      const split = splitOf(units);
      const tolerance = effectiveTolerance(split, points);
      const n = Math.ceil(requestsToProve(split, tolerance, 0.05, 0.1));
      let passes = 0;
      for (let x = 0; x <= n; x += 1) {
        if (equivalenceTest(weigh([x, n - x], split), tolerance).lnP <= Math.log(0.05)) {
          passes += Math.exp(lnBinomialPmf(x, n - x, split.shares[0] ?? 0, split.complements[0] ?? 0));
        }
      }
      assert.ok(passes > 0.88 && passes < 0.95, `${units}: ${passes}`);
    }
  });
});
