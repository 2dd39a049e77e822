import type { Expectation, ExpectedVersion } from '../model/expectation.ts';
import type { LabelTally, Tally } from '../model/tally.ts';
import type { Violation } from '../model/verdict.ts';
import { type Weighed, weigh } from '../stats/deviations.ts';
import { splitOf } from '../stats/split.ts';
import { assertExpectation } from './valid-expectation.ts';

/** The tally sorted by what the expectation says about each label. Arrays are aligned with the expectation's versions. */
export interface Counted {
  readonly versions: readonly ExpectedVersion[];
  readonly counts: readonly number[];
  /** Answers of each version with an unexpected status. */
  readonly failingCounts: readonly number[];
  /** Positions of the versions with a weight above zero. */
  readonly active: readonly number[];
  /** The active versions' counts set against their shares. */
  readonly weighed: Weighed;
  /** Versions of weight zero that answered. */
  readonly zeroHits: readonly Violation[];
  /** Labels nobody expected. */
  readonly strangers: readonly Violation[];
  /** N: answers of active versions. */
  readonly n: number;
  /** Every request: answers of all kinds and requests without a version. */
  readonly nAll: number;
  readonly unattributed: number;
  /** Unattributed requests plus answers with an unexpected status. */
  readonly failing: number;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const assertTally = (tally: Tally): void => {
  for (const { label, count, failing } of tally.labels) {
    if (!isCount(count) || !isCount(failing) || failing > count) {
      throw new RangeError(
        `tally: label ${JSON.stringify(label)} has count ${count} and failing ${failing}; both must be whole numbers, failing at most count`,
      );
    }
  }
  for (const { kind, count } of tally.failures) {
    if (!isCount(count)) {
      throw new RangeError(`tally: failures of kind ${JSON.stringify(kind)} have count ${count}; it must be a whole number`);
    }
  }
  if (new Set(tally.labels.map(({ label }) => label)).size !== tally.labels.length) {
    throw new RangeError('tally: a label occurs twice; merge its counts first');
  }
  const seen = sumOf([...tally.labels, ...tally.failures].map(({ count }) => count));
  // Above 2^53 a sum depends on the order of its terms in the last digits.
  const slack = seen > Number.MAX_SAFE_INTEGER ? seen * 1e-12 : 0;
  if (!(Math.abs(seen - tally.sent) <= slack)) {
    throw new RangeError(`tally: ${tally.sent} requests were sent, but answers and failures add up to ${seen}`);
  }
};

const violationOf = ({ label, count, firstIndex }: LabelTally, tally: Tally): Violation => ({
  name: label,
  count,
  share: count / tally.sent,
  // Counts that were typed in have no order.
  firstIndex: tally.startedAt === null || !isCount(firstIndex) ? null : firstIndex,
});

/** Sorts a tally by an expectation. Throws a RangeError when either contradicts itself, so that no NaN reaches a verdict. */
export const countVersions = (expectation: Expectation, tally: Tally): Counted => {
  assertExpectation(expectation);
  assertTally(tally);
  const { versions } = expectation;
  const byLabel = new Map(tally.labels.map((label) => [label.label, label]));
  const names = new Set(versions.map(({ name }) => name));
  const labels = versions.map(({ name }) => byLabel.get(name));
  const counts = labels.map((label) => label?.count ?? 0);
  const active = versions.flatMap(({ weight }, i) => (weight > 0n ? [i] : []));
  const weighed = weigh(
    active.map((i) => counts[i] ?? 0),
    splitOf(active.map((i) => versions[i]?.weight ?? 0n)),
  );
  const unattributed = sumOf(tally.failures.map(({ count }) => count));
  const isHit = (label: LabelTally | undefined): label is LabelTally => label !== undefined && label.count > 0;
  return {
    versions,
    counts,
    failingCounts: labels.map((label) => label?.failing ?? 0),
    active,
    weighed,
    zeroHits: labels
      .filter((label, i) => versions[i]?.weight === 0n && isHit(label))
      .flatMap((label) => (label ? [violationOf(label, tally)] : [])),
    strangers: tally.labels.filter((label) => !names.has(label.label) && isHit(label)).map((label) => violationOf(label, tally)),
    n: weighed.n,
    nAll: tally.sent,
    unattributed,
    failing: unattributed + sumOf(tally.labels.map(({ failing }) => failing)),
  };
};
