import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf, service, subsets, tableOf, to, virtualService } from '../tables.ts';

const effects = (rule: string, path = '/', ...more: readonly string[]): readonly string[] =>
  answerOf(tableOf(service('a'), subsets('a', 'v1', 'v2'), ...more, virtualService('a', `  - { ${rule} }`)), { host: 'a', path })
    .effects;

describe('effects of a rule', () => {
  it('say what the path of this probe becomes', () => {
    const rule = `match: [{ uri: { prefix: /rat } }], rewrite: { uri: /ratings, authority: b.example.com }, route: [${to('a', 'v1')}]`;
    assert.deepEqual(effects(rule, '/ratings/1?x=1'), ['path /ratings/1 becomes /ratingsings/1', 'host becomes b.example.com']);
  });

  it('say where a redirect leads', () => {
    assert.deepEqual(effects('redirect: { uri: /new, authority: b.example.com, scheme: https }', '/old?x=1'), [
      'redirected to https://b.example.com/new?x=1',
    ]);
  });

  it('say times, retries, mirrors and header changes in plain words', () => {
    const rule = [
      `route: [${to('a', 'v1')}]`,
      'timeout: 1.5s',
      'retries: { attempts: 3, perTryTimeout: 2s, retryOn: 5xx }',
      'mirror: { host: a, subset: v2 }, mirrorPercentage: { value: 20 }',
      'fault: { delay: { fixedDelay: 2s, percentage: { value: 100 } } }',
      'headers: { request: { set: { x: "1" }, remove: [w] }, response: { add: { z: "2" } } }',
    ].join(', ');
    assert.deepEqual(effects(rule), [
      '100 % delayed by 2 s',
      'timeout 1.5 s',
      '3 retries at most on 5xx, 2 s per try',
      '20 % mirrored to a.shop.svc.cluster.local:80 subset v2',
      'request header w removed',
      'request header x set to 1',
      'response header z: 2 added',
    ]);
    assert.deepEqual(effects(`route: [${to('a', 'v1')}], retries: { attempts: 0 }`), ['no retries']);
  });

  it('say the limits and the load balancer of the destination', () => {
    const rule = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: b }
spec:
  host: b
  trafficPolicy:
    loadBalancer: { simple: RANDOM }
    connectionPool:
      tcp: { maxConnections: 1 }
      http: { http1MaxPendingRequests: 1, maxRequestsPerConnection: 1 }`;
    assert.deepEqual(effects(`route: [${to('b')}]`, '/', service('b'), rule), [
      'a random replica each time',
      '1 connection at most',
      '1 waiting request at most',
      '1 request at most per connection',
    ]);
  });

  it('name fields that are not explained, with their line', () => {
    const [effect] = effects(`route: [${to('a', 'v1')}], corsPolicy: { allowOrigins: [{ exact: x }] }`);
    assert.match(effect ?? '', /^corsPolicy \(m\.yaml:\d+\) is not explained here$/);
  });
});
