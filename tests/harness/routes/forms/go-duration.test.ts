import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { goDurationMs } from '../../../../harness/routes/forms/go-duration.ts';

describe('goDurationMs', () => {
  it('reads what Go reads (examples of time.ParseDuration)', () => {
    const read: readonly (readonly [string, number])[] = [
      ['0', 0],
      ['5s', 5000],
      ['1478s', 1_478_000],
      ['-5s', -5000],
      ['+5s', 5000],
      ['5.s', 5000],
      ['.5s', 500],
      ['1.004s', 1004],
      ['1.5h', 5_400_000],
      ['1h15m30.918s', 4_530_918],
      ['1us', 0.001],
      ['1µs', 0.001],
      ['1m30s', 90_000],
    ];
    for (const [text, ms] of read) assert.ok(Math.abs((goDurationMs(text) ?? Number.NaN) - ms) < 1e-6, text);
  });

  it('refuses what Go refuses', () => {
    for (const text of [
      '',
      '3',
      '-',
      's',
      '.',
      '-.',
      '.s',
      '+.s',
      '1d',
      ' 1s',
      '1s ',
      '1 s',
      '1S',
      '3000000h',
      '1s1',
      '1e3s',
      'x'.repeat(100),
    ])
      assert.equal(goDurationMs(text), null, text);
  });

  it('adds its parts up', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (h, m, s) => {
        assert.equal(goDurationMs(`${h}h${m}m${s}s`), h * 3_600_000 + m * 60_000 + s * 1000);
      }),
    );
  });
});
