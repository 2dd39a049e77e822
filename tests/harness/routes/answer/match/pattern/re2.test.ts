import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesWhole, replaceMatches } from '../../../../../../harness/routes/answer/match/pattern/re2.ts';

/** Patterns that RE2 and JavaScript read alike. */
const { pattern: likePattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  pattern: fc
    .array(
      fc.array(tie('piece'), { maxLength: 3 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((alternatives) => alternatives.join('|')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '.', '/', '[ab]', '[^a]', '\\w', '\\.', 'a*', 'b+', '[a-c]?', '.*?', 'a{2}', 'b{0,2}'),
    fc.tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{2}', '{1,}')).map(([inner, sign]) => `(${inner})${sign}`),
    fc.tuple(tie('pattern'), fc.constantFrom('', '*', '?')).map(([inner, sign]) => `(?:${inner})${sign}`),
  ),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '.'), maxLength: 8 });

describe('matchesWhole', () => {
  it('agrees with JavaScript where both read a pattern alike', () => {
    fc.assert(
      fc.property(likePattern, text, (pattern, value) => {
        assert.equal(matchesWhole(pattern, value), new RegExp(`^(?:${pattern})$`, 's').test(value), pattern);
      }),
      { numRuns: 1500 },
    );
  });

  it('reads what is written in manifests', () => {
    for (const [pattern, value, matches] of [
      ['^(.*?;)?(user=jason)(;.*)?$', 'a=b;user=jason', true],
      ['^(.*?;)?(user=jason)(;.*)?$', 'user=jasons', false],
      ['/api/v[0-9]+/.*', '/api/v12/x', true],
      ['/api/v[0-9]+/.*', '/old/api/v12/x', false],
      ['(?i)/LOGIN', '/login', true],
      ['(?i:/LOG)in', '/logIN', false],
      ['.*\\.(jpg|png)', '/a.b/c.png', true],
      ['[[:alpha:]]+[[:^digit:]]', 'ab-', true],
      ['\\Qa.b\\E+', 'a.bbb', true],
      ['\\Qa.b\\E+', 'axb', false],
      ['\\x2f\\x{61}\\141', '/aa', true],
      ['[]a]+', ']a', true],
      ['a{,2}', 'a{,2}', true],
      ['(?P<id>\\d+)-(?<name>\\w+)', '12-ab', true],
      ['\\s', '\v', false],
      ['.', '\n', false],
      ['(?s).', '\n', true],
      ['(?m)a$\\nb', 'a\nb', true],
      ['a\\b.\\Bc*', 'a/', true],
      ['', '', true],
      ['é+', 'éé', true],
      ['(?i)É', 'é', true],
    ] as const)
      assert.equal(matchesWhole(pattern, value), matches, `${pattern} on ${JSON.stringify(value)}`);
  });

  it('says nothing about what RE2 refuses and what is not supported', () => {
    for (const pattern of [
      '(?=a)',
      '(?<!a)b',
      '(a)\\1',
      'a**',
      '*',
      '(',
      ')',
      '[a',
      'a{2,1}',
      'a{1001}',
      '\\pL',
      '[b-a]',
      '\\',
      '(?z)',
      '[[:no:]]',
    ])
      assert.equal(matchesWhole(pattern, 'a'), null, pattern);
  });

  it('takes no time for patterns that backtracking engines hang on, and refuses huge work', () => {
    const many = 'a'.repeat(3000);
    assert.equal(matchesWhole('(a*)*b', many), false);
    assert.equal(matchesWhole('(a|aa)+$', many), true);
    assert.equal(matchesWhole('((((a{100}){100}){100}){100})', many), null);
    assert.equal(matchesWhole('a*'.repeat(4000), 'a'.repeat(60_000)), null);
    assert.equal(matchesWhole('('.repeat(5000), 'a'), null);
    assert.equal(matchesWhole(`${'('.repeat(150)}a${')'.repeat(150)}`, 'a'), true);
  });

  it('takes any text as a pattern', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), text, (pattern, value) => {
        assert.ok([true, false, null].includes(matchesWhole(pattern, value)));
      }),
    );
  });
});

describe('replaceMatches', () => {
  it('replaces as Envoy documents it for regex_rewrite', () => {
    assert.equal(replaceMatches('^/service/([^/]+)(/.*)$', '/service/foo/v1/api', '\\2/instance/\\1'), '/v1/api/instance/foo');
    assert.equal(replaceMatches('one', '/xxx/one/yyy/one/zzz', 'two'), '/xxx/two/yyy/two/zzz');
    assert.equal(replaceMatches('^(.*?)one(.*)$', '/xxx/one/yyy/one/zzz', '\\1two\\2'), '/xxx/two/yyy/one/zzz');
    assert.equal(replaceMatches('(?i)/xxx/', '/aaa/XxX/bbb', '/yyy/'), '/aaa/yyy/bbb');
    assert.equal(replaceMatches('x*', 'abc', '-'), '-a-b-c-');
    assert.equal(replaceMatches('a', 'aa', '\\\\\\0'), '\\a\\a');
  });

  it('says nothing about groups that are not there', () => {
    assert.equal(replaceMatches('a', 'a', '\\1'), null);
    assert.equal(replaceMatches('(a)', 'a', '\\x'), null);
    assert.equal(replaceMatches('(', 'a', 'b'), null);
  });

  it('replaces what JavaScript replaces', () => {
    fc.assert(
      fc.property(fc.constantFrom('a', 'a+', '[ab]', '(a|b)c', 'b*?', '/[^/]*', 'a?b'), text, (pattern, value) => {
        // RE2 does not find an empty match right behind a match; JavaScript does, so such patterns are left out.
        fc.pre(!new RegExp(`^(?:${pattern})$`).test(''));
        assert.equal(replaceMatches(pattern, value, '<\\0>'), value.replaceAll(new RegExp(pattern, 'g'), '<$&>'));
      }),
    );
  });
});
