import type { Answer, ObservationSink } from '../model/observation.ts';
import type { Scheme } from '../model/probe.ts';
import type { LabelTally, Tally } from '../model/tally.ts';
import { classifierFor } from './classifier.ts';
import { conservationProblem } from './conservation.ts';
import { escaped } from './escaped.ts';
import { isFailingStatus } from './failing-status.ts';
import { createFailureCounter, type FailureCounter } from './failure-counter.ts';
import { type GroupBy, groupByText } from './group-by.ts';
import { createLabelCounter, type LabelCounter } from './label-counter.ts';

/** What a tally says beside the counts. */
export type TallyFacts = Omit<Tally, 'schema' | 'groupBy' | 'sent' | 'labels' | 'failures'>;

export interface TallyOptions {
  readonly scheme: Scheme;
  readonly groupBy: GroupBy;
  /** Most different versions that are counted, 1 or more. */
  readonly labelCap: number;
  /** HTTP statuses of 400 and above that are no failures. */
  readonly expectedStatuses?: ReadonlySet<number>;
  /** Called once, when a version beyond the cap answers: the rule does not name versions, and going on would count nothing useful. */
  readonly onOverCap?: () => void;
}

export interface TallyBuilder extends ObservationSink {
  readonly bodyNeeded: boolean;
  readonly overCap: boolean;
  /** The tally up to now. Throws an Error when a request was lost or counted twice. */
  snapshot(facts: TallyFacts): Tally;
}

/** Different first lines of error pages that are kept apart while no version has been seen to use them. */
const MOST_DOUBTFUL = 64;

const exampleOf = ({ body }: Answer): string => escaped(body.toString('utf8', 0, 400).trim()) || 'empty answer';

/** Error pages whose words no good answer ever used are failures without a version. */
const settle = (counters: Iterable<LabelCounter>, failures: FailureCounter): LabelTally[] => {
  const labels: LabelTally[] = [];
  for (const counter of counters) {
    const tally = counter.toTally();
    if (counter.isVersion) {
      labels.push(tally);
      continue;
    }
    for (const [status, count] of Object.entries(tally.statuses)) {
      failures.add('status', Number(status), () => counter.example, count);
    }
  }
  return labels.sort((a, b) => a.firstIndex - b.firstIndex);
};

/**
 * Counts observations into a tally, in memory that does not grow with their number.
 *
 * An answer with a failing status counts for its version and as failing when the version is marked (header, JSON) or when, at any time in
 * the run, a good answer carries the same label. Otherwise it is a failure `status`: the text of an error page is no version.
 */
export const createTallyBuilder = (options: TallyOptions): TallyBuilder => {
  const { scheme, groupBy, labelCap, expectedStatuses, onOverCap } = options;
  const classifier = classifierFor(groupBy, scheme);
  const counters = new Map<string, LabelCounter>();
  const failures = createFailureCounter();
  let sent = 0;
  let versionCount = 0;
  let overCap = false;

  /** Makes room for one more version, or says that there is none. */
  const admit = (counter: LabelCounter): boolean => {
    if (versionCount < labelCap) {
      versionCount += 1;
      counter.isVersion = true;
      return true;
    }
    if (!overCap) {
      overCap = true;
      onOverCap?.();
    }
    return false;
  };

  const statusOf = (answer: Answer): number | null => (answer.status === 0 ? null : answer.status);

  const countAnswer = (answer: Answer): void => {
    const isFailing = isFailingStatus(answer.status, groupBy, expectedStatuses);
    const label = classifier.labelOf(answer);
    if (label === null) {
      failures.add(isFailing ? 'status' : 'unclassified', statusOf(answer), () => exampleOf(answer));
      return;
    }
    const known = counters.get(label);
    const counter = known ?? createLabelCounter(label, isFailing ? exampleOf(answer) : '');
    const isEvidence = counter.isVersion || !isFailing || classifier.isMarked(answer);
    if (isEvidence && !counter.isVersion && !admit(counter)) {
      failures.add('unclassified', statusOf(answer), () => escaped(label));
      return;
    }
    if (!isEvidence && known === undefined && counters.size - versionCount >= MOST_DOUBTFUL) {
      failures.add('status', statusOf(answer), () => exampleOf(answer));
      return;
    }
    counters.set(label, counter);
    counter.add(answer, isFailing);
  };

  return {
    bodyNeeded: classifier.bodyNeeded,
    get overCap() {
      return overCap;
    },
    answer: (answer) => {
      sent += 1;
      countAnswer(answer);
    },
    failure: ({ kind, detail }) => {
      sent += 1;
      failures.add(kind, null, () => escaped(detail));
    },
    snapshot: (facts) => {
      const settled = failures.copy();
      const labels = settle(counters.values(), settled);
      const tally: Tally = {
        schema: 'weighbridge/tally/v1',
        ...facts,
        groupBy: groupByText(groupBy),
        sent,
        labels,
        failures: settled.toTally(),
      };
      const problem = conservationProblem(tally);
      if (problem !== null) {
        throw new Error(`${problem}; this is a fault in weighbridge`);
      }
      return tally;
    },
  };
};
