import type { Rule } from '../model/expectation.ts';
import type { Tally } from '../model/tally.ts';
import type { Counted } from './counted.ts';

/** Why a run says nothing about the split. */
export type MeasurementFault =
  | 'never-ready'
  | 'lab-ended'
  | 'gave-up'
  | 'nothing-answered'
  | 'too-many-without-version'
  | 'machine-at-its-limit';

/** Above one in ten requests without a version the rest is no fair sample. */
const isTooMany = (unattributed: number, nAll: number): boolean => unattributed * 10 > nAll;

/**
 * More failed than is accepted, but only because some never left the load machine for want of local ports or file handles: whether the
 * target would have answered them, nobody knows, and it is not to blame.
 */
const isOwnFault = ({ failing, nAll }: Counted, tally: Tally, { maxFailures }: Rule): boolean => {
  const local = tally.failures.filter(({ kind }) => kind === 'local').reduce((sum, { count }) => sum + count, 0);
  return failing > maxFailures * nAll && failing - local <= maxFailures * nAll;
};

/**
 * Could the split be measured at all (STATISTICS 0.2a)? Null when it could. A run like this is never a FAIL: nothing was weighed.
 */
export const measurementFault = (counted: Counted, tally: Tally, rule: Rule): MeasurementFault | null => {
  const { unattributed, nAll } = counted;
  if (tally.end === 'never-ready') {
    return 'never-ready';
  }
  if (tally.end === 'lab-ended') {
    return 'lab-ended';
  }
  if (unattributed > 0 && unattributed === nAll) {
    return 'nothing-answered';
  }
  if (tally.end === 'gave-up') {
    return 'gave-up';
  }
  if (isTooMany(unattributed, nAll)) {
    return 'too-many-without-version';
  }
  return isOwnFault(counted, tally, rule) ? 'machine-at-its-limit' : null;
};
