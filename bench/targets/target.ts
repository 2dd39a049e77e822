/** What is driven: one process, started once for all runs of a part. */
export interface Target {
  readonly url: string;
  /** What it is, with its version: for the table's heading. */
  readonly name: string;
  readonly pid: number;
  /** What every answer says, which is the version that weighbridge reads off it. */
  readonly label: string;
  /** How many requests it has answered since it started, or null if it does not count. */
  readonly served: () => Promise<number | null>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}
