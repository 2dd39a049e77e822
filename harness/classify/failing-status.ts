import { isGrpcStatus } from '../model/grpc-status.ts';
import { type GroupBy, partsOf } from './group-by.ts';

/**
 * Whether an answer with this status is a failure (STATISTICS 0.2a): HTTP's from 400 on, every gRPC status code but OK, unless `expected`
 * holds it. Status 0 (OK, or tcp) never fails, and grouping by status, alone or joined with other rules, expects all of them.
 */
export const isFailingStatus = (status: number, groupBy: GroupBy, expected?: ReadonlySet<number>): boolean =>
  (status >= 400 || (status !== 0 && isGrpcStatus(status))) &&
  expected?.has(status) !== true &&
  partsOf(groupBy).every(({ rule }) => rule !== 'status');
