import type { Probe, Target, TlsMaterial } from './probe.ts';

/** How many requests, how fast, over which connections. Holds no share: the driver cannot know what is expected. */
export interface Plan {
  readonly target: Target;
  /** Where connections are opened instead, while all that is sent and said stays that of the target (`--connect-to`); null: there. */
  readonly connectTo: { readonly host: string; readonly port: number } | null;
  readonly probe: Probe;
  readonly tls: TlsMaterial;
  /** Counted requests to send, 1 or more. */
  readonly requests: number;
  /** Stop sending after this many milliseconds even if requests are left; null = no limit. */
  readonly durationMs: number | null;
  /** Open loop: requests per second, whatever the answers do. Null = closed loop, as fast as answers come back. */
  readonly ratePerSecond: number | null;
  /** Open loop: when the first counted request is due, in milliseconds after counting began; absent: at once. Threads take turns by it. */
  readonly firstDueMs?: number;
  /** Number of keep-alive connections, and of requests under way at once: one on each, or `http2.streams` on each. */
  readonly connections: number;
  /** HTTP/2, by ALPN over TLS and with prior knowledge in cleartext; `streams`: most requests under way on one connection. Null or absent: HTTP/1.1. */
  readonly http2?: { readonly streams: number } | null;
  /** True: every request opens its own connection. Always true for tcp. */
  readonly freshConnections: boolean;
  /** Longest wait for one complete answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest wait for the first answer, in milliseconds; 0 = the target is known to be ready, send no readiness probe. */
  readonly readyTimeoutMs: number;
  /** Requests sent first and not counted. */
  readonly warmupRequests: number;
  /**
   * Each counted request of an http target carries `x-weighbridge-id: RUN-INDEX` with this text as RUN and its send order as INDEX, so that
   * its copies can be told in the log of a shadow; warm-up and readiness requests carry none. Null or absent: none does.
   */
  readonly requestIds?: string | null;
  /** Most different labels the tally keeps: max(64, named versions + 16). */
  readonly labelCap: number;
}
