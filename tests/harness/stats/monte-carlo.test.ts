import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weigh } from '../../../harness/stats/deviations.ts';
import { exactMultinomial } from '../../../harness/stats/exact-multinomial.ts';
import { monteCarloTest, replicatesFor } from '../../../harness/stats/monte-carlo.ts';
import { splitOf } from '../../../harness/stats/split.ts';

const withinFiveErrors = (p: number, want: number, replicates: number): boolean =>
  Math.abs(p - want) <= 5 * Math.sqrt((want * (1 - want)) / replicates) + 1 / (replicates + 1);

describe('monteCarloTest', () => {
  it('finds the exact p-value within five standard errors, in both orders', () => {
    const rows: readonly [counts: number[], units: bigint[]][] = [
      [
        [12, 5, 3],
        [7n, 2n, 1n],
      ],
      [
        [30, 5, 0, 1],
        [25n, 8n, 2n, 1n],
      ],
      [
        [4, 4, 4, 4],
        [1n, 1n, 1n, 1n],
      ],
      [
        [90, 5, 5],
        [98n, 1n, 1n],
      ],
    ];
    for (const [counts, units] of rows) {
      const weighed = weigh(counts, splitOf(units));
      const exact = exactMultinomial(weighed);
      const { p, pChi2Order, replicates, interval } = monteCarloTest(weighed, 0.01, '1');
      assert.ok(withinFiveErrors(p, Math.exp(exact.lnP), replicates), `${counts}: ${p}`);
      assert.ok(withinFiveErrors(pChi2Order, Math.exp(exact.lnPChi2Order), replicates), `${counts}: ${pChi2Order}`);
      assert.ok(interval.lo <= p && p <= interval.hi + 1e-5);
    }
  });

  it('repeats itself for the same seed, and not for another', () => {
    const weighed = weigh([12, 5, 3], splitOf([7n, 2n, 1n]));
    assert.deepEqual(monteCarloTest(weighed, 0.01, '5'), monteCarloTest(weighed, 0.01, '5'));
    assert.notEqual(monteCarloTest(weighed, 0.01, '5').p, monteCarloTest(weighed, 0.01, '6').p);
  });

  it('never gives 0', () => {
    const { p, replicates } = monteCarloTest(weigh([0, 0, 100], splitOf([98n, 1n, 1n])), 0.01, '1');
    assert.equal(p, 1 / (replicates + 1));
  });

  it('goes on to ten times as many replicates when p is too close to alpha to tell', () => {
    const weighed = weigh([12, 5, 3], splitOf([7n, 2n, 1n]));
    assert.equal(monteCarloTest(weighed, 0.4784, '1').replicates, 999_999);
    assert.equal(monteCarloTest(weighed, 0.4, '1').replicates, 99_999);
  });

  it('takes more replicates for a smaller alpha, up to ten million', () => {
    assert.equal(replicatesFor(0.01), 99_999);
    assert.equal(replicatesFor(1e-5), 1_999_999);
    assert.equal(replicatesFor(1e-9), 9_999_999);
  });

  it('works for a run of 2^53 − 1 requests with one that is rare', () => {
    const half = (Number.MAX_SAFE_INTEGER - 1) / 2;
    const units = [BigInt(half), BigInt(half), 1n];
    assert.ok(monteCarloTest(weigh([half, half, 1], splitOf(units)), 0.01, '1').p > 0.9);
  });
});
