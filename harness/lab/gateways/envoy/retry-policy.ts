import type { Retries } from '../../../routes/route-table.ts';
import { duration, type Json } from './json.ts';

/**
 * What Istio does where a rule says nothing about retries (istio.io, VirtualService `retries`: "retries … by default"; pilot
 * route/retry/retry.go): two more tries for what never reached the application, on another pod if there is one.
 */
const DEFAULT_RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled';
const DEFAULT_ATTEMPTS = 2;

/** `RetryPolicy` of a rule; nothing for a rule that switches retries off. */
export function retryPolicy(retries: Retries | null): Record<string, Json> {
  const attempts = retries?.attempts ?? DEFAULT_ATTEMPTS;
  if (attempts === 0) return {};
  const words = (retries?.retryOn || DEFAULT_RETRY_ON).split(',').map((word) => word.trim());
  const codes = words.filter((word) => /^\d{3}$/.test(word)).map(Number);
  const conditions = words.filter((word) => !/^\d{3}$/.test(word));
  return {
    retry_policy: {
      num_retries: attempts,
      retry_on: [...conditions, ...(codes.length > 0 ? ['retriable-status-codes'] : [])].join(','),
      ...(codes.length > 0 ? { retriable_status_codes: codes } : {}),
      ...(retries?.perTryTimeoutMs == null ? {} : { per_try_timeout: duration(retries.perTryTimeoutMs) }),
      ...(retries?.backoffMs == null ? {} : { retry_back_off: { base_interval: duration(retries.backoffMs) } }),
      retry_host_predicate: [
        {
          name: 'envoy.retry_host_predicates.previous_hosts',
          typed_config: {
            '@type': 'type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate',
          },
        },
      ],
      host_selection_retry_max_attempts: 5,
    },
  };
}
