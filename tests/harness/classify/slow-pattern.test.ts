import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isSlowPattern } from '../../../harness/classify/slow-pattern.ts';

fc.configureGlobal({ seed: 20260131 });

describe('isSlowPattern', () => {
  for (const pattern of [
    '(a+)+',
    '(a*)*',
    '(a+)+$',
    '^(.*)*x',
    '(.*,)+$',
    '(\\w|\\d)*',
    '(a|a)*',
    '(a|aa)+$',
    '([a-zA-Z]+)*',
    '(x+x+)+y',
    '((a+))+',
    '(a+){10}',
    '(a+){2,}',
    '(?:a?b*)+',
    '(\\S+\\s*)*x',
    '(?=(a+)+)x',
    '(?<name>\\d+)*',
    '(?:(?:\\d+-?)+)x',
    '([\\]a]+)+',
    '(\\1+)+',
  ]) {
    it(`refuses ${pattern}`, () => assert.equal(isSlowPattern(pattern), true));
  }

  for (const pattern of [
    'v(\\d+(?:\\.\\d+)*)',
    '(\\d+\\.)+',
    '([^,]*,)*',
    'version[:=](\\S+)',
    '(foo|bar)+',
    '(?:[a-z]+-)*[0-9]',
    '[(+]+',
    '\\(\\d+\\)+',
    '(?<v>v\\d+)',
    '(.|\\n)*',
    '^.*$',
    '(a+)?',
    '(a+){1,3}',
    'a{',
    '(?:a{2}b)+',
    '(?<!a+)b',
    '()*',
    'Hello version: (.*?), instance',
  ]) {
    it(`accepts ${pattern}`, () => assert.equal(isSlowPattern(pattern), false));
  }

  it('answers for every valid pattern, soon', () => {
    const soup = fc.string({ unit: fc.constantFrom(...'()[]{}|*+?\\.^$ab1,-<:=!xuk'), maxLength: 20 });
    fc.assert(
      fc.property(soup, (pattern) => {
        try {
          new RegExp(pattern, 'm');
        } catch {
          return;
        }
        assert.equal(typeof isSlowPattern(pattern), 'boolean');
      }),
      { numRuns: 3000 },
    );
    assert.equal(isSlowPattern('('.repeat(400) + ')'.repeat(400)), false);
    assert.equal(isSlowPattern('a+'.repeat(500)), false);
  });
});
