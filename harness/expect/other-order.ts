/** Largest list whose orders are all tried: 6! = 720. */
const MOST_VERSIONS = 6;
/** A count further from its expectation than this many standard deviations does not fit. */
const SIGMA_LIMIT = 4;

const deviationInSigmas = (count: number, total: number, share: number): number => {
  const sigma = Math.sqrt(total * share * (1 - share));
  const deviation = Math.abs(count - total * share);
  // A share of 0 or 1 leaves no room for chance: any deviation at all is too much.
  return sigma === 0 ? (deviation === 0 ? 0 : Number.POSITIVE_INFINITY) : deviation / sigma;
};

/** Every order of 0 … count − 1, the identity first. */
const orders = (count: number): number[][] => {
  if (count === 0) {
    return [[]];
  }
  return Array.from({ length: count }, (_, first) => first).flatMap((first) =>
    orders(count - 1).map((rest) => [first, ...rest.map((index) => (index >= first ? index + 1 : index))]),
  );
};

/**
 * For a bare list that was mapped to observed names and failed: does another order of the same weights fit the counts? Gives the order
 * that fits best (entry i is the index of the count that share i would have to describe) with every deviation below 4 sigma, or
 * null when the present order fits, none does, there are no counts, or more than 6 versions. For a sentence in the report only.
 */
export const otherOrderFits = (shares: readonly number[], counts: readonly number[]): number[] | null => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (shares.length !== counts.length || shares.length < 2 || shares.length > MOST_VERSIONS || total === 0) {
    return null;
  }
  const worst = (order: readonly number[]): number =>
    Math.max(...order.map((from, index) => deviationInSigmas(counts[from] ?? 0, total, shares[index] ?? 0)));
  const [present, ...others] = orders(shares.length);
  if (present === undefined || worst(present) < SIGMA_LIMIT) {
    return null;
  }
  const best = others.map((order) => ({ order, worst: worst(order) })).sort((a, b) => a.worst - b.worst)[0];
  return best !== undefined && best.worst < SIGMA_LIMIT ? best.order : null;
};
