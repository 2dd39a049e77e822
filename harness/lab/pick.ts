/** Picks an index at random, index i with probability weights[i] / sum. */
export type Picker = () => number;

/**
 * A picker over non-negative weights with a positive sum. `random` gives uniform numbers in [0, 1); with a seeded one
 * the same number of picks always gives the same counts, in whatever order requests arrive.
 */
export function makePicker(weights: readonly number[], random: () => number): Picker {
  const cumulative: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    sum += weight;
    cumulative.push(sum);
  }
  if (!(sum > 0) || !Number.isFinite(sum))
    throw new RangeError(`cannot pick by weights ${weights.join(', ')}: their sum must be positive`);
  // The last index with a weight: rounding in random() * sum must never fall through to a version that has weight 0.
  const last = weights.findLastIndex((weight) => weight > 0);
  return () => {
    const point = random() * sum;
    const index = cumulative.findIndex((edge) => point < edge);
    return index === -1 ? last : index;
  };
}
