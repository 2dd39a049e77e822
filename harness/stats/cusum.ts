/** The most likely single change point of a sequence. */
export interface Cusum {
  /** Largest standardised gap between the running and the overall share; 0 when there is nothing to compare. */
  readonly statistic: number;
  /** The version that shows it most. */
  readonly version: number;
  /** Requests before the change. */
  readonly changeAfter: number;
  /** Kolmogorov p-value for this one version. */
  readonly p: number;
}

/** Counts per version after more and more requests; the last entry is the whole sequence. */
export type CumulativeCounts = readonly (readonly number[])[];

/**
 * ln P(Kolmogorov's statistic ≥ d), also where the probability itself is no double. The series fails below 0.2, where it is 1 to more
 * digits than a double has. Example: exp(lnKolmogorovUpper(1.3581)) = 0.05.
 */
export const lnKolmogorovUpper = (d: number): number => {
  if (d < 0.2) {
    return 0;
  }
  // Relative to the first term, so that nothing underflows.
  let sum = 1;
  for (let j = 2; j < 100; j += 1) {
    const term = Math.exp(-2 * (j * j - 1) * d * d);
    sum += j % 2 === 1 ? term : -term;
    if (term < 1e-18) {
      break;
    }
  }
  return Math.min(0, Math.LN2 - 2 * d * d + Math.log(sum));
};

/** Largest |N·c_t − t·n_i| of one version and where it is first reached; whole numbers, so ties are exact. */
const largestGap = (cumulative: CumulativeCounts, sizes: readonly number[], version: number) => {
  const [n, total] = [sizes.at(-1) ?? 0, cumulative.at(-1)?.[version] ?? 0];
  let [gap, at] = [0, 0];
  for (const [k, counts] of cumulative.entries()) {
    const size = sizes[k] ?? 0;
    const here = Math.abs(n * (counts[version] ?? 0) - size * total);
    if (here > gap) {
      [gap, at] = [here, size];
    }
  }
  const statistic = total === 0 || total === n ? 0 : gap / n / Math.sqrt((total * (n - total)) / n);
  return { statistic, at };
};

/**
 * Change-point test (Page 1954; STATISTICS 6.3) at checkpoints: the largest drift of a version's running count from its overall share,
 * over √(N·share·(1 − share)). Exact with a checkpoint after every request, conservative with fewer.
 * `versions` are the version numbers to try, in order. Needs at least one request.
 */
export const cusumOfCounts = (cumulative: CumulativeCounts, versions: readonly number[]): Cusum => {
  const sizes = cumulative.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  let best = { statistic: 0, version: versions[0] ?? 0, changeAfter: 0 };
  for (const version of versions) {
    const { statistic, at } = largestGap(cumulative, sizes, version);
    if (statistic > best.statistic * (1 + 1e-12)) {
      best = { statistic, version, changeAfter: at };
    }
  }
  return { ...best, p: Math.exp(lnKolmogorovUpper(best.statistic)) };
};

/** The same for a whole sequence of version numbers. */
export const cusum = (sequence: readonly number[], versions: readonly number[]): Cusum => {
  const place = new Map(versions.map((version, i) => [version, i]));
  const counts = new Array<number>(versions.length + 1).fill(0);
  const cumulative = sequence.map((hit) => {
    const i = place.get(hit) ?? versions.length;
    counts[i] = (counts[i] ?? 0) + 1;
    return [...counts];
  });
  const found = cusumOfCounts(
    cumulative,
    versions.map((_, i) => i),
  );
  return { ...found, version: versions[found.version] ?? 0 };
};
