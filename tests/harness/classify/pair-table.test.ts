import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addPair, copyOfPairs, createPairTable, layersOf, makeRoomFor } from '../../../harness/classify/pair-table.ts';

fc.configureGlobal({ seed: 20260131 });

describe('createPairTable', () => {
  it('keeps every sum while it grows', () => {
    const entry = fc.tuple(fc.nat(2), fc.nat(20), fc.nat(20), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), fc.integer({ min: 0, max: 24 }), (entries, width) => {
        const table = createPairTable(3);
        const expected = Array.from({ length: 3 }, () => new Array<number>(width * width).fill(0));
        for (const [layer, a, b, amount] of entries) {
          makeRoomFor(table, Math.max(a, b));
          addPair(table, layer, a, b, amount);
          if (Math.max(a, b) < width) expected[layer]![a * width + b]! += amount;
        }
        assert.deepEqual(layersOf(table, width), expected);
      }),
    );
  });

  it('copies apart', () => {
    const table = createPairTable(1);
    const copy = copyOfPairs(table);
    addPair(table, 0, 1, 0, 2);
    assert.deepEqual([layersOf(table, 2), layersOf(copy, 2)], [[[0, 0, 2, 0]], [[0, 0, 0, 0]]]);
  });
});
