import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseNamespace } from '../../../harness/expect/namespace.ts';

describe('parseNamespace', () => {
  for (const text of ['default', 'a', 'istio-system', 'x1', 'a'.repeat(63)])
    it(`reads ${text}`, () => assert.equal(parseNamespace(text, '--namespace'), text));

  for (const text of ['', 'A', 'a.b', '-a', 'a-', 'a_b', 'a'.repeat(64), 'ä', 'a\n'])
    it(`refuses ${JSON.stringify(text)}`, () =>
      assert.throws(() => parseNamespace(text, '--namespace'), {
        name: 'RangeError',
        message: /^--namespace "\P{Cc}*": not the name of a namespace; /u,
      }));
});
