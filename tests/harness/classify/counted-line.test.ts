import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countedLine, countOf } from '../../../harness/classify/counted-line.ts';

describe('countedLine', () => {
  it('reads what uniq -c writes', () => {
    assert.deepEqual(countedLine('     61 Hello eric'), { count: 61, label: 'Hello eric' });
    assert.deepEqual(countedLine('1\tx'), { count: 1, label: 'x' });
    assert.deepEqual(countedLine('   7   indented'), { count: 7, label: '  indented' });
    assert.deepEqual(countedLine('   7 '), { count: 7, label: '' });
    assert.deepEqual(countedLine('   7'), { count: 7, label: '' });
    assert.deepEqual(countedLine('1000000 12 monkeys'), { count: 1_000_000, label: '12 monkeys' });
    assert.deepEqual(countedLine('5 a\u2028b'), { count: 5, label: 'a\u2028b' });
  });

  it('tells what has no count from what has too large a one', () => {
    for (const line of ['', 'x', '-1 x', '1.5 x', '1e3 x', '0x10 x', '1,000 x', '30%(Hello)', '٣ x']) {
      assert.equal(countedLine(line), 'no-count', line);
    }
    assert.equal(countedLine('9007199254740992 x'), 'too-large');
    assert.deepEqual(countedLine('9007199254740991 x'), { count: Number.MAX_SAFE_INTEGER, label: 'x' });
    assert.equal(countOf('9'.repeat(400)), null);
  });
});
