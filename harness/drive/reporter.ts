import type { Answer, Failure, ObservationSink } from '../model/observation.ts';
import type { DriveCounters } from './control.ts';
import { EndedConnections } from './ended-connections.ts';
import type { FailureReason } from './failure-kind.ts';
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
 * `sharing`: the slots that may share a connection; empty: none do. `isOpenLoop`: latency is told a second time, from the real send.
 */
export function reportTo(
  sink: ObservationSink,
  counters: DriveCounters,
  startMs: number,
  sharing: readonly Slot[] = [],
  isOpenLoop = false,
): Reporter {
  const connections = new EndedConnections((connection) => sink.closed(connection), sharing);
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
  const fillIn = (slot: Slot, nowMs: number, record: Mutable<Answer> | Mutable<Failure>): void => {
    counters.underWay--;
    connections.follow(slot);
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
      connections.end();
    },
  };
}
