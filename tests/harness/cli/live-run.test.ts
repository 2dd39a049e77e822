import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lookAt } from '../../../harness/cli/live-run.ts';
import { counting, runFor } from './live-run-for.ts';
import { planFor } from './thread-plan-for.ts';

describe('a look at a run', () => {
  it('takes its time from the beginning of each phase', () => {
    const counters = counting({ phase: 'waiting', warmed: 0 });
    let nowMs = 1000;
    const look = lookAt(runFor({ counters }), () => nowMs);
    const at = (ms: number) => {
      nowMs = ms;
      look.sample();
      return look.view();
    };
    assert.deepEqual([at(1500).phase, at(1500).elapsedMs], ['waiting', 500]);
    Object.assign(counters, { phase: 'warming', warmed: 7 });
    assert.deepEqual([at(2000).elapsedMs, at(2100).elapsedMs, at(2100).warmed], [0, 100, 7]);
    counters.phase = 'counting';
    assert.deepEqual([at(3000).elapsedMs, at(3250).elapsedMs], [0, 250]);
  });

  it('knows what is over, under way and left', () => {
    const counters = counting();
    let nowMs = 0;
    const look = lookAt(
      runFor({ counters, plan: planFor('tcp://127.0.0.1:9', { requests: 1000, durationMs: 60_000 }) }),
      () => nowMs,
    );
    look.sample();
    nowMs = 1000;
    Object.assign(counters, { sent: 520, answered: 490, failed: 10 });
    look.sample();
    const { answered, failed, underWay, perSecond, leftMs, requests, durationMs, mayStopEarly } = look.view();
    assert.deepEqual(
      { answered, failed, underWay, perSecond, leftMs },
      { answered: 490, failed: 10, underWay: 20, perSecond: 500, leftMs: 1000 },
    );
    assert.deepEqual({ requests, durationMs, mayStopEarly }, { requests: 1000, durationMs: 60_000, mayStopEarly: false });
  });

  it('has no number of requests where only time ends the run', () => {
    const plan = planFor('tcp://127.0.0.1:9', { requests: Number.MAX_SAFE_INTEGER, durationMs: 60_000 });
    assert.equal(lookAt(runFor({ plan }), () => 0).view().requests, null);
  });

  it('tells the evidence of a run that stops by itself', () => {
    const found = {
      decision: 'not-stopped',
      stopN: 10,
      capRequests: 100,
      stopCounts: [8, 2],
      logE: 1.5,
      maxLogE: 2,
      pSequential: Math.exp(-2),
      llr: null,
    } as const;
    const findings = () => ({ ...found, band: { lo: [0.1, 0.1], hi: [0.9, 0.9] } });
    const { evidence, mayStopEarly } = lookAt(runFor({ findings }), () => 0).view();
    assert.deepEqual(evidence, { lnE: 1.5, p: Math.exp(-2), log10P: -2 / Math.LN10 });
    assert.equal(mayStopEarly, true);
  });
});
