import type { Expectation } from '../model/expectation.ts';
import type { SequentialDecision, SequentialFindings } from '../model/sequential.ts';
import { confidenceBand } from '../stats/confidence-band.ts';
import { type WatchEnding, watchSequence } from '../stats/sequential-watch.ts';
import { splitOf } from '../stats/split.ts';
import { IGNORED_SHARE } from './unattributed-rule.ts';
import { assertExpectation } from './valid-expectation.ts';
import { watchRuleOf } from './watch-rule.ts';

/** Watches a run while it goes on. Knows labels in send order and the expectation, nothing else. */
export interface SequentialMonitor {
  /** The next request of the finished prefix and its label, null without one. True once the run is decided or the cap is reached. */
  observe(label: string | null): boolean;
  /** What was found up to the decision, or up to now. */
  findings(): SequentialFindings;
}

/** Where `units` has no version: a label nobody expected. */
const STRANGER = -1;

const decisionOf = ({ verdict, reason }: WatchEnding): SequentialDecision => {
  if (reason === 'structural') {
    return 'structural';
  }
  return verdict === 'PASS' ? 'pass' : 'fail';
};

/**
 * Makes the monitor of one run (STATISTICS 5.3) for an expectation whose versions all have their final names. `capRequests`, 1 or
 * more, is the most that is sent. Throws a RangeError when the expectation contradicts itself or the cap is no number of requests.
 *
 * `observe` must be called in send order and only for a prefix in which every request has finished: a snapshot of what happens to be
 * finished favours the fast version (STATISTICS 0.3). What is observed after the decision changes nothing.
 */
export const createMonitor = (expectation: Expectation, capRequests: number): SequentialMonitor => {
  assertExpectation(expectation);
  if (!(Number.isSafeInteger(capRequests) && capRequests >= 1)) {
    throw new RangeError(`sequential cap ${capRequests} is not a whole number of requests from 1 on`);
  }
  const { versions, rule } = expectation;
  const units = versions.map(({ weight }) => weight);
  const places = new Map(versions.map(({ name }, i) => [name, i]));
  const watch = watchSequence(watchRuleOf(expectation), IGNORED_SHARE);
  let seen = 0;
  let decision: SequentialDecision | null = null;

  const take = (label: string | null): WatchEnding | null => {
    const place = label === null ? undefined : (places.get(label) ?? STRANGER);
    if (place === undefined) {
      watch.miss();
      return null;
    }
    // A stranger that is allowed belongs to no version and is no failure either.
    return place === STRANGER && rule.allowUnknown ? null : watch.add(place);
  };
  return {
    observe: (label) => {
      if (decision === null) {
        seen += 1;
        const ending = take(label);
        decision = ending === null ? (seen >= capRequests ? 'cap' : null) : decisionOf(ending);
      }
      return decision !== null;
    },
    findings: () => {
      const isStructural = decision === 'structural';
      const split = splitOf(units.filter((unit) => unit > 0n));
      return {
        decision: decision ?? 'not-stopped',
        stopN: seen,
        capRequests,
        stopCounts: [...watch.activeCounts],
        logE: isStructural ? null : watch.lnE,
        maxLogE: watch.largestLnE,
        pSequential: isStructural ? 0 : Math.exp(-watch.largestLnE),
        llr: watch.leastRatio,
        band: confidenceBand(split, watch.activeCounts, watch.n, rule.significance),
      };
    },
  };
};
