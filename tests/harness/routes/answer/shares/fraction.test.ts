import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  fraction,
  ONE,
  plus,
  restOf,
  times,
  toNumber,
  wholeNumbers,
  ZERO,
} from '../../../../../harness/routes/answer/shares/fraction.ts';

const shares = fc
  .array(fc.bigInt({ min: 0n, max: 2n ** 40n }), { minLength: 1, maxLength: 8 })
  .filter((weights) => weights.some((weight) => weight > 0n));
const sumOf = (numbers: readonly bigint[]): bigint => numbers.reduce((sum, number) => sum + number, 0n);

describe('fractions', () => {
  it('add up to one whatever the weights, and give them back in lowest terms', () => {
    fc.assert(
      fc.property(shares, (weights) => {
        const parts = weights.map((weight) => fraction(weight, sumOf(weights)));
        assert.deepEqual(parts.reduce(plus, ZERO), ONE);
        const whole = wholeNumbers(parts);
        weights.forEach((weight, index) => {
          assert.equal(weight * sumOf(whole), (whole[index] ?? 0n) * sumOf(weights));
        });
      }),
    );
  });

  it('stay exact through a fault and an endpoint split', () => {
    const third = times(restOf(fraction(333_333n, 1_000_000n)), fraction(1n, 3n));
    assert.deepEqual(third, fraction(666_667n, 3_000_000n));
    assert.deepEqual(wholeNumbers([fraction(1n, 2n), fraction(1n, 3n), fraction(1n, 6n)]), [3n, 2n, 1n]);
    assert.deepEqual(wholeNumbers([ZERO, ZERO]), [0n, 0n]);
    assert.deepEqual(wholeNumbers([]), []);
  });

  it('are the nearest doubles, and never zero above zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 1, max: 2 ** 31 }), (a, b) => {
        fc.pre(a <= b);
        assert.equal(toNumber(fraction(BigInt(a), BigInt(b))), a / b);
      }),
    );
    assert.ok(toNumber(fraction(1n, 2n ** 200n)) > 0);
    assert.equal(toNumber(ONE), 1);
  });
});
