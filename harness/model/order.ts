/**
 * How the answers were ordered and grouped, in constant size and mergeable (STATISTICS 6.7). Kept for the 15 labels that
 * were seen first and one slot for all others; requests without a version are no part of it.
 */
export interface OrderStatistics {
  /** Labels by slot; `otherSlot` is the slot of all further labels, or null when there are none. */
  readonly slots: readonly string[];
  readonly otherSlot: number | null;
  /** One stream per sender whose requests have an order of their own: a run, a thread, a load machine. */
  readonly streams: readonly StreamStatistics[];
  /** Requests grouped by connection; null when no connection carried two counted requests. */
  readonly connections: GroupStatistics | null;
  /** Requests per client (one source address; each load machine is one), counts by slot. */
  readonly clients: readonly ClientCounts[];
}

/** One stream in send order. */
export interface StreamStatistics {
  /** Requests in the stream that have a version and were finished in time to be ordered. */
  readonly n: number;
  /** Requests that finished too late for the reorder window and are missing here. */
  readonly late: number;
  /** Requests between two checkpoints: 1, 2, 4, …; doubles when 4,096 checkpoints are full. */
  readonly spacing: number;
  /** Cumulative counts by slot at each checkpoint; the k-th stands after k × spacing requests, a last one after n. */
  readonly cumulative: readonly (readonly number[])[];
  /** Milliseconds from the start of the run to the send of the last request before each checkpoint. */
  readonly sentAtMs: readonly number[];
  /** Send order (0-based, among all requests sent) of the last request before each checkpoint. */
  readonly sendIndex: readonly number[];
  /** The opening run of one label: its slot and its length; null without requests. */
  readonly opening: { readonly slot: number; readonly length: number } | null;
  /** For lag 1 … 32: pairs[lag − 1][a × slots + b] = times that slot b followed slot a at that lag. */
  readonly pairs: readonly (readonly number[])[];
}

/** Sums over groups (connections) that are enough for the homogeneity test, its clustering measures, and votes. */
export interface GroupStatistics {
  /** C: groups with at least one request. */
  readonly groups: number;
  /** Sum of group sizes, of their squares, and of their inverses. */
  readonly sumSize: number;
  readonly sumSizeSquared: number;
  readonly sumInverseSize: number;
  /** products[i][j] = sum over groups of n_gi n_gj / m_g, by slot. */
  readonly products: readonly (readonly number[])[];
  /** Sum over groups and slots of n_gi (n_gi − 1). */
  readonly samePairs: number;
  /** Sum over groups of their largest count. */
  readonly sumLargest: number;
  /** One vote per group: the slot of its first request. */
  readonly votes: readonly number[];
}

/** What one client saw. */
export interface ClientCounts {
  readonly name: string;
  readonly counts: readonly number[];
}
