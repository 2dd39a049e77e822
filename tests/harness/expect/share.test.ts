import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePower, parseShare, parseSignificance } from '../../../harness/expect/share.ts';

fc.configureGlobal({ seed: 20260131 });

const refuses = (read: () => number, reason: RegExp) => assert.throws(read, { name: 'RangeError', message: reason });

describe('parseShare', () => {
  it('reads shares and percentages', () => {
    assert.equal(parseShare('0.001', '--max-failures'), 0.001);
    assert.equal(parseShare('0.1%', '--max-failures'), 0.001);
    assert.equal(parseShare(' 7 % ', '--max-failures'), 0.07);
    assert.equal(parseShare('0', '--max-failures'), 0);
    assert.equal(parseShare('1', '--max-failures'), 1);
    assert.equal(parseShare('100%', '--max-failures'), 1);
  });

  it('refuses the rest, with the plain decimal for an exponent', () => {
    refuses(() => parseShare('1.01', '--max-failures'), /^--max-failures "1.01": a share is not above 1/);
    refuses(() => parseShare('101%', '--max-failures'), /not above 1/);
    refuses(() => parseShare('-0.1', '--max-failures'), /negative/);
    refuses(() => parseShare('1e-3', '--max-failures'), /write 0.001$/);
    for (const text of ['', '%', 'NaN', 'x', '0x1', '1e400', '1e-400', '.']) {
      refuses(() => parseShare(text, '--max-failures'), /^--max-failures/);
    }
  });

  it('throws nothing but a RangeError', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'0019.%-e '), maxLength: 7 });
    for (const read of [parseShare, parseSignificance, parsePower]) {
      fc.assert(
        fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
          try {
            const share = read(text, '-x');
            assert.ok(share >= 0 && share <= 1);
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
          }
        }),
        { numRuns: 1000 },
      );
    }
  });
});

describe('parseSignificance', () => {
  it('is above 0 and below one half', () => {
    assert.equal(parseSignificance('0.01'), 0.01);
    assert.equal(parseSignificance('1%'), 0.01);
    for (const text of ['0', '0.0', '0.5', '1', '5', '0.0000000000001']) {
      refuses(() => parseSignificance(text), /^--significance .*write a share such as 0.01$/);
    }
  });
});

describe('parsePower', () => {
  it('is at least one half and below 1', () => {
    assert.equal(parsePower('0.95'), 0.95);
    assert.equal(parsePower('0.5'), 0.5);
    for (const text of ['0', '0.49', '1', '95', '0.9999999999']) {
      refuses(() => parsePower(text), /^--power .*write a share such as 0.95$/);
    }
  });
});
