import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseMethod, lnSmallestP, smallestExpectedFor } from '../../../harness/stats/choose-method.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { exactBinomial } from '../../../harness/stats/exact-binomial.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('smallestExpectedFor', () => {
  it('asks for more the smaller alpha is', () => {
    const rows = [
      [0.5, 5],
      [0.05, 5],
      [0.049, 10],
      [0.01, 10],
      [0.0099, 50],
      [0.001, 50],
      [0.0005, 100],
      [0.0001, 100],
      [1e-5, 500],
    ] as const;
    for (const [alpha, expected] of rows) {
      assert.equal(smallestExpectedFor(alpha), expected);
    }
  });
});

describe('chooseMethod', () => {
  it('takes the chi-square from an expected count of exactly 10 at 0.01', () => {
    assert.equal(chooseMethod(weigh([990, 10], splitOf([99n, 1n])), 0.01), 'chi2');
    assert.equal(chooseMethod(weigh([989, 10], splitOf([99n, 1n])), 0.01), 'exact');
  });

  it('visits two million outcomes and simulates beyond', () => {
    assert.equal(chooseMethod(weigh([998, 999, 1], splitOf([998n, 999n, 1n])), 0.01), 'exact');
    assert.equal(chooseMethod(weigh([999, 999, 1], splitOf([999n, 999n, 1n])), 0.01), 'mc');
    assert.equal(chooseMethod(weigh([1e9, 1], splitOf([10n ** 9n, 1n])), 0.01), 'exact');
  });

  it('never looks at how the counts fell', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (a, b, c) => {
        const split = splitOf([80n, 15n, 5n]);
        assert.equal(chooseMethod(weigh([a, b, c], split), 0.01), chooseMethod(weigh([a + b + c, 0, 0], split), 0.01));
      }),
    );
  });
});

describe('lnSmallestP', () => {
  it('is the p of everything on the rarest version', () => {
    assertClose(lnSmallestP(weigh([2, 0], splitOf([1n, 1n]))), Math.log(0.5), 1e-13);
    const weighed = weigh([0, 5], splitOf([4n, 1n]));
    assertClose(lnSmallestP(weighed), exactBinomial(weighed).lnP, 1e-9);
  });
});
