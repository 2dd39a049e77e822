import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { integerRatio } from '../../../harness/stats/integer-ratio.ts';

describe('integerRatio', () => {
  it('is the double nearest to the quotient, whatever common factor hides it', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
        fc.bigInt({ min: 1n, max: 2n ** 53n }),
        fc.bigInt({ min: 1n, max: 10n ** 420n }),
        (numerator, denominator, factor) => {
          assert.equal(integerRatio(numerator * factor, denominator * factor), Number(numerator) / Number(denominator));
        },
      ),
    );
  });

  it('rounds once: a tie broken only by the last of 400 bits goes up', () => {
    const justOverTie = ((2n ** 53n + 1n) << 400n) + 1n;
    assert.equal(integerRatio(justOverTie, 1n << 400n), 2 ** 53 + 2);
    assert.equal(integerRatio((2n ** 53n + 1n) << 400n, 1n << 400n), 2 ** 53);
  });

  it('underflows to zero and refuses a denominator that is not positive', () => {
    assert.equal(integerRatio(1n, 10n ** 400n), 0);
    assert.throws(() => integerRatio(1n, 0n), RangeError);
  });
});
