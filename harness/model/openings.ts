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
