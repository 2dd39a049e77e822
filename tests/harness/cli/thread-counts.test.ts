import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createThreadCounts } from '../../../harness/cli/thread-counts.ts';

describe('counts of threads', () => {
  it('are those that each thread told last, added up', () => {
    const counts = createThreadCounts();
    assert.deepEqual([...counts.total()], []);
    counts.tell(0, [['one', 5]]);
    counts.tell(1, [
      ['two', 1],
      ['one', 2],
    ]);
    counts.tell(0, [
      ['one', 7],
      ['two', 3],
    ]);
    assert.deepEqual(
      [...counts.total()],
      [
        ['one', 9],
        ['two', 4],
      ],
    );
  });

  it('do not depend on how often a thread tells', () => {
    const word = fc.tuple(fc.nat(3), fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.nat(1000)), { maxLength: 1 }));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const [all, last] = [createThreadCounts(), createThreadCounts()];
        for (const [thread, told] of words) all.tell(thread, told);
        for (const [thread, told] of new Map(words)) last.tell(thread, told);
        assert.deepEqual(new Map(all.total()), new Map(last.total()));
      }),
    );
  });
});
