import { nameVersions } from '../expect/name-versions.ts';
import { naturalOrder } from '../expect/natural-order.ts';
import type { Weight } from '../model/expectation.ts';
import { exactWeights } from '../stats/exact-weights.ts';
import type { Question } from './question.ts';

/** What is asked of a run, as far as its display needs it. */
export interface LiveQuestion {
  /** `gate 2 of 5: shop`; null for a run of one gate. */
  readonly gate: string | null;
  /** Empty: nobody said what is expected. */
  readonly weights: readonly Weight[];
  readonly labels: readonly string[] | null;
  /** The risk of all bands together, 0 to 1 exclusive. */
  readonly risk: number;
}

/** Shows what answers, against nothing. */
export const NOTHING_ASKED: LiveQuestion = { gate: null, weights: [], labels: null, risk: 0.01 };

/** The question of one of `gates` gates that share their risk. `gate`: `gate 2 of 5: shop`, or null for a run of one. */
export function liveQuestion({ weights, labels, rule }: Question, gate: string | null, gates: number): LiveQuestion {
  return { gate, weights, labels, risk: rule.significance / gates };
}

/** Expected versions with their exact weights and shares; arrays are aligned. */
export interface NamedShares {
  readonly names: readonly string[];
  readonly units: readonly bigint[];
  readonly shares: readonly number[];
}

/**
 * Which weight is whose, given the labels seen so far. A bare list without labels takes the names of the answers in natural order, as the
 * verdict will, but only once there are as many as weights: until then, and with more of them, null.
 */
export function namesOf({ weights, labels }: LiveQuestion): (observed: readonly string[]) => NamedShares | null {
  if (weights.length === 0) return () => null;
  const named = (observed: readonly string[]): NamedShares => {
    const versions = nameVersions({ weights, labels, observed }).named;
    const { units, shares } = exactWeights(versions.map(({ text }) => text));
    return { names: versions.map(({ name }) => name), units, shares };
  };
  if (labels !== null || weights.every(({ name }) => name !== null)) {
    const known = named([]);
    return () => known;
  }
  let last: { readonly key: string; readonly found: NamedShares } | null = null;
  return (observed) => {
    if (observed.length !== weights.length) return null;
    const key = JSON.stringify(observed.toSorted(naturalOrder));
    last = last?.key === key ? last : { key, found: named(observed) };
    return last.found;
  };
}
