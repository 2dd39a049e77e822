import { eachOutcome } from './outcomes.ts';
import type { Truth } from './truth.ts';

/** Another project's check of a split: it asks `requests` times and looks at the counts, up to `attempts` times afresh. */
export interface Rival {
  readonly name: string;
  readonly requests: number;
  readonly attempts: number;
  /** One attempt: are these counts good enough for weights given in percent? */
  readonly accepts: (counts: readonly number[], percentages: readonly number[]) => boolean;
}

/** Chances that sum to 1. Both are added up on their own: 1 − 7e-23 would leave nothing of a small one. */
export interface Acceptance {
  readonly accepted: number;
  readonly rejected: number;
}

/** Chance that one attempt accepts a gateway that splits like `truth`: an exact sum over every outcome. */
export const oneAttempt = (rival: Rival, percentages: readonly number[], truth: Truth): Acceptance => {
  const sums = { accepted: 0, rejected: 0 };
  eachOutcome(rival.requests, truth, (counts, probability) => {
    sums[rival.accepts(counts, percentages) ? 'accepted' : 'rejected'] += probability;
  });
  return sums;
};

/** Passing at the first success in up to `attempts` independent attempts: only failing all of them fails. */
export const untilSuccess = ({ accepted, rejected }: Acceptance, attempts: number): Acceptance => ({
  accepted: -Math.expm1(attempts * (accepted < 0.5 ? Math.log1p(-accepted) : Math.log(rejected))),
  rejected: accepted < 0.5 ? (1 - accepted) ** attempts : rejected ** attempts,
});

/** Chance that the whole check, retries included, accepts. */
export const acceptance = (rival: Rival, percentages: readonly number[], truth: Truth): Acceptance =>
  untilSuccess(oneAttempt(rival, percentages, truth), rival.attempts);
