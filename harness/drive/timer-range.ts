/** The longest delay that Node's timers know, about 25 days; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** A delay in milliseconds that `setTimeout` takes as it is meant. */
export function timerMs(delayMs: number): number {
  return Math.min(delayMs, LONGEST_MS);
}
