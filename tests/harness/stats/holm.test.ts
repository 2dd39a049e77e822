import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { holm } from '../../../harness/stats/holm.ts';

const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

describe('holm', () => {
  it('gives the textbook example in the order it was asked', () => {
    assert.deepEqual(holm([0.004, 0.2, 0.0005, 0.03]), [0.012, 0.2, 0.002, 0.06]);
    assert.deepEqual(holm([]), []);
    assert.deepEqual(holm([0.03]), [0.03]);
  });

  it('never lowers a p-value, keeps their order and stays below 1', () => {
    fc.assert(
      fc.property(list, (pValues) => {
        const adjusted = holm(pValues);
        for (const [i, p] of pValues.entries()) {
          assert.ok((adjusted[i] ?? -1) >= p && (adjusted[i] ?? 2) <= 1);
          for (const [j, other] of pValues.entries()) {
            assert.ok(p >= other || (adjusted[i] ?? 2) <= (adjusted[j] ?? -1));
          }
        }
      }),
    );
  });
});
