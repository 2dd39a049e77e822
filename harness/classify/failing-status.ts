import { type GroupBy, partsOf } from './group-by.ts';

/**
 * Whether an answer with this HTTP status is a failure (STATISTICS 0.2a): 400 and above, unless `expected` holds it. Status 0 (tcp) never
 * fails, and grouping by status, alone or joined with other rules, expects all of them.
 */
export const isFailingStatus = (status: number, groupBy: GroupBy, expected?: ReadonlySet<number>): boolean =>
  status >= 400 && expected?.has(status) !== true && partsOf(groupBy).every(({ rule }) => rule !== 'status');
