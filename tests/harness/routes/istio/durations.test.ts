import assert from 'node:assert/strict';
import { test } from 'node:test';
import { istioOf, meshRule, said, service, virtualService } from './istio-of.ts';

test('a wrong duration is an error with its line, and no timeout', () => {
  const istio = istioOf(
    `${service('a')}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a}
spec:
  hosts: [a]
  http:
  - route: [{destination: {host: a}}]
    timeout: 2 seconds
`,
  );
  assert.deepEqual(said(istio), ['11 error duration-wrong']);
  assert.equal(meshRule(istio).timeoutMs, null);
});

test('timeouts, retries and delays in milliseconds', () => {
  const rule = meshRule(
    istioOf(
      service('a') +
        virtualService(
          'a',
          '{hosts: [a], http: [{route: [{destination: {host: a}}], timeout: 0s, retries: {attempts: 3, perTryTimeout: 2s, retryOn: "5xx", backoff: 25ms}, fault: {delay: {percentage: {value: 100}, fixedDelay: 1.5s}}}]}',
        ),
    ),
  );
  assert.equal(rule.timeoutMs, 0);
  assert.deepEqual(
    [rule.retries?.attempts, rule.retries?.perTryTimeoutMs, rule.retries?.backoffMs, rule.retries?.retryOn],
    [3, 2000, 25, '5xx'],
  );
  assert.equal(rule.fault?.delay?.fixedDelayMs, 1500);
});
