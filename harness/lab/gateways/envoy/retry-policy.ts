import type { Retries } from '../../../routes/route-table.ts';
import { duration, type Json, typed } from './json.ts';

/**
 * What Istio does where a rule says nothing about retries (istio.io, VirtualService `retries`; pilot route/retry/retry.go): two more tries
 * for what never reached the application. No status codes: the 503 of older versions went with Istio 1.24 (EXCLUDE_UNSAFE_503_FROM_DEFAULT_RETRY).
 */
const DEFAULT_RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled';
const DEFAULT_ATTEMPTS = 2;
/** Status codes stand among the conditions in Istio, and in a field of their own in Envoy. */
const STATUS_CODE = /^[1-5]\d{2}$/;
const BY_STATUS_CODE = 'retriable-status-codes';

/** `RetryPolicy` of a rule; nothing for a rule that switches retries off. */
export function retryPolicy(retries: Retries | null): Record<string, Json> {
  const attempts = retries?.attempts ?? DEFAULT_ATTEMPTS;
  if (attempts === 0) return {};
  const words = (retries?.retryOn || DEFAULT_RETRY_ON)
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const codes = words.filter((word) => STATUS_CODE.test(word)).map(Number);
  const conditions = words.filter((word) => !STATUS_CODE.test(word));
  const byCode = codes.length > 0 && !conditions.includes(BY_STATUS_CODE) ? [BY_STATUS_CODE] : [];
  return {
    retry_policy: {
      num_retries: attempts,
      retry_on: [...conditions, ...byCode].join(','),
      ...(codes.length > 0 ? { retriable_status_codes: codes } : {}),
      ...(retries?.perTryTimeoutMs == null ? {} : { per_try_timeout: duration(retries.perTryTimeoutMs) }),
      // Envoy refuses a pause of 0; its own is 25 ms.
      ...(retries?.backoffMs ? { retry_back_off: { base_interval: duration(retries.backoffMs) } } : {}),
      retry_host_predicate: [PREVIOUS_HOSTS],
      host_selection_retry_max_attempts: 5,
    },
  };
}

/** A retry looks for another pod of the same cluster, so it stays in the chosen version. */
const PREVIOUS_HOSTS: Json = {
  name: 'envoy.retry_host_predicates.previous_hosts',
  typed_config: typed('envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate'),
};
