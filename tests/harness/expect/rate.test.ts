import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseRate } from '../../../harness/expect/rate.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseRate', () => {
  it('reads rates', () => {
    for (const [text, perSecond] of [
      ['200', 200],
      ['200/s', 200],
      ['0.5', 0.5],
      ['30/m', 0.5],
      ['7200/h', 2],
      [' 10 / S ', 10],
      ['max', null],
      ['MAX', null],
    ] as const) {
      assert.equal(parseRate(text), perSecond);
    }
  });

  it('refuses the rest', () => {
    for (const text of [
      '',
      '0',
      '0/s',
      '-1',
      '1e3',
      'NaN',
      '/s',
      '5/',
      '5/x',
      '5/constructor',
      '5/s/s',
      'infinity',
      '1000001',
      '0.0001',
      'maximum',
    ]) {
      assert.throws(() => parseRate(text), { name: 'RangeError', message: /^--rate ".*": .*max for no limit$/ });
    }
  });

  it('throws nothing but a RangeError', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'019./smh ax'), maxLength: 6 }), (text) => {
        try {
          const rate = parseRate(text);
          assert.ok(rate === null || (rate >= 0.001 && rate <= 1e6));
        } catch (error) {
          assert.ok(error instanceof RangeError);
        }
      }),
    );
  });
});
