import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LONGEST_WAIT_MS, QUIET_MS, waitUntilQuiet } from '../../../harness/cli/evidence-wait.ts';

/** Waits on a clock that moves only by waiting; `changesAt` says how many changes there are by then. */
const waited = async (changesAt: (ms: number) => number) => {
  let nowMs = 5_000;
  let known = 0;
  let reads = 0;
  const isQuiet = await waitUntilQuiet(
    async () => {
      reads += 1;
      known = changesAt(nowMs - 5_000);
    },
    () => known,
    {
      nowMs: () => nowMs,
      wait: async (ms) => {
        nowMs += ms;
      },
    },
  );
  return { isQuiet, tookMs: nowMs - 5_000, reads };
};

describe('waitUntilQuiet', () => {
  it('goes on for as long as nothing must come, also when all was there', async () => {
    for (const count of [0, 10]) {
      const { isQuiet, tookMs } = await waited(() => count);
      assert.deepEqual([isQuiet, tookMs], [true, QUIET_MS]);
    }
  });

  it('begins anew with every change', async () => {
    const { isQuiet, tookMs } = await waited((ms) => (ms >= 4_500 ? 3 : ms >= 3_000 ? 2 : ms >= 1_500 ? 1 : 0));
    assert.deepEqual([isQuiet, tookMs], [true, 4_500 + QUIET_MS]);
  });

  it('gives up when there is always something new', async () => {
    const { isQuiet, tookMs, reads } = await waited((ms) => Math.floor(ms / 1_000));
    assert.deepEqual([isQuiet, tookMs], [false, LONGEST_WAIT_MS]);
    assert.ok(reads < 1_000);
  });

  it('takes what comes in the last moment as new', async () => {
    const { tookMs } = await waited((ms) => (ms >= QUIET_MS ? 1 : 0));
    assert.equal(tookMs, 2 * QUIET_MS);
  });
});
