import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterAnswer, afterFailure, isHopeless, NO_STREAK, patienceOf, type Streak } from '../../../harness/drive/streak.ts';

test('patience: 5 s or one time-out, and a number of failures that the run can produce in it', () => {
  assert.deepEqual(patienceOf(32, 5_000, null), { durationMs: 5_000, failures: 10 });
  assert.deepEqual(patienceOf(32, 60_000, null), { durationMs: 60_000, failures: 10 });
  assert.deepEqual(patienceOf(4, 100, null), { durationMs: 5_000, failures: 4 });
  assert.deepEqual(patienceOf(1, 100, null), { durationMs: 5_000, failures: 2 });
  assert.deepEqual(patienceOf(32, 100, 1), { durationMs: 5_000, failures: 5 });
  assert.deepEqual(patienceOf(32, 100, 0.1), { durationMs: 5_000, failures: 2 });
  assert.deepEqual(patienceOf(32, 100, 200), { durationMs: 5_000, failures: 10 });
});

test('no failure is never hopeless', () => {
  assert.equal(isHopeless(NO_STREAK, patienceOf(1, 1, null), Number.MAX_VALUE), false);
  assert.equal(isHopeless(afterAnswer(0), patienceOf(1, 1, null), Number.MAX_VALUE), false);
});

test('many failures within 5 s are not hopeless, and become so at 5 s', () => {
  let streak: Streak = NO_STREAK;
  for (let ms = 0; ms < 1_000; ms++) streak = afterFailure(streak, 100 + ms);
  const patience = patienceOf(32, 1_000, null);
  assert.equal(isHopeless(streak, patience, 5_099), false);
  assert.equal(isHopeless(streak, patience, 5_100), true);
});

test('one slow request does not end a run over one connection; the second does', () => {
  const patience = patienceOf(1, 5_000, null);
  const one = afterFailure(NO_STREAK, 0);
  assert.equal(isHopeless(one, patience, 5_001), false);
  assert.equal(isHopeless(afterFailure(one, 5_001), patience, 10_002), true);
});

test('an answer begins everything anew, also for requests that were under way when it came', () => {
  const patience = patienceOf(2, 5_000, null);
  let streak = afterFailure(afterFailure(NO_STREAK, 0), 0);
  assert.equal(isHopeless(streak, patience, 5_000), true);
  streak = afterAnswer(5_000);
  streak = afterFailure(afterFailure(streak, 100), 200);
  assert.equal(isHopeless(streak, patience, 9_999), false);
  assert.equal(isHopeless(streak, patience, 10_000), true);
});

test('an answer within every 5 s keeps any run alive', () => {
  const outcomes = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 4_999 })), { maxLength: 300 });
  fc.assert(
    fc.property(outcomes, (outcomes) => {
      const patience = patienceOf(32, 1_000, null);
      let streak: Streak = NO_STREAK;
      let answeredMs = 0;
      let nowMs = 0;
      for (const [isAnswer, pauseMs] of outcomes) {
        nowMs = Math.min(nowMs + pauseMs, answeredMs + 4_999);
        streak = isAnswer ? afterAnswer(nowMs) : afterFailure(streak, nowMs);
        if (isAnswer) answeredMs = nowMs;
        assert.equal(isHopeless(streak, patience, nowMs), false);
      }
    }),
    { seed: 3 },
  );
});
