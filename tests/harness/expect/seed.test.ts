import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseSeed } from '../../../harness/expect/seed.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseSeed', () => {
  it('reads every 64-bit number as canonical text', () => {
    assert.equal(parseSeed('18446744073709551615'), '18446744073709551615');
    assert.equal(parseSeed('007'), '7');
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (seed) => assert.equal(parseSeed(`${seed}`), `${seed}`)));
  });

  it('refuses the rest', () => {
    for (const text of ['', '-1', '1.5', '1e3', '0x1', 'abc', '18446744073709551616', '9'.repeat(100_000), '٣']) {
      assert.throws(() => parseSeed(text), {
        name: 'RangeError',
        message: /^--seed .*write a whole number from 0 to 18446744073709551615$/,
      });
    }
  });
});
