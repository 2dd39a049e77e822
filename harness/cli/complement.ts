/** 1 − p, without the binary dust of 1 − 0.95 = 0.050000000000000044: power from risk, and risk from power. */
export function complementOf(probability: number): number {
  return Number((1 - probability).toPrecision(12));
}
