import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { exactBinomial } from '../../../harness/stats/exact-binomial.ts';
import { exactMultinomial } from '../../../harness/stats/exact-multinomial.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

const split = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map(([a, b]) => splitOf([BigInt(a), BigInt(b)]));

describe('exactBinomial', () => {
  it('agrees with visiting every outcome, in both orders', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), split, (first, second, weights) => {
        fc.pre(first + second > 0);
        const weighed = weigh([first, second], weights);
        const [quick, slow] = [exactBinomial(weighed), exactMultinomial(weighed)];
        assertClose(Math.exp(quick.lnP), Math.exp(slow.lnP), 1e-9);
        assertClose(Math.exp(quick.lnPChi2Order), Math.exp(slow.lnPChi2Order), 1e-9);
      }),
    );
  });

  it('does not care which version comes first', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), split, (first, second, weights) => {
        fc.pre(first + second > 0);
        const turned = splitOf([...weights.units].reverse());
        assertClose(
          exactBinomial(weigh([first, second], weights)).lnP,
          exactBinomial(weigh([second, first], turned)).lnP,
          1e-9,
          1e-9,
        );
      }),
    );
  });

  it('meets the chi-square where the expected counts are large', () => {
    const weighed = weigh([800_020_000, 199_980_000], splitOf([4n, 1n]));
    assertClose(exactBinomial(weighed).lnP, pearsonTest(weighed).lnP, 1e-4);
  });

  it('is 1 at the expected count, and works at 2^53', () => {
    assert.deepEqual(exactBinomial(weigh([8, 2], splitOf([4n, 1n]))), { lnP: 0, lnPChi2Order: 0 });
    const { lnP } = exactBinomial(weigh([Number.MAX_SAFE_INTEGER, 0], splitOf([1n, 1n])));
    assertClose(lnP, Math.LN2 - Number.MAX_SAFE_INTEGER * Math.LN2, 1e-12);
  });
});
