/** New connections against kept ones on the same target, the same number of requests each (`--compare-connections`). */
export interface ConnectionComparison {
  /** Everything that answered, strangers too; counts are in this order. */
  readonly versions: readonly string[];
  readonly fresh: readonly number[];
  readonly kept: readonly number[];
  /** What was compared of the kept connections: requests where routing is decided per request, else the first answer of each. */
  readonly keptUnit: 'request' | 'connection';
  /** Do both split alike? Heterogeneity of the two rows (STATISTICS 6.1); null when there is nothing to compare. */
  readonly stat: number | null;
  readonly p: number | null;
  readonly log10P: number | null;
  /** p is below the gate's alpha. */
  readonly differ: boolean;
  /** How the gateway picks a version, as far as kept connections show it. */
  readonly picks: 'per-request' | 'per-connection' | 'unclear';
  /** The answer in words. */
  readonly text: string;
}
