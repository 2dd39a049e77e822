import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { countOutcomes, exactMultinomial } from '../../../harness/stats/exact-multinomial.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('countOutcomes', () => {
  it('is a binomial coefficient, and Infinity above the limit', () => {
    assert.equal(countOutcomes(20, 3, 1e6), 231);
    assert.equal(countOutcomes(1, 1000, 1e6), 1000);
    assert.equal(countOutcomes(0, 5, 1e6), 1);
    assert.equal(countOutcomes(1998, 3, 2e6), 1_999_000);
    assert.equal(countOutcomes(Number.MAX_SAFE_INTEGER, 3, 2e6), Number.POSITIVE_INFINITY);
  });
});

describe('exactMultinomial', () => {
  it('gives the p-value of the reference', () => {
    assertClose(Math.exp(exactMultinomial(weigh([12, 5, 3], splitOf([7n, 2n, 1n]))).lnP), 0.4784320786499746, 1e-10);
  });

  it('is 1 for the most likely outcome and the outcome’s own probability for the least likely', () => {
    assertClose(Math.exp(exactMultinomial(weigh([5, 3, 2], splitOf([5n, 3n, 2n]))).lnP), 1, 1e-12);
    assertClose(exactMultinomial(weigh([0, 0, 400], splitOf([70n, 29n, 1n]))).lnP, 400 * Math.log(0.01), 1e-12);
  });

  it('does not care how versions are ordered', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 9 })), { minLength: 3, maxLength: 4 }), (rows) => {
        fc.pre(rows.some(([count]) => count > 0));
        const p = (list: typeof rows): number =>
          exactMultinomial(
            weigh(
              list.map(([count]) => count),
              splitOf(list.map(([, unit]) => BigInt(unit))),
            ),
          ).lnP;
        assertClose(p([...rows].reverse()), p(rows), 1e-9, 1e-9);
      }),
    );
  });

  it('visits two million outcomes', () => {
    const { lnP } = exactMultinomial(weigh([1, 900, 1097], splitOf([1n, 900n, 1097n])));
    assert.ok(lnP <= 0 && lnP > Math.log(0.5));
  });
});
