import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pad } from '../../../harness/report/pad.ts';

test('fills up to so many columns of a terminal, and cuts nothing', () => {
  assert.equal(pad('ab', 4, true), 'ab  ');
  assert.equal(pad('ab', 4, false), '  ab');
  assert.equal(pad('版', 4, false), '  版');
  assert.equal(pad('abcde', 4, true), 'abcde');
});
