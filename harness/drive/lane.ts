import type { FailureReason } from './failure-kind.ts';

/** The connection of a request that never had one. */
export const NO_CONNECTION = -1;

/** How far a request got; words its time-out. */
export type Phase = 'connecting' | 'waiting' | 'receiving';

/**
 * Carries one request at a time over one connection after another. Each `send` ends in exactly one call of its owner,
 * never before `send` has returned, and in none after `cancel`.
 */
export interface Lane {
  /** Number of the connection that carries the request: 0-based, in the order in which connections were begun; `NO_CONNECTION` before the first. */
  readonly connection: number;
  readonly phase: Phase;
  /** `id`: value of the header `x-weighbridge-id`, where the protocol has headers; null or absent: the request carries none. */
  send(id?: string | null): void;
  /** Drops the request under way, if any, together with its connection. The lane can be used again. */
  cancel(): void;
}

/** Who hears how a request ended. */
export interface LaneOwner {
  /**
   * The request goes out now: what it waited for until now is our own affair. Said before the outcome, of requests that waited for their
   * turn (`SendQueue`) or for something to open a connection with.
   */
  written?(): void;
  /** `headers` and `body` are valid during the call only. */
  answered(status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(reason: FailureReason): void;
}

/** Opens lanes to one target. */
export interface Transport {
  /** Connections opened so far, over all lanes. */
  readonly opened: number;
  openLane(owner: LaneOwner): Lane;
}

/** Counts the connections of one transport. */
export interface ConnectionCount {
  begun: number;
  opened: number;
}
