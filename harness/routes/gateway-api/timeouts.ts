import { shown } from '../../text/shown.ts';
import type { Field } from '../field.ts';
import { named } from '../object-name.ts';
import { error } from '../problem.ts';
import type { Retries } from '../route-table.ts';
import type { Report } from './context.ts';
import { durationMs } from './duration.ts';

/** Istio's number of repetitions where `retry.attempts` is not written; the reference leaves it to the implementation. */
const DEFAULT_ATTEMPTS = 2;

export interface Patience {
  readonly timeoutMs: number | null;
  readonly retries: Retries | null;
}

/**
 * `HTTPRouteTimeouts` and `HTTPRouteRetry`. `request` limits the whole answer, `backendRequest` each try; without retries there is one try,
 * so the shorter of the two limits it all. Zero disables a limit.
 */
export function patience(rule: Field, report: Report): Patience {
  const timeoutMs = milliseconds(rule.at('timeouts').at('request'), report);
  const perTryTimeoutMs = milliseconds(rule.at('timeouts').at('backendRequest'), report);
  const retries = retriesOf(rule.at('retry'), perTryTimeoutMs, report);
  return { timeoutMs: retries === null ? shorter(timeoutMs, perTryTimeoutMs) : timeoutMs, retries };
}

function retriesOf(retry: Field, perTryTimeoutMs: number | null, report: Report): Retries | null {
  if (!retry.isWritten) return null;
  const codes = retry.at('codes').items.flatMap(({ number }) => number ?? []);
  return {
    attempts: retry.at('attempts').number ?? DEFAULT_ATTEMPTS,
    perTryTimeoutMs: perTryTimeoutMs === 0 ? null : perTryTimeoutMs,
    backoffMs: milliseconds(retry.at('backoff'), report),
    // "Implementations SHOULD retry on connection errors if a retry stanza is configured" (HTTPRouteRetry).
    retryOn: ['connect-failure', ...codes].join(','),
    place: retry.place,
  };
}

const shorter = (a: number | null, b: number | null): number | null => {
  const limits = [a, b].filter((one) => one !== null && one > 0);
  return limits.length === 0 ? (a ?? b) : Math.min(...limits.map(Number));
};

function milliseconds(field: Field, report: Report): number | null {
  if (!field.isWritten) return null;
  const read = field.text === null ? null : durationMs(field.text);
  if (read === null) {
    report(
      error(
        'duration-wrong',
        field.place,
        `${named(field.object)}: ${field.where} ${shown(String(field.value))} is no duration`,
        'write whole numbers with their unit, such as 2s, 500ms or 1m30s',
      ),
    );
  }
  return read;
}
