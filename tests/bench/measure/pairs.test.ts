import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measurePairs } from '../../../bench/measure/pairs.ts';

test('sides run one after the other, and each result stands on its own side', async () => {
  const ran: string[] = [];
  let running = 0;
  const side = (name: string) => async (): Promise<string> => {
    running += 1;
    assert.equal(running, 1);
    await new Promise(setImmediate);
    running -= 1;
    ran.push(name);
    return `${name}${ran.length}`;
  };
  const pairs = await measurePairs(3, { ours: side('A'), theirs: side('B') });
  assert.deepEqual(ran, ['A', 'B', 'B', 'A', 'A', 'B']);
  assert.deepEqual(pairs, [
    { ours: 'A1', theirs: 'B2' },
    { ours: 'A4', theirs: 'B3' },
    { ours: 'A5', theirs: 'B6' },
  ]);
});

test('a run that fails ends the measurement', async () => {
  const fails = async (): Promise<number> => Promise.reject(new Error('broken'));
  await assert.rejects(measurePairs(5, { ours: async () => 1, theirs: fails }), /broken/);
});
