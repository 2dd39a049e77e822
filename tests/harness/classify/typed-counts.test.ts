import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';

fc.configureGlobal({ seed: 20260131 });

describe('tallyFromCounts', () => {
  it('knows the counts and claims nothing else', () => {
    const tally = tallyFromCounts(['one', 'two'], [61, 0]);
    assert.deepEqual(
      tally.labels.map(({ label, count, firstIndex }) => [label, count, firstIndex]),
      [
        ['one', 61, -1],
        ['two', 0, -1],
      ],
    );
    assert.deepEqual([tally.sent, tally.end, tally.startedAt, tally.elapsedMs, tally.probe], [61, null, null, null, null]);
  });

  it('can be saved and read back', () => {
    const count = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 2 ** 40 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 30 }), count), {
          selector: ([label]) => label,
          minLength: 1,
        }),
        (pairs) => {
          const tally = tallyFromCounts(
            pairs.map(([label]) => label),
            pairs.map(([, one]) => one),
          );
          assert.deepEqual(parseTally(JSON.stringify(tally), 'x'), tally);
        },
      ),
    );
  });

  it('refuses what cannot be counted', () => {
    assert.throws(() => tallyFromCounts(['a'], [1, 2]), /2 numbers for 1 names/);
    assert.throws(() => tallyFromCounts([], []), /0 numbers/);
    for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => tallyFromCounts(['a'], [count]), { name: 'RangeError', message: /this is not a count/ });
    }
    assert.throws(() => tallyFromCounts(['a', 'a'], [1, 2]), /"a" is empty or stands twice/);
    assert.throws(() => tallyFromCounts([''], [1]), /empty or stands twice/);
    assert.throws(() => tallyFromCounts(['a', 'b'], [Number.MAX_SAFE_INTEGER, 1]), /add up to 9007199254740992/);
    assert.equal(tallyFromCounts(['a', 'b'], [Number.MAX_SAFE_INTEGER, 0]).sent, Number.MAX_SAFE_INTEGER);
  });
});
