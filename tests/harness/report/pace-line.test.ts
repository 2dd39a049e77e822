import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaceSummary } from '../../../harness/model/report.ts';
import { paceLine } from '../../../harness/report/pace-line.ts';
import { CASES } from './cases.ts';
import { judged, latencies } from './judged.ts';

const KEPT: PaceSummary = { askedPerSecond: 200, sentPerSecond: 200, sendingMs: 5_000, behindMs: 3, heldUpMs: 0, busyMs: 0 };
/** A run of 1,000 requests with these 99th percentiles. */
const said = (pace: Partial<PaceSummary> | null, dueMs = 1, sentMs = 1): string => {
  const measured = {
    latency: [latencies('a', 1, 1, dueMs, dueMs)],
    uncorrectedLatency: [latencies('a', 1, 1, sentMs, sentMs)],
    pace: pace === null ? null : { ...KEPT, ...pace },
  };
  const [line = 'nothing'] = paceLine(judged({ weights: { a: '1', b: '1' }, counts: { a: 500, b: 500 }, measured }).gates[0]!);
  return line;
};

describe('paceLine', () => {
  it('says nothing without a rate, and nothing when the rate was kept', () => {
    assert.deepEqual(paceLine(judged(CASES.pass!).gates[0]!), []);
    assert.equal(said(null, 5_000, 1), 'nothing');
    assert.equal(said({}), 'nothing');
    assert.equal(said({ sentPerSecond: 198.1 }), 'nothing');
  });

  it('tells a rate that was not reached, why, and what to change', () => {
    assert.match(
      said({ sentPerSecond: 150, behindMs: 1_250, heldUpMs: 1_200, busyMs: 40 }),
      /^sent at 150\/s instead of 200\/s: .* wait for earlier answers, at worst 1\.3 s; more connections \(-c\)/,
    );
    assert.match(
      said({ sentPerSecond: 150, behindMs: 1_250, busyMs: 1_240 }),
      /^sent at 150\/s instead of 200\/s: this machine was too busy .* 1\.3 s late; lower --rate/,
    );
  });

  it('does not take the last timer of a short run for a rate that was not reached', () => {
    assert.equal(said({ sentPerSecond: 180, sendingMs: 300 }), 'nothing');
    assert.notEqual(said({ sentPerSecond: 180, sendingMs: 600 }), 'nothing');
  });

  it('tells a stall from percentiles that are more than twice and more than 10 ms apart', () => {
    assert.match(said({ behindMs: 480, heldUpMs: 470 }, 400, 2), /^the target stalled or could not keep up .* at worst 480 ms$/);
    assert.equal(said({ heldUpMs: 90 }, 11.9, 2), 'nothing');
    assert.equal(said({ heldUpMs: 90 }, 400, 200), 'nothing');
  });

  it('blames this machine where requests were late without having to wait for answers', () => {
    assert.match(
      said({ behindMs: 480, heldUpMs: 30, busyMs: 440 }, 400, 2),
      /^this machine was too busy .* at worst 480 ms late$/,
    );
  });
});
