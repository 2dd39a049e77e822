/** Standard errors that a simulated rate may be away from the true one; one test in 3 million would fail by chance. */
const STANDARD_ERRORS = 5;

/**
 * Whether `hits` of `runs` simulated runs fit a rate (0 to 1). A published rate may itself come from `publishedRuns`
 * simulated runs. Half a hit is added, because a rate of 0 or 1 would leave no room for one.
 */
export const fitsRate = (hits: number, runs: number, rate: number, publishedRuns = Number.POSITIVE_INFINITY): boolean => {
  const likely = Math.min(1 - 0.5 / runs, Math.max(0.5 / runs, rate));
  const error = Math.sqrt(likely * (1 - likely) * (1 / runs + 1 / publishedRuns));
  return Math.abs(hits / runs - rate) <= STANDARD_ERRORS * error + 0.5 / runs;
};
