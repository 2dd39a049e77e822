import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { goDurationMs } from '../../../harness/routes/go-duration.ts';

test('durations as Go writes and reads them', () => {
  const table: readonly (readonly [string, number | null])[] = [
    ['1s', 1000],
    ['1.5h', 5_400_000],
    ['100ms', 100],
    ['1h2m3s', 3_723_000],
    ['0', 0],
    ['0s', 0],
    ['+2s', 2000],
    ['.5s', 500],
    ['5.s', 5000],
    ['1.005s', 1005],
    ['0.1s', 100],
    ['1us', 0.001],
    ['1µs', 0.001],
    ['1μs', 0.001],
    ['1ns', 0.000001],
    ['2562047h', 2562047 * 3_600_000],
    ['2562048h', null],
    ['', null],
    ['1', null],
    ['s', null],
    ['.s', null],
    ['-1s', null],
    ['1d', null],
    ['1 s', null],
    ['1s ', null],
    ['1S', null],
    ['1,5s', null],
    ['1e3s', null],
    ['++1s', null],
    ['1s\n', null],
    ['9'.repeat(1_000_000), null],
  ];
  for (const [text, milliseconds] of table) assert.equal(goDurationMs(text), milliseconds, text.slice(0, 20));
});

test('a duration of whole parts is the sum of its parts, in any order', () => {
  const part = fc.tuple(
    fc.nat(5000),
    fc.constantFrom(['ms', 1] as const, ['s', 1000] as const, ['m', 60_000] as const, ['h', 3_600_000] as const),
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const text = parts.map(([count, [unit]]) => `${count}${unit}`).join('');
      assert.equal(
        goDurationMs(text),
        parts.reduce((sum, [count, [, size]]) => sum + count * size, 0),
      );
    }),
  );
});

test('any text is a duration of at least 0, or none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.smhuµn+-]*$/)), (text) => {
      const milliseconds = goDurationMs(text);
      assert.ok(milliseconds === null || (milliseconds >= 0 && Number.isFinite(milliseconds)));
    }),
  );
});
