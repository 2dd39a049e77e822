/** The run of one version that a sequence starts with. */
export interface OpeningRun {
  readonly length: number;
  /** Chance of an opening run at least this long if the order were random. */
  readonly p: number;
}

/**
 * Exact test for "the new weights were not live yet" (START, STATISTICS 6.3): Σ over versions of the chance that the first `length`
 * requests all hit it, given the totals. Needs at least one request. Example: 0, 0, 1, 0 gives length 2, p = 1/2.
 */
export const openingRun = (sequence: readonly number[]): OpeningRun => {
  const firstOther = sequence.findIndex((version) => version !== sequence[0]);
  const length = firstOther < 0 ? sequence.length : firstOther;
  const counts = new Map<number, number>();
  for (const version of sequence) {
    counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  let p = 0;
  for (const count of counts.values()) {
    let chance = 1;
    for (let j = 0; j < length && chance > 0; j += 1) {
      chance *= Math.max(0, count - j) / (sequence.length - j);
    }
    p += chance;
  }
  return { length, p: Math.min(1, p) };
};
