/**
 * Holm's adjusted p-values, in the order given: a list judged at α by them fails falsely at most with probability α,
 * whatever the dependence (Holm 1979; STATISTICS 9). Example: 0.004, 0.2, 0.0005, 0.03 become 0.012, 0.2, 0.002, 0.06.
 */
export const holm = (pValues: readonly number[]): number[] => {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let largest = 0;
  for (const [rank, { p, index }] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = largest;
  }
  return adjusted;
};
