import type { Verdict } from '../model/verdict.ts';
import type { CiOutcome } from './ci-outcome.ts';

/** One line of a JUnit report: a gate, one of its versions, or a stranger. All texts are printable. */
export interface JunitCase {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: CiOutcome;
  /** What went wrong, as a kind: the verdict of the gate. */
  readonly type: Verdict;
  /** Why it did not pass; empty where it did. */
  readonly message: string;
  /** The same at length. */
  readonly detail: string;
  readonly output: string;
}

/** One gate as a suite. */
export interface JunitSuite {
  readonly name: string;
  readonly seconds: number;
  readonly startedAt: string | null;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly JunitCase[];
}
