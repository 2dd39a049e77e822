import assert from 'node:assert/strict';
import { type DriveControl, newCounters } from '../../../harness/drive/control.ts';
import { drive } from '../../../harness/drive/drive.ts';
import type { DriveEnd, Failure, ObservationSink } from '../../../harness/model/observation.ts';
import type { Plan } from '../../../harness/model/plan.ts';
import type { Probe, Target } from '../../../harness/model/probe.ts';

/** A plan for the tests: few requests, few connections, no waiting, unless a test says otherwise. */
export function planFor(
  target: Partial<Target> & Pick<Target, 'scheme' | 'port'>,
  changes: Partial<Plan> = {},
  probe: Partial<Probe> = {},
): Plan {
  return {
    target: { host: '127.0.0.1', path: target.scheme === 'tcp' ? '' : '/', text: 'test', ...target },
    probe: { method: 'GET', headers: [], body: null, payload: 'world\n', ...probe },
    connectTo: null,
    tls: { caPem: null, certPem: null, keyPem: null, insecure: false },
    requests: 4,
    durationMs: null,
    ratePerSecond: null,
    connections: 2,
    freshConnections: target.scheme === 'tcp',
    timeoutMs: 5_000,
    readyTimeoutMs: 0,
    warmupRequests: 0,
    labelCap: 64,
    ...changes,
  };
}

/** One answer, copied out of the driver's hands. */
export interface SeenAnswer {
  readonly index: number;
  readonly connection: number;
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly sentAtMs: number;
  readonly latencyMs: number;
}

/** Everything one drive handed over. */
export interface Rehearsal {
  readonly end: DriveEnd;
  readonly answers: readonly SeenAnswer[];
  readonly failures: readonly Failure[];
}

/**
 * Drives a plan and checks what must hold for every drive: each send order from 0 on is handed over exactly once, every connection
 * is closed once and after its last word, the counters agree, nothing is left under way, and times are possible.
 */
export async function rehearse(
  plan: Plan,
  control: Partial<DriveControl> = {},
  onOutcome: () => void = () => {},
): Promise<Rehearsal> {
  const answers: SeenAnswer[] = [];
  const failures: Failure[] = [];
  const counters = control.counters ?? newCounters();
  const used = new Set<number>();
  const closed = new Set<number>();
  const use = (connection: number): void => {
    assert.ok(!closed.has(connection), `connection ${connection} speaks after it was closed`);
    used.add(connection);
  };
  const sink: ObservationSink = {
    answer(a) {
      use(a.connection);
      answers.push({ ...a, headers: a.headers.map((h) => h.toString('latin1')), body: Buffer.from(a.body) });
      onOutcome();
    },
    failure(f) {
      use(f.connection);
      failures.push({ ...f });
      onOutcome();
    },
    closed(connection) {
      assert.ok(used.has(connection) && !closed.has(connection), `connection ${connection} is closed out of turn`);
      closed.add(connection);
    },
  };
  const signal = new AbortController().signal;
  const end = await drive(plan, sink, { signal, nowMs: () => performance.now(), ...control, counters });
  const indices = [...answers, ...failures].map((outcome) => outcome.index).sort((a, b) => a - b);
  assert.deepEqual(
    indices,
    Array.from({ length: end.sent }, (_, index) => index),
  );
  const { sent, answered, failed, underWay } = counters;
  assert.deepEqual(
    { sent, answered, failed, underWay },
    { sent: end.sent, answered: answers.length, failed: failures.length, underWay: 0 },
  );
  assert.ok([...answers, ...failures].every((outcome) => outcome.latencyMs >= 0));
  assert.equal(closed.size, used.size);
  // Sent in order, within the counted part.
  const sentAtMs = answers.toSorted((a, b) => a.index - b.index).map((answer) => answer.sentAtMs);
  assert.deepEqual(
    sentAtMs,
    sentAtMs.toSorted((a, b) => a - b),
  );
  assert.ok(sentAtMs.every((ms) => ms >= 0 && ms <= end.elapsedMs));
  return { end, answers, failures };
}

/** The kinds of failure and how often each came. */
export function kindsOf(failures: readonly Failure[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const { kind } of failures) kinds[kind] = (kinds[kind] ?? 0) + 1;
  return kinds;
}
