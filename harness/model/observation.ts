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

/** What an open loop was asked for and how well it kept to it. */
export interface PaceRecord {
  /** Requests per second that were asked for. */
  readonly ratePerSecond: number;
  /** How long requests were sent, in milliseconds: at the rate asked for this takes `sent` / `ratePerSecond`. */
  readonly sendingMs: number;
  /** The furthest behind the rate: the longest that a request waited to be sent after it was due, in milliseconds. */
  readonly behindMs: number;
  /** Time by which sending fell behind while it had to wait for answers, all such times added up, in milliseconds. */
  readonly heldUpMs: number;
  /** The same while this machine did not come to send. */
  readonly busyMs: number;
}

/** What this machine may run out of when a connection is opened: local ports, file handles, memory for sockets. */
export type Scarce = 'port' | 'handle' | 'memory';

/** Requests that went out only when this machine had again what their connections needed. What they waited is no latency of the target. */
export interface WaitRecord {
  readonly what: Scarce;
  readonly requests: number;
  /** Over all of them, many at the same time, in milliseconds. */
  readonly totalMs: number;
  readonly longestMs: number;
}

/** What stood in the way of opening connections. */
export interface OpeningRecord {
  readonly waits: readonly WaitRecord[];
  /** Connections that opened only when the kernel repeated the request for them, by the seconds after which it did. */
  readonly repeated: readonly { readonly afterS: number; readonly connections: number }[];
  /** Requests whose time was up before they had a connection, although this machine lacked nothing. */
  readonly unopened: number;
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
