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

/** P(Kolmogorov's statistic ≥ d); the series fails below 0.2, where it is 1 to more digits than a double has. */
const kolmogorovUpper = (d: number): number => {
  if (d < 0.2) {
    return 1;
  }
  let sum = 0;
  for (let j = 1; j < 100; j += 1) {
    const term = Math.exp(-2 * j * j * d * d);
    sum += j % 2 === 1 ? term : -term;
    if (term < 1e-18 * Math.abs(sum)) {
      break;
    }
  }
  return Math.min(1, 2 * sum);
};

/** Largest |N·c_t − t·n_i| of one version and where it is first reached; whole numbers, so ties are exact. */
const largestGap = (sequence: readonly number[], version: number, total: number) => {
  let [seen, gap, at] = [0, 0, 0];
  for (const [t, hit] of sequence.entries()) {
    seen += hit === version ? 1 : 0;
    const here = Math.abs(sequence.length * seen - (t + 1) * total);
    if (here > gap) {
      [gap, at] = [here, t + 1];
    }
  }
  return { gap, at };
};

/**
 * Change-point test (Page 1954; STATISTICS 6.3): the largest drift of a version's running count from its overall share, over
 * √(N·share·(1 − share)). `versions` are the version numbers to try, in order. Needs at least one request.
 */
export const cusum = (sequence: readonly number[], versions: readonly number[]): Cusum => {
  const n = sequence.length;
  let best = { statistic: 0, version: versions[0] ?? 0, changeAfter: 0 };
  for (const version of versions) {
    const total = sequence.filter((hit) => hit === version).length;
    const { gap, at } = largestGap(sequence, version, total);
    const statistic = total === 0 || total === n ? 0 : gap / n / Math.sqrt((total * (n - total)) / n);
    if (statistic > best.statistic * (1 + 1e-12)) {
      best = { statistic, version, changeAfter: at };
    }
  }
  return { ...best, p: kolmogorovUpper(best.statistic) };
};
