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
