import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { regexFaults } from '../../../../../harness/routes/forms/istio-rules/string-match.ts';
import { Spot } from '../../../../../harness/routes/forms/spot.ts';

const faultsOf = (pattern: unknown) => regexFaults(new Spot(['regex'], pattern));

describe('a pattern of a match', () => {
  for (const pattern of ['(["', '[', '(', ')', '*', 'a**', 'a)', '[b-a]', 'a\\', '(?i)(', '\\pL(', '(?<a', '(?z)'])
    it(`${pattern} is refused`, () => {
      const [only, ...others] = faultsOf(pattern);
      assert.deepEqual([only?.id, others.length], ['invalid-regex', 0]);
    });

  for (const pattern of [
    ...[
      '.*',
      'a{2,3}',
      'a{',
      '[]a]',
      '(?i)a',
      '(?i)\\p{Greek}',
      '[\\p{Lu}x]',
      '\\pN+\\z',
      '(?P<name>a)',
      '\\Q([\\E',
      '[[:alpha:]]',
    ],
    ...['(?s-i:a)', '\\x{10FFFF}', '\\\\p{2}', '(?:a|b)*?', ']', '}'],
  ])
    it(`${pattern} is taken`, () => assert.deepEqual(faultsOf(pattern), []));

  it('that is not written, or no text, is told elsewhere', () => {
    for (const value of [undefined, 5, {}]) assert.deepEqual(faultsOf(value), []);
  });
});
