import type { Answer, Failure, ObservationSink } from '../model/observation.ts';
import type { DriveCounters } from './control.ts';
import type { FailureReason } from './failure-kind.ts';
import { NO_CONNECTION } from './lane.ts';
import type { Slot } from './slot.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes down what was sent and what became of it. */
export interface Reporter {
  /** A request goes out. */
  sent(): void;
  answered(slot: Slot, nowMs: number, status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(slot: Slot, nowMs: number, reason: FailureReason): void;
  /** Every request sent has had its outcome. */
  ended(): void;
}

/** For warm-up requests: nobody is told. */
export const SILENT: Reporter = { sent: () => {}, answered: () => {}, failed: () => {}, ended: () => {} };

/**
 * Hands every outcome to the sink and keeps the counters. `startMs` is when counting began, by the driver's clock. One answer object
 * and one failure object serve all requests.
 *
 * A connection has ended for the sink when its slot reports from another one, or when the batch ends. That is late for a connection
 * that broke while idle, but never too early, and no more are open than there are slots. `sharing`: the slots that may share a
 * connection, which has then ended when the last of them has left it; empty: none do. `isOpenLoop`: latency is told a second time,
 * from the real send.
 */
export function reportTo(
  sink: ObservationSink,
  counters: DriveCounters,
  startMs: number,
  sharing: readonly Slot[] = [],
  isOpenLoop = false,
): Reporter {
  const lastConnections = new Map<Slot, number>();
  /** Those that the sink has heard of and that have not ended. */
  const open = new Set<number>();
  const answer: Mutable<Answer> = {
    index: 0,
    connection: 0,
    status: 0,
    headers: [],
    body: Buffer.alloc(0),
    sentAtMs: 0,
    latencyMs: 0,
    uncorrectedMs: null,
  };
  const failure: Mutable<Failure> = { index: 0, connection: 0, kind: 'local', detail: '', latencyMs: 0 };
  const follow = (slot: Slot): void => {
    const last = lastConnections.get(slot);
    if (last === slot.connection || slot.connection === NO_CONNECTION) return;
    lastConnections.set(slot, slot.connection);
    open.add(slot.connection);
    if (last === undefined || sharing.some(({ connection }) => connection === last)) return;
    if (open.delete(last)) sink.closed(last);
  };
  const fillIn = (slot: Slot, nowMs: number, record: Mutable<Answer> | Mutable<Failure>): void => {
    counters.underWay--;
    follow(slot);
    record.index = slot.index;
    record.connection = slot.connection;
    record.latencyMs = nowMs - slot.dueMs;
  };
  return {
    sent() {
      counters.sent++;
      counters.underWay++;
    },
    answered(slot, nowMs, status, headers, body) {
      counters.answered++;
      fillIn(slot, nowMs, answer);
      answer.sentAtMs = slot.sentMs - startMs;
      if (isOpenLoop) answer.uncorrectedMs = nowMs - slot.writtenMs;
      answer.status = status;
      answer.headers = headers;
      answer.body = body;
      sink.answer(answer);
    },
    failed(slot, nowMs, reason) {
      counters.failed++;
      fillIn(slot, nowMs, failure);
      failure.kind = reason.kind;
      failure.detail = reason.detail;
      sink.failure(failure);
    },
    ended() {
      for (const connection of [...lastConnections.values(), ...open]) if (open.delete(connection)) sink.closed(connection);
      lastConnections.clear();
    },
  };
}
