import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { threadPlans } from '../../../harness/cli/thread-plans.ts';
import { runBatch } from '../../../harness/drive/batch.ts';
import { newCounters } from '../../../harness/drive/control.ts';
import type { LaneOwner, Transport } from '../../../harness/drive/lane.ts';
import { PaceMeter } from '../../../harness/drive/pace-meter.ts';
import { reportTo } from '../../../harness/drive/reporter.ts';
import type { Pace } from '../../../harness/drive/schedule.ts';
import { Slot } from '../../../harness/drive/slot.ts';
import { patienceOf } from '../../../harness/drive/streak.ts';
import { planFor } from '../cli/thread-plan-for.ts';
import { inVirtualTime } from './virtual-time.ts';

const LONG_MS = 3_600_000;
const SECONDS_20 = { requests: Number.MAX_SAFE_INTEGER, durationMs: 20_000 };

interface Target {
  readonly connections?: number;
  /** How long it takes to answer. */
  readonly answerMs?: number;
  /** From when to when it is stopped: what comes meanwhile is answered afterwards. */
  readonly pausedMs?: readonly [number, number];
  /** From when to when this process itself is stopped. */
  readonly frozenMs?: readonly [number, number];
}

/** Sends at a pace in virtual time, without a network. */
async function sendAt(pace: Pace, { connections = 32, answerMs = 1, pausedMs = [0, 0], frozenMs = [0, 0] }: Target = {}) {
  const latenciesMs: number[] = [];
  const uncorrectedMs: number[] = [];
  const [fromMs, toMs] = pausedMs;
  const meter = new PaceMeter(pace);
  await inVirtualTime(async (nowMs) => {
    const openLane = (owner: LaneOwner) => ({
      connection: 0,
      phase: 'waiting' as const,
      send() {
        const beginMs = nowMs() >= fromMs && nowMs() < toMs ? toMs : nowMs();
        setTimeout(() => owner.answered(200, [], Buffer.alloc(0)), beginMs + answerMs - nowMs());
      },
      cancel() {},
    });
    const transport: Transport = { opened: 0, openLane };
    const slots = Array.from({ length: connections }, () => new Slot(transport, LONG_MS));
    const sink = {
      answer: (answer: { readonly latencyMs: number; readonly uncorrectedMs: number | null }) => {
        latenciesMs.push(answer.latencyMs);
        if (answer.uncorrectedMs !== null) uncorrectedMs.push(answer.uncorrectedMs);
      },
      failure: () => assert.fail('nothing fails'),
      closed() {},
    };
    const isOpenLoop = pace.ratePerSecond !== null;
    const ended = runBatch({
      slots,
      pace,
      patience: patienceOf(connections, LONG_MS, null),
      graceMs: LONG_MS,
      reporter: reportTo(sink, newCounters(), 0, [], isOpenLoop),
      meter: isOpenLoop ? meter : null,
      control: { signal: new AbortController().signal, nowMs },
    });
    void ended.then(() => {
      for (const slot of slots) slot.close();
    });
    return ended;
  }, frozenMs);
  return { sent: latenciesMs.length, latenciesMs, uncorrectedMs, record: meter.record() };
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? Number.NaN;
const longerThan = (values: readonly number[], ms: number): number => values.filter((value) => value >= ms).length;

describe('the open loop', () => {
  for (const ratePerSecond of [0.5, 50, 500, 5_000])
    it(`sends ${ratePerSecond} per second for 20 s within 0.1 %, the first at once, none early`, async () => {
      const { sent, record, latenciesMs } = await sendAt({ ...SECONDS_20, ratePerSecond });
      assert.ok(Math.abs(sent - 20 * ratePerSecond) <= 0.02 * ratePerSecond, String(sent));
      assert.ok(latenciesMs.every((ms) => ms >= 1));
      assert.deepEqual([record?.sendingMs, record?.heldUpMs, record?.busyMs], [20_000, 0, 0]);
      assert.ok((record?.behindMs ?? 9) <= 1, 'a timer is at most a millisecond late');
    });

  for (const ratePerSecond of [1_000, 5_000])
    it(`sends ${ratePerSecond} per second with three threads as with one`, async () => {
      const plan = planFor('http://127.0.0.1:9', { ...SECONDS_20, ratePerSecond, connections: 30 });
      let sent = 0;
      for (const part of threadPlans(plan, 3)) sent += (await sendAt(part, { connections: part.connections })).sent;
      assert.ok(Math.abs(sent - 20 * ratePerSecond) <= 0.02 * ratePerSecond, String(sent));
    });

  it('ends after its last request, which has its interval like the others', async () => {
    const { sent, record } = await sendAt({ requests: 1_000, durationMs: null, ratePerSecond: 500 });
    assert.deepEqual([sent, record?.sendingMs], [1_000, 2_000]);
  });

  it('catches up after a pause of the target, and tells the wait of every request that was due in it', async () => {
    const pace: Pace = { ...SECONDS_20, ratePerSecond: 5_000 };
    const { sent, record, latenciesMs, uncorrectedMs } = await sendAt(pace, { pausedMs: [6_000, 8_000] });
    assert.ok(Math.abs(sent - 100_000) <= 1_000, String(sent));
    // 10,000 were due in those 2 s, evenly: half of them with more than a second left.
    assert.ok(longerThan(latenciesMs, 1_000) >= 5_000);
    assert.ok(quantile(latenciesMs, 0.99) > 1_700);
    // Only what was under way waited after it was sent.
    assert.equal(longerThan(uncorrectedMs, 100), 32);
    assert.ok(quantile(uncorrectedMs, 0.99) < 2);
    assert.ok((record?.behindMs ?? 0) > 1_950 && (record?.heldUpMs ?? 0) > 1_950 && record?.busyMs === 0, JSON.stringify(record));
  });

  it('hides the same pause without a rate: that is what a rate is for', async () => {
    const pace: Pace = { ...SECONDS_20, ratePerSecond: null };
    const { latenciesMs } = await sendAt(pace, { pausedMs: [6_000, 8_000] });
    assert.equal(longerThan(latenciesMs, 100), 32);
    assert.ok(quantile(latenciesMs, 0.99) < 2);
  });

  it('blames the target for no pause of its own', async () => {
    const pace: Pace = { ...SECONDS_20, ratePerSecond: 500 };
    const { sent, record, uncorrectedMs } = await sendAt(pace, { connections: 4, frozenMs: [6_000, 8_000] });
    assert.ok(Math.abs(sent - 10_000) <= 100, String(sent));
    assert.ok((record?.behindMs ?? 0) > 1_950 && (record?.busyMs ?? 0) > 1_950 && record?.heldUpMs === 0, JSON.stringify(record));
    assert.ok(quantile(uncorrectedMs, 0.99) < 2);
  });

  it('tells how far short of its rate too few connections fall', async () => {
    const { sent, record } = await sendAt({ ...SECONDS_20, ratePerSecond: 500 }, { connections: 2, answerMs: 10 });
    assert.ok(Math.abs(sent - 4_000) <= 40, `two connections answer 200 per second: ${sent}`);
    assert.equal(record?.sendingMs, 20_000);
    assert.ok(
      (record?.behindMs ?? 0) > 11_000 && (record?.heldUpMs ?? 0) > 11_000 && record?.busyMs === 0,
      JSON.stringify(record),
    );
  });

  it('sends nothing more at the end of its time, whatever is due by then', async () => {
    const { sent, record } = await sendAt({ ...SECONDS_20, ratePerSecond: 100 }, { pausedMs: [10_000, 30_000] });
    assert.ok(sent >= 1_000 && sent <= 1_032, String(sent));
    assert.equal(record?.sendingMs, 20_000);
    // What never went out was behind too.
    assert.ok((record?.behindMs ?? 0) > 9_500 && (record?.heldUpMs ?? 0) > 9_500, JSON.stringify(record));
  });
});
