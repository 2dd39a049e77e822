import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEXT, TOKEN } from '../../../harness/drive/octets.ts';

const listed = (table: Uint8Array): string =>
  String.fromCharCode(...[...table.keys()].filter((byte) => table[byte] === 1 && byte < 128));

test('names are made of the characters of a token', () => {
  assert.equal(listed(TOKEN), "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~");
  assert.ok(TOKEN.subarray(128).every((allowed) => allowed === 0));
});

test('values are made of all but control characters', () => {
  assert.equal(listed(TEXT), `\t${String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))}`);
  assert.ok(TEXT.subarray(128).every((allowed) => allowed === 1));
});
