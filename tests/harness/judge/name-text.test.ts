import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listText, printableText } from '../../../harness/judge/name-text.ts';

describe('printableText', () => {
  it('disarms terminal escapes, line breaks and direction marks', () => {
    assert.equal(printableText('a\u001b[31mb\r\nc\u202ed\u0000\u009b'), 'a?[31mb??c?d??');
    assert.equal(printableText('\ud800x'), '?x');
  });

  it('keeps other scripts and cuts between characters', () => {
    assert.equal(printableText('Привет 👋'), 'Привет 👋');
    assert.equal(printableText('👋'.repeat(100), 3), '👋👋👋…');
    assert.ok(printableText('x'.repeat(10_000_000)).length < 60);
  });
});

describe('listText', () => {
  it('lists few and counts the rest', () => {
    assert.equal(listText([]), '');
    assert.equal(listText(['a']), 'a');
    assert.equal(listText(['a', 'b']), 'a and b');
    assert.equal(listText(['a', 'b', 'c']), 'a, b and c');
    assert.equal(listText(['a', 'b', 'c', 'd']), 'a, b and 2 more');
  });
});
