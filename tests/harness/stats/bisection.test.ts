import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bisect, bisectFromZero } from '../../../harness/stats/bisection.ts';
import { assertClose } from './close.ts';

describe('bisect', () => {
  it('finds a point to the last bit, wherever it lies', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1, noNaN: true }), (point) => {
        assertClose(
          bisect(0, 1, (x) => x < point),
          point,
          1e-15,
        );
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-10, max: 1e300, noNaN: true }), (point) => {
        assertClose(
          bisectFromZero((x) => x < point),
          point,
          1e-15,
        );
      }),
    );
  });

  it('ends when the answer never changes', () => {
    assert.ok(bisect(0, 1, () => false) < 1e-300);
    assertClose(
      bisect(0, 1, () => true),
      1,
      1e-15,
    );
    assert.ok(bisectFromZero(() => true) > 1e300);
  });
});
