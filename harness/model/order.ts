/**
 * How the answers were ordered and grouped, in constant size and mergeable (STATISTICS 6.7). Kept for the 15 most frequent labels and
 * one slot for all others; requests without a version are no part of it.
 */
export interface OrderStatistics {
  /** Labels by slot, the most frequent first; `otherSlot` comes after them and is that of all further labels, or null when there are none. */
  readonly slots: readonly string[];
  readonly otherSlot: number | null;
  /** One stream per sender whose requests have an order of their own: a run, a thread, a load machine. 1 to 256. */
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
  /**
   * Requests with a version that are missing here: they finished too late for the reorder window, lie behind one that is unfinished, or
   * were failures whose label was known as a version only later. Over all streams n + late = the sum of all label counts.
   */
  readonly late: number;
  /** Requests between two checkpoints: 1, 2, 4, …; doubles when 4,096 checkpoints are full. */
  readonly spacing: number;
  /** Cumulative counts by slot at each checkpoint; the k-th stands after k × spacing requests, a last one after n. */
  readonly cumulative: readonly (readonly number[])[];
  /** Milliseconds, to the microsecond, from the start of the run to the send of the last request before each checkpoint. */
  readonly sentAtMs: readonly number[];
  /** Send order (0-based, among all requests sent) of the last request before each checkpoint. */
  readonly sendIndex: readonly number[];
  /** The opening run of one label (also where it shares a slot): its slot and its length; null without requests. */
  readonly opening: { readonly slot: number; readonly length: number } | null;
  /** For lag 1 … 32: pairs[lag − 1][a × slots + b] = times that slot b followed slot a at that lag. */
  readonly pairs: readonly (readonly number[])[];
}

/**
 * Sums over groups (connections) that are enough for the homogeneity test, its clustering measures, and votes. They hold every request
 * with a version, whether or not it came in time for its stream, except failures whose label was known as a version only later.
 */
export interface GroupStatistics {
  /** C: groups with at least one request. */
  readonly groups: number;
  /** Sum of group sizes, of their squares, and of their inverses. */
  readonly sumSize: number;
  readonly sumSizeSquared: number;
  readonly sumInverseSize: number;
  /** products[i][j] = sum over groups of n_gi n_gj / m_g, by slot. */
  readonly products: readonly (readonly number[])[];
  /** Sum over groups and labels of n_gi (n_gi − 1); labels that share a slot are still told apart here, up to 63 of them. */
  readonly samePairs: number;
  /** Sum over groups of the count of their most frequent label. */
  readonly sumLargest: number;
  /** One vote per group: the slot of the request that was sent first. */
  readonly votes: readonly number[];
}

/** What one client saw: all requests with a version, so that the clients add up to the label counts. */
export interface ClientCounts {
  readonly name: string;
  readonly counts: readonly number[];
}
