import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDuration } from '../../../harness/expect/duration.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseDuration', () => {
  for (const [text, ms] of [
    ['5s', 5000],
    ['250ms', 250],
    ['1.5m', 90_000],
    ['5', 5000],
    ['0.25', 250],
    ['1h', 3_600_000],
    [' 2 S ', 2000],
    ['8.2s', 8200],
    ['2147483647ms', 2_147_483_647],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseDuration(text, '--timeout'), ms));
  }

  for (const text of [
    '',
    's',
    '-5s',
    '+5s',
    '5 5s',
    '5d',
    '5sec',
    '1e3',
    '0x5',
    'NaN',
    '0',
    '0s',
    '0.9ms',
    '2147483648ms',
    '∞',
    '5s5',
    'constructor',
  ]) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseDuration(text, '--timeout'), { name: 'RangeError', message: /^--timeout ".*": .+; write/ });
    });
  }

  it('takes zero only where it means something', () => {
    assert.equal(parseDuration('0', '--ready-timeout', 'allowed'), 0);
    assert.throws(() => parseDuration('0.5ms', '--ready-timeout', 'allowed'), RangeError);
  });

  it('throws nothing but a RangeError and never gives what a timer cannot hold', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'0159.-e msh'), maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        try {
          const ms = parseDuration(text, '-x');
          assert.ok(ms >= 1 && ms < 2 ** 31);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
