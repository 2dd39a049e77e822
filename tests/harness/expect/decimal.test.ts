import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decimalProblem } from '../../../harness/expect/decimal.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';

fc.configureGlobal({ seed: 20260131 });

describe('decimalProblem', () => {
  it('finds nothing wrong with exactly what exactWeights reads', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'0019..-+eE_x n٣'), maxLength: 8 });
    fc.assert(
      fc.property(soup, (text) => {
        const readable = (() => {
          try {
            exactWeights([text]);
            return true;
          } catch {
            return false;
          }
        })();
        assert.equal(decimalProblem(text) === null, readable, text);
      }),
      { numRuns: 2000 },
    );
  });

  it('says what is wrong', () => {
    assert.match(decimalProblem('') ?? '', /missing/);
    assert.match(decimalProblem('-.5') ?? '', /negative/);
    assert.match(decimalProblem('1E-3') ?? '', /exponents/);
    assert.match(decimalProblem('9'.repeat(401)) ?? '', /401 characters/);
    assert.match(decimalProblem('--1') ?? '', /plain decimal/);
  });
});
