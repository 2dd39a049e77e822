import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseHeader } from '../../../harness/expect/header.ts';

fc.configureGlobal({ seed: 20260131 });

describe('parseHeader', () => {
  it('reads names and values', () => {
    assert.deepEqual(parseHeader('end-user: jason'), ['end-user', 'jason']);
    assert.deepEqual(parseHeader('X:'), ['X', '']);
    assert.deepEqual(parseHeader('Time:12:30'), ['Time', '12:30']);
    assert.deepEqual(parseHeader('A: \t b\tc \t'), ['A', 'b\tc']);
    assert.deepEqual(parseHeader('A: caf\u00e9'), ['A', 'caf\u00e9']);
    assert.deepEqual(parseHeader('Host: a.example:80'), ['Host', 'a.example:80']);
  });

  for (const [text, reason] of [
    ['', /no colon/],
    ['abc', /no colon/],
    [': x', /name is missing/],
    ['a b: x', /not an HTTP token/],
    [' a: x', /not an HTTP token/],
    ['a : x', /not an HTTP token/],
    ['é: x', /not an HTTP token/],
    ['a\r\nb: x', /not an HTTP token/],
    ['A: x\r\nEvil: y', /line break/],
    ['A: x\n', /line break/],
    ['A: \u0000', /control character/],
    ['A: \u007f', /control character/],
    ['A: \u2028', /cannot carry/],
    ['A: 名前', /cannot carry/],
    ['Content-Length: 5', /written by the driver/],
    ['transfer-encoding: chunked', /written by the driver/],
    ['CONNECTION: close', /--fresh/],
  ] as const) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.throws(() => parseHeader(text), { name: 'RangeError', message: reason });
    });
  }

  it('throws nothing but a RangeError and never lets a line break through', () => {
    const soup = fc.string({ unit: fc.constantFrom('a', ':', '\r', '\n', ' ', '\t', '\u0000', 'é', '\u2028', '😀') });
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        try {
          const [name, value] = parseHeader(text);
          assert.doesNotMatch(name, /[^!-~]/);
          // What a header can carry, byte for byte.
          assert.equal(Buffer.from(value, 'latin1').toString('latin1'), value);
          assert.doesNotMatch(value, /[\r\n\0]/);
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
          assert.doesNotMatch(error.message, /\p{Cc}/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
