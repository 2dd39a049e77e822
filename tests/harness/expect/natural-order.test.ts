import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { naturalOrder } from '../../../harness/expect/natural-order.ts';

fc.configureGlobal({ seed: 20260131 });

const name = fc.string({ unit: fc.constantFrom(...'0012319avV.-é'), maxLength: 8 });

describe('naturalOrder', () => {
  it('orders as people count', () => {
    const names = ['v10', 'v2', 'v1', 'v1.10', 'v1.9', 'Hola', 'Bonjour', 'Hello', 'v', 'v02'];
    assert.deepEqual(names.sort(naturalOrder), ['Bonjour', 'Hello', 'Hola', 'v', 'v1', 'v1.9', 'v1.10', 'v02', 'v2', 'v10']);
    assert.ok(naturalOrder(`v${'9'.repeat(400)}`, `v1${'0'.repeat(400)}`) < 0);
  });

  it('is a total order: antisymmetric, transitive, 0 only for equal names', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        assert.equal(Math.sign(naturalOrder(a, b)), -Math.sign(naturalOrder(b, a)) + 0);
        assert.equal(naturalOrder(a, b) === 0, a === b);
        if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0) {
          assert.ok(naturalOrder(a, c) <= 0);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
