import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createReorderRing } from '../../../harness/classify/reorder-ring.ts';

fc.configureGlobal({ seed: 20260131 });

const WINDOW = 65_536;
const ringWithLog = () => {
  const seen: (readonly [code: number, sentAtMs: number, index: number])[] = [];
  return { seen, ring: createReorderRing((...one) => seen.push(one)) };
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, place) => from + place);

describe('createReorderRing', () => {
  it('gives everything back in send order, as soon as nothing is missing before it, however it comes', () => {
    const order = fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 3000 }).map((jitter) =>
      jitter
        .map((late, index) => ({ index, key: index + late }))
        .toSorted((a, b) => a.key - b.key || a.index - b.index)
        .map(({ index }) => index),
    );
    fc.assert(
      fc.property(order, (arrival) => {
        const { ring, seen } = ringWithLog();
        const finished = new Set<number>();
        let prefix = 0;
        for (const index of arrival) {
          ring.put(index, (index % 5) - 1, index / 2);
          finished.add(index);
          while (finished.has(prefix)) prefix += 1;
          assert.equal(seen.length, prefix);
        }
        assert.deepEqual(
          seen,
          range(0, arrival.length).map((index) => [(index % 5) - 1, index / 2, index]),
        );
        assert.deepEqual([ring.hasGap, ring.isHalfFull], [false, false]);
      }),
      { numRuns: 30 },
    );
  });

  it('waits for a whole window and then passes over the one that is missing, for good', () => {
    const { ring, seen } = ringWithLog();
    for (const index of range(1, WINDOW)) ring.put(index, 7, 0);
    assert.deepEqual([seen.length, ring.hasGap, ring.isHalfFull], [0, false, true]);
    ring.put(WINDOW, 8, 0);
    assert.equal(seen.length, WINDOW);
    assert.deepEqual(
      [seen[0], seen.at(-1)],
      [
        [7, 0, 1],
        [8, 0, WINDOW],
      ],
    );
    assert.deepEqual([ring.hasGap, ring.isHalfFull], [true, false]);
    ring.put(0, 9, 0);
    assert.equal(seen.length, WINDOW);
  });

  it('loses nothing when the missing one comes last in the window', () => {
    const { ring, seen } = ringWithLog();
    for (const index of range(1, WINDOW)) ring.put(index, 7, 0);
    ring.put(0, 7, 0);
    assert.deepEqual(
      seen.map(([, , index]) => index),
      range(0, WINDOW),
    );
    assert.equal(ring.hasGap, false);
  });

  it('is half full from 32,768 requests on', () => {
    const { ring } = ringWithLog();
    ring.put(WINDOW / 2 - 1, 0, 0);
    assert.equal(ring.isHalfFull, false);
    ring.put(WINDOW / 2, 0, 0);
    assert.equal(ring.isHalfFull, true);
    ring.put(0, 0, 0);
    assert.equal(ring.isHalfFull, false);
  });

  it('passes on what waits before it jumps to a far index, without walking there', () => {
    const { ring, seen } = ringWithLog();
    ring.put(3, 1, 0);
    ring.put(5, 2, 0);
    ring.put(2 ** 52, 3, 0);
    assert.deepEqual(
      seen.map(([code]) => code),
      [1, 2],
    );
    for (const index of range(2 ** 52 - WINDOW + 1, 2 ** 52)) ring.put(index, 4, 0);
    assert.deepEqual(seen.at(-1), [3, 0, 2 ** 52]);
    assert.equal(seen.length, 2 + WINDOW);
  });

  it('counts a request that is handed over twice once', () => {
    const { ring, seen } = ringWithLog();
    for (const index of [1, 1, 0, 0, 1, 2, 2]) ring.put(index, index, 0);
    assert.deepEqual(
      seen.map(([code]) => code),
      [0, 1, 2],
    );
  });
});
