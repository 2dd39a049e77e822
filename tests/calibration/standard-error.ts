/** Standard errors that a simulated rate may be away from the true one; one test in 3 million would fail by chance. */
const STANDARD_ERRORS = 5;

/** What blurs a rate beside the simulation itself. */
interface Blur {
  /** The rate comes from that many simulated runs; endless = it is exact. */
  readonly publishedRuns?: number;
  /** How far (0 to 1) the rate of what was simulated may lie from it. */
  readonly slack?: number;
}

/** Whether `hits` of `runs` simulated runs fit a rate (0 to 1). Half a hit is added: a rate of 0 or 1 would leave no room for one. */
export const fitsRate = (hits: number, runs: number, rate: number, blur: Blur = {}): boolean => {
  const { publishedRuns = Number.POSITIVE_INFINITY, slack = 0 } = blur;
  const likely = Math.min(1 - 0.5 / runs, Math.max(0.5 / runs, rate));
  const error = Math.sqrt(likely * (1 - likely) * (1 / runs + 1 / publishedRuns));
  return Math.abs(hits / runs - rate) <= STANDARD_ERRORS * error + 0.5 / runs + slack;
};
