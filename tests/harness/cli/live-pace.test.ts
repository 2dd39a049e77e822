import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createPace, timeLeftMs } from '../../../harness/cli/live-pace.ts';

describe('the pace of a run', () => {
  it('is not known at once', () => {
    const pace = createPace(10_000);
    assert.equal(pace.perSecond(1000), null);
    pace.add(0, 0);
    pace.add(200, 100);
    assert.equal(pace.perSecond(1000), null);
    pace.add(250, 100);
    assert.equal(pace.perSecond(1000), 400);
  });

  it('is that of the window asked for', () => {
    const pace = createPace(10_000);
    for (let atMs = 0; atMs <= 5000; atMs += 100) pace.add(atMs, atMs <= 4000 ? atMs : 4000 + 3 * (atMs - 4000));
    assert.equal(pace.perSecond(1000), 3000);
    assert.equal(pace.perSecond(10_000), 1400);
  });

  it('of an even run is the same for any window, however irregular the looks', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 100, max: 20_000 }), (between, perMs, windowMs) => {
        const pace = createPace(10_000);
        let atMs = 0;
        for (const gap of between) {
          atMs += gap;
          pace.add(atMs, perMs * atMs);
        }
        const rate = pace.perSecond(windowMs);
        assert.ok(rate === null || Math.abs(rate - perMs * 1000) < 1e-6, `${rate}`);
      }),
    );
  });
});

describe('the time left', () => {
  const run = (done: number, elapsedMs: number, perSecond: number | null) => ({ done, elapsedMs, perSecond });
  for (const [what, limits, gone, left] of [
    ['by requests', { requests: 1000, durationMs: null }, run(200, 0, 400), 2000],
    ['by time', { requests: null, durationMs: 5000 }, run(200, 1500, 400), 3500],
    ['by whichever is nearer', { requests: 1000, durationMs: 5000 }, run(200, 4000, 400), 1000],
    ['by time while nothing is known of the pace', { requests: 1000, durationMs: 5000 }, run(0, 0, null), 5000],
    ['of a target that has stopped answering', { requests: 1000, durationMs: null }, run(200, 0, 0), null],
    ['without limits', { requests: null, durationMs: null }, run(200, 0, 5), null],
    ['after the end', { requests: 100, durationMs: 10 }, run(200, 20, 5), 0],
  ] as const)
    it(what, () => assert.equal(timeLeftMs(limits, gone), left));
});
