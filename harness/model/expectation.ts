import type { DiagnosticsMode } from './diagnosis.ts';

/** One `--expect` entry before it has a place in the tally; `name` is null in a bare list such as `80,20`. */
export interface Weight {
  readonly name: string | null;
  /** As written: `80`, `0.5`. */
  readonly text: string;
}

/** One version and what the route promises it. */
export interface ExpectedVersion {
  readonly name: string;
  /** The weight as written. */
  readonly weightText: string;
  /** The weight as an exact integer: all weights scaled by one power of ten and divided by their gcd (STATISTICS 0). */
  readonly weight: bigint;
  /** weight / total, 0 to 1. */
  readonly share: number;
}

/** How the decision p-value is found (STATISTICS 1.4). */
export type TestMethod = 'chi2' | 'exact' | 'mc';

/** The risks and limits fixed before the first request. */
export interface Rule {
  /** Alpha: chance of FAIL when the gateway is exactly right, 0 to 1 exclusive. */
  readonly significance: number;
  /** Beta = 1 − power: chance of PASS when some version is off by its tolerance or more. */
  readonly missRisk: number;
  /**
   * The level that decides how p is found when several gates share alpha (STATISTICS 9): it must be fixed before the p-values
   * are ranked. Absent = `significance`.
   */
  readonly testSignificance?: number;
  /** Delta in percentage points; null = plain mode. */
  readonly tolerancePoints: number | null;
  /** Largest failing share of all requests that is not a FAIL of its own. */
  readonly maxFailures: number;
  /** `auto` is STATISTICS 1.4; the others force a method. */
  readonly method: TestMethod | 'auto';
  /** Seed of the Monte Carlo test, decimal text up to 2^64 − 1. */
  readonly seed: string;
  /** True: strangers are a warning instead of a structural FAIL. Zero-weight hits are never waived. */
  readonly allowUnknown: boolean;
  /** True: a run that could not have seen a 5-point shift is INCONCLUSIVE instead of a PASS with a warning. */
  readonly requirePower: boolean;
  readonly diagnostics: DiagnosticsMode;
}

/** What the routes promise and the rule it is judged by. At least one version; at least one weight above zero; names distinct. */
export interface Expectation {
  readonly versions: readonly ExpectedVersion[];
  /** Sum of all `weight`. */
  readonly totalWeight: bigint;
  readonly rule: Rule;
}
