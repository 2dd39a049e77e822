import type { SequentialFindings } from '../model/sequential.ts';
import { count, list, numberFrom, oneOf, orNull, record } from './record-reader.ts';

const finite = numberFrom(-Number.MAX_VALUE, Number.MAX_VALUE, false, 'a number');
const share = numberFrom(0, 1, false, 'a number from 0 to 1');

/** The form of what early stopping found; whether it follows from the counts is for the judge to check. */
export const sequentialRecord = record<SequentialFindings>({
  decision: oneOf('fail', 'pass', 'structural', 'cap', 'not-stopped'),
  stopN: count,
  capRequests: numberFrom(1, Number.MAX_SAFE_INTEGER, true, 'a whole number from 1 to 2^53 − 1'),
  stopCounts: list(count),
  logE: orNull(finite),
  maxLogE: numberFrom(0, Number.MAX_VALUE, false, 'a number, 0 or more'),
  pSequential: share,
  llr: orNull(finite),
  band: record({ lo: list(share), hi: list(share) }),
});
