import type { Field } from '../../field.ts';
import type { Retries } from '../../route-table.ts';
import { durationMs } from '../durations.ts';
import type { Report } from '../surroundings.ts';
import { type Unexplained, unexplained } from '../unexplained.ts';

/**
 * `retries` of a rule (Istio reference: HTTPRetry). Omitted attempts are 0, which turns retries off (pilot: retry.ConvertPolicy). A rule
 * without `retries` has those of the mesh, 2 attempts by default, and reads as null.
 */
export function readRetries(field: Field, report: Report): Retries | null {
  if (!field.isWritten) return null;
  return {
    attempts: Math.max(0, Math.trunc(field.at('attempts').number ?? 0)),
    perTryTimeoutMs: durationMs(field.at('perTryTimeout'), report),
    backoffMs: durationMs(field.at('backoff'), report),
    retryOn: field.at('retryOn').text ?? '',
    place: field.place,
  };
}

export const unexplainedOfRetries = (field: Field): readonly Unexplained[] =>
  unexplained(field, ['attempts', 'perTryTimeout', 'backoff', 'retryOn'], 'retries.');
