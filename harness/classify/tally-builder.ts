import type { Answer, ObservationSink } from '../model/observation.ts';
import { isGrpc, type Scheme } from '../model/probe.ts';
import type { LabelTally, Tally } from '../model/tally.ts';
import { type Classifier, classifierFor } from './classifier.ts';
import { conservationProblem } from './conservation.ts';
import { escaped } from './escaped.ts';
import { isFailingStatus } from './failing-status.ts';
import { createFailureCounter, type FailureCounter } from './failure-counter.ts';
import { type GroupBy, groupByText } from './group-by.ts';
import { createLabelCounter, type LabelCounter } from './label-counter.ts';
import { createOrderCounter, NO_VERSION, type OnPrefix } from './order-counter.ts';

/** What a tally says beside the counts. */
export type TallyFacts = Omit<Tally, 'schema' | 'groupBy' | 'sent' | 'labels' | 'failures' | 'order'>;

export interface TallyOptions {
  readonly scheme: Scheme;
  readonly groupBy: GroupBy;
  /** Reads the labels where the answers alone do not say them (`mirror`); absent: by `groupBy`. */
  readonly classifier?: Classifier;
  /** Most different versions that are counted, 1 or more. */
  readonly labelCap: number;
  /** HTTP statuses of 400 and above, or gRPC status codes but 0, that are no failures. */
  readonly expectedStatuses?: ReadonlySet<number>;
  /** Called once, when a version beyond the cap answers: the rule does not name versions, and going on would count nothing useful. */
  readonly onOverCap?: () => void;
  /**
   * Called in send order for every request of the finished prefix, with its version or null; at once when the request that was missing
   * finishes. Ends for good when a request had to be passed over: watch `prefixIsStalled` and send nothing more while it is true.
   */
  readonly onPrefix?: OnPrefix;
  /** What this load machine or source address is called; requests of equal names count as those of one client. */
  readonly client?: string;
}

export interface TallyBuilder extends ObservationSink {
  readonly bodyNeeded: boolean;
  readonly overCap: boolean;
  /** True while more than 32,768 requests lie between the oldest unfinished one and the newest finished one. */
  readonly prefixIsStalled: boolean;
  /** Answers per version up to now: cheap enough to be asked ten times a second, and it changes nothing. */
  peek(): ReadonlyMap<string, number>;
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
  const order = createOrderCounter(escaped(options.client ?? '', 120) || 'this machine', options.onPrefix ?? null);
  const classifier = options.classifier ?? classifierFor(groupBy, scheme);
  const counters = new Map<string, LabelCounter>();
  const failures = createFailureCounter();
  let sent = 0;
  let versionCount = 0;
  let overCap = false;

  /** Whether there is room for one more version. */
  const hasRoom = (): boolean => {
    if (versionCount >= labelCap && !overCap) {
      overCap = true;
      onOverCap?.();
    }
    return versionCount < labelCap;
  };

  const keep = (label: string, example: string): LabelCounter => {
    const counter = createLabelCounter(label, example, order.register(label), isGrpc(scheme));
    counters.set(label, counter);
    return counter;
  };

  const admit = (counter: LabelCounter): void => {
    versionCount += 1;
    counter.isVersion = true;
    order.admit(counter.number);
  };

  const statusOf = (answer: Answer): number | null => (answer.status === 0 ? null : answer.status);

  /** Where an answer with this label is counted; null when that is a failure, which is then counted. */
  const counterFor = (label: string, answer: Answer, isFailing: boolean): LabelCounter | null => {
    const known = counters.get(label);
    if (known?.isVersion === true) {
      return known;
    }
    const isEvidence = !isFailing || classifier.isMarked(answer);
    if (isEvidence && !hasRoom()) {
      failures.add('unclassified', statusOf(answer), () => escaped(label));
      return null;
    }
    if (!isEvidence && known === undefined && counters.size - versionCount >= MOST_DOUBTFUL) {
      failures.add('status', statusOf(answer), () => exampleOf(answer));
      return null;
    }
    const counter = known ?? keep(label, isFailing ? exampleOf(answer) : '');
    if (isEvidence) {
      admit(counter);
    }
    return counter;
  };

  /** Counts an answer; gives the number of its label, or NO_VERSION for a failure. */
  const countAnswer = (answer: Answer): number => {
    const isFailing = isFailingStatus(answer.status, groupBy, expectedStatuses);
    const label = classifier.labelOf(answer);
    if (label === null) {
      failures.add(isFailing ? 'status' : 'unclassified', statusOf(answer), () => exampleOf(answer));
      return NO_VERSION;
    }
    const counter = counterFor(label, answer, isFailing);
    counter?.add(answer, isFailing);
    return counter?.number ?? NO_VERSION;
  };

  return {
    bodyNeeded: classifier.bodyNeeded,
    get overCap() {
      return overCap;
    },
    get prefixIsStalled() {
      return order.isStalled;
    },
    answer: (answer) => {
      sent += 1;
      order.answered(countAnswer(answer), answer.index, answer.connection, answer.sentAtMs);
    },
    failure: ({ index, kind, detail }) => {
      sent += 1;
      failures.add(kind, null, () => escaped(detail));
      order.failed(index);
    },
    closed: order.closed,
    peek: () => {
      const seen = new Map<string, number>();
      for (const [label, counter] of counters) {
        if (counter.isVersion) {
          seen.set(label, counter.count);
        }
      }
      return seen;
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
        order: order.toStatistics(labels),
      };
      const problem = conservationProblem(tally);
      if (problem !== null) {
        throw new Error(`${problem}; this is a fault in weighbridge`);
      }
      return tally;
    },
  };
};
