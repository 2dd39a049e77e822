import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { TimeLimit } from '../../../harness/drive/time-limit.ts';

/** A limit that notes after how many milliseconds it was up. */
function limitOf(limitMs: number) {
  const ups: number[] = [];
  let startedMs = 0;
  const limit = new TimeLimit(limitMs, () => ups.push(performance.now() - startedMs));
  const start = (): void => {
    startedMs = performance.now();
    limit.start();
  };
  return { limit, ups, start };
}

describe('TimeLimit', () => {
  it('is up once, and never too early', async () => {
    const { limit, ups, start } = limitOf(20);
    start();
    while (ups.length === 0) await delay(1);
    await delay(40);
    assert.equal(ups.length, 1);
    assert.ok(ups[0]! >= 19, `${ups[0]} ms`);
    limit.close();
  });

  it('counts from the last start, whatever the timer that runs on was set to', async () => {
    const { limit, ups, start } = limitOf(60);
    for (let i = 0; i < 4; i++) {
      start();
      await delay(20);
      limit.stop();
    }
    start();
    while (ups.length === 0) await delay(1);
    assert.ok(ups[0]! >= 59, `${ups[0]} ms`);
    limit.close();
  });

  it('is not up for what was stopped or closed, and can be started again', async () => {
    const { limit, ups, start } = limitOf(5);
    start();
    limit.stop();
    await delay(30);
    start();
    limit.close();
    await delay(30);
    assert.deepEqual(ups, []);
    start();
    while (ups.length === 0) await delay(1);
    limit.close();
  });
});
