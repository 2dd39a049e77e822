import type { Answer, Failure, ObservationSink } from '../model/observation.ts';
import type { DriveCounters } from './control.ts';
import type { FailureReason } from './failure-kind.ts';
import type { Slot } from './slot.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes down what was sent and what became of it. */
export interface Reporter {
  sent(): void;
  answered(slot: Slot, nowMs: number, status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(slot: Slot, nowMs: number, reason: FailureReason): void;
}

/** For warm-up requests: nobody is told. */
export const SILENT: Reporter = { sent: () => {}, answered: () => {}, failed: () => {} };

/** Hands every outcome to the sink and keeps the counters. One answer object and one failure object serve all requests. */
export function reportTo(sink: ObservationSink, counters: DriveCounters): Reporter {
  const answer: Mutable<Answer> = { index: 0, connection: 0, status: 0, headers: [], body: Buffer.alloc(0), latencyMs: 0 };
  const failure: Mutable<Failure> = { index: 0, connection: 0, kind: 'local', detail: '', latencyMs: 0 };
  const ended = (slot: Slot, nowMs: number, record: Mutable<Answer> | Mutable<Failure>): void => {
    counters.underWay--;
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
      ended(slot, nowMs, answer);
      answer.status = status;
      answer.headers = headers;
      answer.body = body;
      sink.answer(answer);
    },
    failed(slot, nowMs, reason) {
      counters.failed++;
      ended(slot, nowMs, failure);
      failure.kind = reason.kind;
      failure.detail = reason.detail;
      sink.failure(failure);
    },
  };
}
