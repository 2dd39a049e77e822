import { makeExpectation } from '../expect/expectation.ts';
import { nameVersions } from '../expect/name-versions.ts';
import { otherOrderFits } from '../expect/other-order.ts';
import { formatWeights } from '../expect/weights.ts';
import type { Expectation } from '../model/expectation.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import type { Question } from './question.ts';
import { checked } from './usage-error.ts';

/** A question whose weights all have names now. */
export interface Expected {
  readonly expectation: Expectation;
  /** How names were matched, when they were taken from what answered. */
  readonly note: string | null;
  readonly guessed: boolean;
}

/** Names the weights by what was asked and seen, and so completes the expectation. A UsageError when the names do not fit. */
export function completeExpectation(question: Question, tally: Tally): Expected {
  const observed = tally.labels.map((label) => label.label);
  const naming = checked(() => nameVersions({ weights: question.weights, labels: question.labels, observed }));
  return {
    expectation: makeExpectation(naming.named, question.rule),
    note: observed.length === 0 ? null : naming.note,
    guessed: naming.mapping === 'observed',
  };
}

/** A bare list was matched to names by their order; when it fails but another order fits, that is worth a word. */
export function orderNote(expectation: Expectation, verdict: GateVerdict): readonly string[] {
  if (verdict.verdict !== 'FAIL') return [];
  const order = otherOrderFits(
    expectation.versions.map((version) => version.share),
    verdict.counts,
  );
  if (order === null) return [];
  const fitting = expectation.versions.map((version, i) => ({
    name: expectation.versions[order[i] ?? i]?.name ?? '?',
    text: version.weightText,
  }));
  return [
    `another order of the weights would fit: --expect ${formatWeights(fitting)}; if that is what the routes say, write it so`,
  ];
}
