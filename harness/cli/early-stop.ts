import { makeExpectation } from '../expect/expectation.ts';
import { nameVersions } from '../expect/name-versions.ts';
import { formatWeights } from '../expect/weights.ts';
import { partOfAlpha } from '../judge/many-gates.ts';
import { sequentialCap } from '../judge/plan-requests.ts';
import { createMonitor, type SequentialMonitor } from '../judge/sequential-monitor.ts';
import type { Expectation } from '../model/expectation.ts';
import type { OptionName } from './options.ts';
import type { Question } from './question.ts';
import { checked, UsageError } from './usage-error.ts';

/** A run that is judged while answers come in needs to know beforehand which version is which, and has its own test. */
export function rejectUnwatchable({ weights, labels, proveItCanFail }: Question, given: ReadonlySet<OptionName>): void {
  if (labels === null && weights.some(({ name }) => name === null)) {
    const named = weights.map(({ text }, i) => `${['one', 'two', 'three'][i] ?? `v${i + 1}`}=${text}`).join(',');
    throw new UsageError(
      `--sequential: the weights ${formatWeights(weights)} have no names, which are needed while answers come in; write --expect ${named} or add --labels`,
    );
  }
  if (proveItCanFail)
    throw new UsageError(
      '--prove-it-can-fail: a run that stops as soon as it is sure has no requests left for wrong weights; leave it or --sequential out',
    );
  if (given.has('test'))
    throw new UsageError('--test: a sequential run is judged by a test of its own; leave --test or --sequential out');
}

/** Most requests of a sequential run when `-n` is not given, for one of `gates` gates. */
export function capOf(question: Question, gates: number): number {
  return sequentialCap(partOfAlpha(namedExpectation(question), gates));
}

/** The monitor of one sequential gate of a run with `gates` gates; null for a gate whose size is fixed. */
export function monitorOf(question: Question, capRequests: number, gates: number): SequentialMonitor | null {
  return question.isSequential ? createMonitor(partOfAlpha(namedExpectation(question), gates), capRequests) : null;
}

function namedExpectation({ weights, labels, rule }: Question): Expectation {
  return makeExpectation(checked(() => nameVersions({ weights, labels, observed: [] })).named, rule);
}
