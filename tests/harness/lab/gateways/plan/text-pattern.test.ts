import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  firstValue,
  hasParameter,
  hostPattern,
  literal,
  textPattern,
} from '../../../../../harness/lab/gateways/plan/text-pattern.ts';
import type { TextTest } from '../../../../../harness/routes/route-table.ts';

/** PCRE reads bytes; so does an expression over a text with one character per byte. */
const bytes = (text: string) => Buffer.from(text).toString('latin1');

function fits(pattern: string, text: string): boolean {
  const ignoreCase = pattern.startsWith('(?i)');
  return new RegExp(ignoreCase ? pattern.slice(4) : pattern, ignoreCase ? 'is' : 's').test(bytes(text));
}

const HOSTILE = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'\\"\'$;{}()[]^.*+?|#%&=/ \t\n\r\0a', 'é', '漢', '\u2028'),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});

test('nothing but printable ASCII stands in a pattern, whatever the text', () => {
  fc.assert(fc.property(HOSTILE, (text) => assert.match(literal(text), /^[\x21-\x7e]*$/)));
  assert.match(textPattern({ kind: 'regex', value: 'a b\\ c\n', ignoreCase: false }), /^[\x21-\x7e]*$/);
});

test('an exact text fits itself alone, a prefix what begins with it', () => {
  fc.assert(
    fc.property(HOSTILE, HOSTILE, (text, more) => {
      const test_ = (kind: TextTest['kind'], sent: string) => fits(textPattern({ kind, value: text, ignoreCase: false }), sent);
      assert.ok(test_('exact', text));
      assert.equal(test_('exact', text + more), more === '');
      assert.ok(test_('prefix', text + more));
      assert.equal(test_('prefix', more), bytes(more).startsWith(bytes(text)));
      if (!text.startsWith('*')) assert.ok(test_('suffix', more + text));
    }),
  );
});

test('a prefix by elements ends where an element ends', () => {
  const by = (value: string, sent: string) => fits(textPattern({ kind: 'path-prefix', value, ignoreCase: false }), sent);
  assert.ok(by('/a', '/a') && by('/a', '/a/b') && by('/a/', '/a') && by('/', '/x'));
  assert.ok(!by('/a', '/ab') && !by('/a.b', '/a+b/'));
});

test('a regular expression takes the whole text, alternatives together', () => {
  const pattern = textPattern({ kind: 'regex', value: 'a|b', ignoreCase: true });
  assert.ok(fits(pattern, 'a') && fits(pattern, 'b') && !fits(pattern, 'ab') && !fits(pattern, 'A'));
});

test('a wildcard fits names below it and not the name itself', () => {
  assert.ok(fits(hostPattern('*.Example.com'), 'a.b.example.com') && fits(hostPattern('*'), ''));
  assert.ok(!fits(hostPattern('*.example.com'), 'example.com') && !fits(hostPattern('a.b'), 'axb'));
});

test('the first of several parameters counts, and nothing but `&` parts them', () => {
  const value = (query: string) => new RegExp(firstValue('q.r')).exec(query)?.[1] ?? null;
  assert.equal(value('a=1&q.r=2&q.r=3'), '2');
  assert.equal(value('q.r=2'), '2');
  assert.equal(value('q.r&q.r=3'), null);
  assert.equal(value('a=1;q.r=2'), null);
  assert.equal(value('qxr=2'), null);
  assert.ok(fits(hasParameter('q.r'), 'a&q.r') && fits(hasParameter('q.r'), 'q.r=') && !fits(hasParameter('q.r'), 'q.rs=1'));
});
