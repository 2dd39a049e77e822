/** Something could not be measured; the message says what and what to do about it. */
export class BenchError extends Error {}
