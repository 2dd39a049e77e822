import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseRequestPath } from '../../../harness/expect/request-path.ts';

describe('parseRequestPath', () => {
  for (const text of ['/', '/reviews/1?all=true&x=%20', '//a', '/%2e%2e/b', '/ä'])
    it(`keeps ${text} as it is sent`, () => assert.equal(parseRequestPath(text, '--path'), text));

  for (const text of ['', 'reviews', '?a=b', '/a b', '/a\r\nb', '/a#b', '/\u0000'])
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => parseRequestPath(text, '--path'), {
        name: 'RangeError',
        message: /^--path "\P{Cc}*": a path \P{Cc}+; \P{Cc}+$/u,
      }));
});
