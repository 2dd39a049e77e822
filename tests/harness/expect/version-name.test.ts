import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameProblem, writtenName } from '../../../harness/expect/version-name.ts';

describe('version names', () => {
  it('refuses empty, endless and, without quotes, control characters', () => {
    assert.match(nameProblem('', 'bare') ?? '', /no name/);
    assert.match(nameProblem('x'.repeat(202), 'quoted') ?? '', /202 characters/);
    assert.match(nameProblem('a\u0085', 'bare') ?? '', /control character/);
    assert.equal(nameProblem('a\u0085', 'quoted'), null);
    assert.equal(nameProblem(`${'x'.repeat(200)}…`, 'bare'), null);
  });

  it('quotes only what a list could not hold', () => {
    for (const name of ['v1', 'Hello<-Bonjour', '10.0.0.1:80', 'a b', 'é', "it's", 'a"b']) {
      assert.equal(writtenName(name), name);
    }
    assert.equal(writtenName('a,b'), '"a,b"');
    assert.equal(writtenName('"'), '"\\""');
    assert.equal(writtenName(' a'), '" a"');
    assert.equal(writtenName('\u009b31m'), '"\\u009b31m"');
  });
});
