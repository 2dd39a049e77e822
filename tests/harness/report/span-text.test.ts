import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { leftText, spanText } from '../../../harness/report/span-text.ts';

for (const [ms, span, left] of [
  [-5, '0 s', '0 s'],
  [0, '0 s', '0 s'],
  [1, '0 s', '1 s'],
  [999, '0 s', '1 s'],
  [59_999, '59 s', '1 min 0 s'],
  [60_000, '1 min 0 s', '1 min 0 s'],
  [125_400, '2 min 5 s', '2 min 6 s'],
  [3_599_999, '59 min 59 s', '1 h 0 min'],
  [12_000_000, '3 h 20 min', '3 h 20 min'],
] as const)
  it(`${ms} ms: ${span} gone, ${left} left`, () => assert.deepEqual([spanText(ms), leftText(ms)], [span, left]));

it('is short and whole, however long', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (ms) => {
      assert.match(spanText(ms), /^(\d|[1-5]\d) s$|^([1-5]?\d) min [1-5]?\d s$|^\d+ h [1-5]?\d min$/);
    }),
  );
});
