import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTarget, TargetError } from '../../../services/http-hello/request-target.ts';

test('segments are decoded after the path was split', () => {
  assert.deepEqual(readTarget('/hello/a%2Fb').segments, ['hello', 'a/b']);
  assert.deepEqual(readTarget('//hello//eric/').segments, ['hello', 'eric']);
  assert.deepEqual(readTarget('/hello/%2541').segments, ['hello', '%41']);
  assert.deepEqual(readTarget('/%68ello/J%C3%BCrgen').segments, ['hello', 'Jürgen']);
});

test('the query starts at the first question mark before a fragment', () => {
  const target = readTarget('/flaky?fail=2&x=/y#z');
  assert.deepEqual([target.segments, target.query, target.forwarded], [['flaky'], 'fail=2&x=/y', '/flaky?fail=2&x=/y#z']);
  assert.equal(readTarget('/a#b?c').query, '');
});

test('absolute form is read like origin form', () => {
  assert.equal(readTarget('http://hello1:8001/hello/eric?x=1').forwarded, '/hello/eric?x=1');
  assert.equal(readTarget('HTTPS://hello1?x').forwarded, '/?x');
  assert.equal(readTarget('http://hello1').forwarded, '/');
});

test('broken encodings and other forms are refused', () => {
  for (const path of ['/%', '/%4', '/%zz', '/a/%ff/b', '/%C3', '/%C0%AF', '/%ED%A0%80', '*', 'hello', 'ftp://x/y', '']) {
    assert.throws(() => readTarget(path), TargetError, path);
  }
});

test('any bytes, percent-encoded: valid UTF-8 comes back exactly, everything else is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 12 }), (bytes) => {
      const path = `/hello/${[...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`;
      let text: string | null = null;
      try {
        text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {}
      if (text === null) assert.throws(() => readTarget(path), TargetError);
      else assert.deepEqual(readTarget(path).segments, ['hello', text]);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test('any visible ASCII either gives a target or is refused, nothing else', () => {
  const ascii = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 30 });
  fc.assert(
    fc.property(ascii, (text) => {
      try {
        assert.equal(readTarget(`/${text}`).forwarded, `/${text}`);
      } catch (error) {
        assert.ok(error instanceof TargetError);
      }
    }),
    { seed: 6, numRuns: 500 },
  );
});
