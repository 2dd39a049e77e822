/** What each thread has last said of its answers per version; the newest word of a thread counts, so none may be lost or late. */
export interface ThreadCounts {
  /** All answers of thread number `thread` so far. */
  tell(thread: number, counts: readonly LabelCount[]): void;
  /** All threads together. */
  total(): ReadonlyMap<string, number>;
}

/** A label and its answers. */
export type LabelCount = readonly [label: string, answers: number];

/** Nothing told yet. */
export function createThreadCounts(): ThreadCounts {
  const latest = new Map<number, readonly LabelCount[]>();
  return {
    tell: (thread, counts) => void latest.set(thread, counts),
    total: () => {
      const sums = new Map<string, number>();
      for (const counts of latest.values())
        for (const [label, answers] of counts) sums.set(label, (sums.get(label) ?? 0) + answers);
      return sums;
    },
  };
}
