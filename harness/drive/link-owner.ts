import type { FailureReason } from './failure-kind.ts';

/** Who hears how a request ended; exactly one of these per `send`, beside `written`. */
export interface LinkOwner {
  /** The request goes out now, on a connection that was used before. */
  written(): void;
  answered(status: number, headers: readonly Buffer[], body: Buffer): void;
  failed(reason: FailureReason): void;
  /** The connection broke while it was idle: the request was never written. */
  lostIdle(reason: FailureReason): void;
}
