import type { Tally } from '../model/tally.ts';
import type { Counted } from './counted.ts';

/** Why a run says nothing about the split. */
export type MeasurementFault = 'never-ready' | 'lab-ended' | 'gave-up' | 'nothing-answered' | 'too-many-without-version';

/** Above one in ten requests without a version the rest is no fair sample. */
const isTooMany = (unattributed: number, nAll: number): boolean => unattributed * 10 > nAll;

/**
 * Could the split be measured at all (STATISTICS 0.2a)? Null when it could. A run like this is never a FAIL: nothing was weighed.
 */
export const measurementFault = ({ unattributed, nAll }: Counted, tally: Tally): MeasurementFault | null => {
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
  return isTooMany(unattributed, nAll) ? 'too-many-without-version' : null;
};
