import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { effectiveTolerance, isBeyond } from '../../../harness/stats/effective-tolerance.ts';
import { splitOf } from '../../../harness/stats/split.ts';

describe('effectiveTolerance', () => {
  it('caps at half of the smaller of share and rest', () => {
    assert.deepEqual(effectiveTolerance(splitOf([99n, 1n]), 2).shares, [0.005, 0.005]);
    assert.deepEqual(effectiveTolerance(splitOf([30n, 60n, 10n]), 2).shares, [0.02, 0.02, 0.02]);
    assert.deepEqual(effectiveTolerance(splitOf([1n, 1n]), 100).shares, [0.25, 0.25]);
  });

  it('takes one tolerance per version as it is, within the share', () => {
    assert.deepEqual(effectiveTolerance(splitOf([99n, 1n]), [0.9, 0.9]).shares, [0.009, 0.009]);
    assert.throws(() => effectiveTolerance(splitOf([99n, 1n]), [1, 1]), RangeError);
    assert.throws(() => effectiveTolerance(splitOf([99n, 1n]), [0.5]), RangeError);
  });

  it('refuses what is no tolerance', () => {
    for (const points of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => effectiveTolerance(splitOf([1n, 1n]), points), RangeError);
    }
  });
});

describe('isBeyond', () => {
  it('is strict: exactly the tolerance is not beyond, one request more is', () => {
    for (const points of [0.1, 0.3, 0.7, 1.1, 2, 4.9]) {
      const split = splitOf([80n, 20n]);
      const shift = Math.round(points * 10_000);
      const at = (extra: number) =>
        isBeyond(weigh([800_000 - shift - extra, 200_000 + shift + extra], split), effectiveTolerance(split, points));
      assert.deepEqual([at(0), at(1)], [false, true], `${points} points`);
    }
  });

  it('stays exact at 2^53 and for tolerances written with an exponent', () => {
    const split = splitOf([1n, 1n]);
    const half = 2 ** 52;
    assert.equal(isBeyond(weigh([half + 1, half - 1], split), effectiveTolerance(split, 1e-20)), true);
    assert.equal(isBeyond(weigh([half, half], split), effectiveTolerance(split, 1e-20)), false);
  });

  it('gets no more true as the tolerance grows', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.double({ min: 0.01, max: 20, noNaN: true }), (a, b, points) => {
        fc.pre(a + b > 0);
        const weighed = weigh([a, b], splitOf([7n, 3n]));
        const narrow = isBeyond(weighed, effectiveTolerance(weighed.split, points));
        assert.ok(narrow || !isBeyond(weighed, effectiveTolerance(weighed.split, points * 1.5)));
      }),
    );
  });
});
