import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePoints } from '../../../harness/expect/points.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parsePoints', () => {
  it('reads points', () => {
    for (const [text, points] of [
      ['2', 2],
      ['0.5', 0.5],
      ['2pp', 2],
      ['2 %', 2],
      ['99.9', 99.9],
    ] as const) {
      assert.equal(parsePoints(text), points);
    }
  });

  it('refuses what is not above 0 and below 100', () => {
    for (const text of ['', '0', '0.000', '-2', '100', '1e1', 'NaN', 'two', '2%%', '2pp pp', 'pp', '0x2']) {
      assert.throws(() => parsePoints(text), {
        name: 'RangeError',
        message: /^--tolerance ".*": .*; write percentage points such as 2$/,
      });
    }
  });

  it('throws nothing but a RangeError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'019.-%p '), maxLength: 6 }), (text) => {
        try {
          const points = parsePoints(text);
          assert.ok(points > 0 && points < 100);
        } catch (error) {
          assert.ok(error instanceof RangeError);
        }
      }),
    );
  });
});
