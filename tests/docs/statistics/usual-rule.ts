import { minimumDetectableShift, planRequests } from '../../../harness/judge/plan-requests.ts';
import type { Expectation } from '../../../harness/model/expectation.ts';
import { expecting } from '../../harness/judge/given.ts';

const weightsOf = ({ versions }: Expectation): bigint[] => versions.map(({ weight }) => weight);

/** Requests that notice a shift of so many points, with the command line's risks. */
export const toNotice = (percentages: readonly number[], points: number): number => {
  const expectation = expecting(percentages);
  return planRequests(weightsOf(expectation), expectation.rule, points).nDetect;
};

/** Requests of `--tolerance` with so many points. */
export const toProve = (percentages: readonly number[], points: number): number => {
  const expectation = expecting(percentages);
  return planRequests(weightsOf(expectation), expectation.rule, points).nPlan;
};

/** Smallest shift in points that so many requests notice. */
export const noticedPoints = (percentages: readonly number[], requests: number): number => {
  const expectation = expecting(percentages);
  return Math.max(...minimumDetectableShift(weightsOf(expectation), requests, expectation.rule).shiftPp);
};
