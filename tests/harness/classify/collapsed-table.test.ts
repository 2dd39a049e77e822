import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collapsedEntries } from '../../../harness/classify/collapsed-table.ts';

describe('collapsedEntries', () => {
  it('finds chains between their counts', () => {
    assert.deepEqual(collapsedEntries('done: 61 Hello a(1.1.1.1)<-Hola a(::1) 7 Hello a(1.1.1.1)'), [
      { count: 61, label: 'Hello a(1.1.1.1)<-Hola a(::1)' },
      { count: 7, label: 'Hello a(1.1.1.1)' },
    ]);
  });

  it('finds nothing in prose, and quickly', () => {
    assert.deepEqual(collapsedEntries('expected 30%(Hello eric)-60%(Bonjour eric)'), []);
    assert.deepEqual(collapsedEntries('1 '.repeat(50_000)), []);
    assert.deepEqual(collapsedEntries(`1 a b(${'1'.repeat(50_000)}`), []);
  });
});
