/** Shares that a gateway really gives, in the order of the promised weights. */
export type Truth = readonly number[];

/** Weights as shares, 0 to 1. */
export const sharesOf = (weights: readonly number[]): Truth => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

/**
 * A gateway that is off: the largest version loses `points` percentage points to the smallest (the later one where two
 * tie). Weights are percentages. Example: 30, 60, 10 and 5 points give 0.30, 0.55, 0.15.
 */
export const shifted = (percentages: readonly number[], points: number): Truth => {
  const largest = percentages.indexOf(Math.max(...percentages));
  const smallest = percentages.lastIndexOf(Math.min(...percentages));
  return sharesOf(percentages.map((percentage, i) => percentage + (i === smallest ? points : 0) - (i === largest ? points : 0)));
};

/** A gateway that sends `leak` (0 to 1) of all requests to the version with weight zero, and splits the rest as promised. */
export const leaking = (percentages: readonly number[], leak: number): Truth =>
  sharesOf(percentages).map((share) => (share === 0 ? leak : share * (1 - leak)));
