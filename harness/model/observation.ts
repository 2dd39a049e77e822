import type { OpeningRecord } from './openings.ts';
import type { PaceRecord } from './pace.ts';

/** Why a request ended without an answer. `closed` = the peer closed before a whole answer; `local` = our own machine ran out of ports or file handles. */
export type TransportFailure =
  | 'refused'
  | 'reset'
  | 'closed'
  | 'timeout'
  | 'dns'
  | 'unreachable'
  | 'tls'
  | 'protocol'
  | 'local'
  | 'interrupted';

/** What came back from one request. The object may be reused by the driver after the call returns: copy what must stay. */
export interface Answer {
  /** Send order, 0-based, counted requests only. */
  readonly index: number;
  /** Connection number, 0-based, in the order connections were opened. */
  readonly connection: number;
  /** HTTP status; gRPC status code, 0 to 16, for grpc; 0 for tcp. */
  readonly status: number;
  /** Raw header lines: name, value, name, value, … as received; for grpc the initial metadata, then the trailers. Empty for tcp. */
  readonly headers: readonly Buffer[];
  /**
   * The first bytes of the answer, at most `MAX_ANSWER_BYTES`. For tcp: the first line, without its newline. For grpc: what the first reply
   * says, without a reply the message of the status.
   */
  readonly body: Buffer;
  /** Milliseconds from the start of the counted part to the send of this request. */
  readonly sentAtMs: number;
  /** Milliseconds from send (open loop: from the intended send time) to the complete answer. */
  readonly latencyMs: number;
  /** Open loop: milliseconds from the real send to the complete answer; never more than `latencyMs`. Null in the closed loop: the same. */
  readonly uncorrectedMs: number | null;
}

/** One request that got no answer. */
export interface Failure {
  readonly index: number;
  readonly connection: number;
  readonly kind: TransportFailure;
  /** The system's own words, e.g. `connect ECONNREFUSED 127.0.0.1:9`. */
  readonly detail: string;
  readonly latencyMs: number;
}

/** Bytes of an answer that are kept to read a version off it; the rest is read and dropped. */
export const MAX_ANSWER_BYTES = 65_536;

/** Where the driver hands over every counted request, by a plain synchronous call, exactly once each. */
export interface ObservationSink {
  answer(answer: Answer): void;
  failure(failure: Failure): void;
  /** No further observation will come from this connection: what was kept for it can be folded up. */
  closed(connection: number): void;
}

/** How a drive ended. */
export interface DriveEnd {
  /**
   * `done` all requests sent · `duration` time was up · `decided` the caller had seen enough · `stopped` the caller asked (interrupt,
   * label cap) · `gave-up` 5 s of failures without one answer · `never-ready` no answer within the readiness limit.
   */
  readonly reason: 'done' | 'duration' | 'decided' | 'stopped' | 'gave-up' | 'never-ready';
  /** Counted requests handed to the sink. */
  readonly sent: number;
  readonly connectionsOpened: number;
  /** Wall time of the counted part, in milliseconds. */
  readonly elapsedMs: number;
  /** Open loop: what became of the rate. Null in the closed loop, and when nothing was sent. */
  readonly pace: PaceRecord | null;
  /** Absent when nothing stood in the way. */
  readonly openings?: OpeningRecord;
  /** `never-ready`: why the last readiness probe failed. Otherwise null. */
  readonly lastError: { readonly kind: TransportFailure; readonly detail: string } | null;
}
