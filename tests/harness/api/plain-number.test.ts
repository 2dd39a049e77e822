import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainNumber } from '../../../harness/api/plain-number.ts';
import { decimalProblem } from '../../../harness/expect/decimal.ts';

describe('plainNumber', () => {
  it('writes exponents out', () => {
    const cases: readonly (readonly [number, string])[] = [
      [80, '80'],
      [0.5, '0.5'],
      [-0, '0'],
      [-2.5, '-2.5'],
      [1e-7, '0.0000001'],
      [1.25e-9, '0.00000000125'],
      [1e21, '1000000000000000000000'],
      [1.5e22, '15000000000000000000000'],
      [Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ];
    for (const [value, text] of cases) assert.equal(plainNumber(value), text);
  });

  it('has no text for what is no number', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) assert.equal(plainNumber(value), null);
  });

  it('means the same number, in a form that the command line reads', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainNumber(value) ?? '';
        assert.equal(Number(text), value === 0 ? 0 : value);
        assert.equal(decimalProblem(text.replace('-', '')), null);
      }),
    );
  });
});
