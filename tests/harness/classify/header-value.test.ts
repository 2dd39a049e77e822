import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headerValue } from '../../../harness/classify/header-value.ts';

const value = (name: string, ...lines: string[]) =>
  headerValue(
    lines.map((line) => Buffer.from(line)),
    Buffer.from(name),
  ).toString();

describe('headerValue', () => {
  it('finds names in any case, whole names only', () => {
    assert.equal(value('x-version', 'X-Versio', 'a', 'X-VERSION', 'v1', 'x-version2', 'b'), 'v1');
    assert.equal(value('x_version', 'X\u007fversion', 'a'), '');
    assert.equal(value('a[', 'A{', 'x'), '');
  });

  it('never reads a value as a name', () => assert.equal(value('x-version', 'a', 'x-version', 'b', 'c'), ''));

  it('joins several lines', () => assert.equal(value('x', 'x', 'v1', 'y', '-', 'X', 'v2'), 'v1, v2'));

  it('is empty for no header, no value and half a line', () => {
    assert.equal(value('x'), '');
    assert.equal(value('x', 'x', ''), '');
    assert.equal(value('x', 'x'), '');
  });
});
