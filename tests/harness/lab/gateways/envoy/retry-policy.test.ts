import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryPolicy } from '../../../../../harness/lab/gateways/envoy/retry-policy.ts';
import type { Retries } from '../../../../../harness/routes/route-table.ts';

const written = (retries: Partial<Retries>): Retries => ({
  attempts: 3,
  perTryTimeoutMs: null,
  backoffMs: null,
  retryOn: '',
  place: { file: 'a.yaml', line: 1 },
  ...retries,
});

const policyOf = (retries: Retries | null): Readonly<Record<string, unknown>> =>
  (retryPolicy(retries).retry_policy ?? {}) as Readonly<Record<string, unknown>>;

test("Istio's defaults: two more tries of what never reached the application, by no status code", () => {
  assert.deepEqual(policyOf(null), {
    num_retries: 2,
    retry_on: 'connect-failure,refused-stream,unavailable,cancelled',
    retry_host_predicate: [
      {
        name: 'envoy.retry_host_predicates.previous_hosts',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate',
        },
      },
    ],
    host_selection_retry_max_attempts: 5,
  });
});

test('what is written takes the place of the default, the rest stays', () => {
  const policy = policyOf(written({ perTryTimeoutMs: 2_000 }));
  assert.equal(policy.num_retries, 3);
  assert.equal(policy.retry_on, 'connect-failure,refused-stream,unavailable,cancelled');
  assert.equal(policy.per_try_timeout, '2s');
  assert.equal(policyOf(written({ retryOn: '5xx' })).retry_on, '5xx');
  assert.deepEqual(policyOf(written({ backoffMs: 250 })).retry_back_off, { base_interval: '0.25s' });
});

test('status codes among the conditions get a field of their own, and their condition once', () => {
  const policy = policyOf(written({ retryOn: ' 503, gateway-error,500 ' }));
  assert.equal(policy.retry_on, 'gateway-error,retriable-status-codes');
  assert.deepEqual(policy.retriable_status_codes, [503, 500]);
  assert.equal(policyOf(written({ retryOn: 'retriable-status-codes,503' })).retry_on, 'retriable-status-codes');
  assert.equal(policyOf(written({ retryOn: '5xx' })).retriable_status_codes, undefined);
});

test('no attempts are no policy, and a pause of 0 is not written, which Envoy would refuse', () => {
  assert.deepEqual(retryPolicy(written({ attempts: 0 })), {});
  assert.equal(policyOf(written({ backoffMs: 0 })).retry_back_off, undefined);
});
