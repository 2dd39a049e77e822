import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textFit } from '../../../../../harness/routes/answer/match/text-fit.ts';
import type { TextTest } from '../../../../../harness/routes/route-table.ts';

const test = (kind: TextTest['kind'], value: string, ignoreCase = false): TextTest => ({ kind, value, ignoreCase });

describe('textFit', () => {
  it('compares a raw prefix by character and a path prefix by element', () => {
    for (const [prefix, path, raw, byElement] of [
      ['/rate', '/ratings', 'no', 'no'],
      ['/rat', '/ratings', 'yes', 'no'],
      ['/rate', '/rate', 'yes', 'yes'],
      ['/rate', '/rate/1', 'yes', 'yes'],
      ['/rate/', '/rate', 'no', 'yes'],
      ['/rate/', '/rate/1', 'yes', 'yes'],
      ['/', '/x', 'yes', 'yes'],
      ['/rate', '/Rate', 'no', 'no'],
    ] as const) {
      assert.equal(textFit(test('prefix', prefix), path), raw, `${prefix} ${path}`);
      assert.equal(textFit(test('path-prefix', prefix), path), byElement, `${prefix} ${path}`);
    }
  });

  it('passes nothing that is not there, and any value that only has to be there', () => {
    for (const kind of ['exact', 'prefix', 'path-prefix', 'suffix', 'regex', 'present'] as const)
      assert.equal(textFit(test(kind, ''), null), 'no');
    assert.equal(textFit(test('present', ''), ''), 'yes');
  });

  it('leaves a pattern open that RE2 refuses, and lets it say letter case itself', () => {
    assert.equal(textFit(test('regex', '(a)\\1'), 'aa'), 'unknown');
    assert.equal(textFit(test('regex', '/A', true), '/a'), 'no');
    assert.equal(textFit(test('exact', '/A', true), '/a'), 'yes');
    assert.equal(textFit(test('suffix', '*.example.com'), 'a.example.com'), 'yes');
    assert.equal(textFit(test('suffix', '.example.com'), 'a.example.org'), 'no');
  });
});
