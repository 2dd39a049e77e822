import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonStatistic, pearsonTest } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

const rows = fc.array(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 1000 })), { minLength: 2, maxLength: 8 });
const test = (list: readonly (readonly [number, number])[], factor = 1n) =>
  pearsonTest(
    weigh(
      list.map(([count]) => count),
      splitOf(list.map(([, unit]) => BigInt(unit) * factor)),
    ),
  );

describe('pearsonTest', () => {
  it('gives the statistic, df and p of the textbook', () => {
    const { statistic, df, lnP } = pearsonTest(weigh([600, 400], splitOf([1n, 1n])));
    assert.deepEqual([statistic, df], [40, 1]);
    assertClose(Math.exp(lnP), 2.539628589470865e-10, 1e-12);
  });

  it('does not care how versions are ordered or weights are scaled', () => {
    fc.assert(
      fc.property(rows, fc.bigInt({ min: 1n, max: 10n ** 20n }), (list, factor) => {
        fc.pre(list.some(([count]) => count > 0));
        assertClose(test([...list].reverse()).statistic, test(list).statistic, 1e-12);
        assert.equal(test(list, factor).statistic, test(list).statistic);
      }),
    );
  });

  it('falls in p as one version drifts away', () => {
    let previous = 1;
    for (let shift = 0; shift < 200; shift += 10) {
      const p = Math.exp(pearsonTest(weigh([800 - shift, 200 + shift], splitOf([4n, 1n]))).lnP);
      assert.ok(p <= previous);
      previous = p;
    }
  });

  it('is 0 for a perfect hit and without requests', () => {
    assert.equal(pearsonStatistic(weigh([800, 200], splitOf([4n, 1n]))), 0);
    assert.equal(pearsonStatistic(weigh([0, 0], splitOf([4n, 1n]))), 0);
  });
});
