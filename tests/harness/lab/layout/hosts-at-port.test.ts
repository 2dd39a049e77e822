import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostsAtPort } from '../../../../harness/lab/layout/hosts-at-port.ts';
import type { Entry, Rule, VirtualHost } from '../../../../harness/routes/route-table.ts';

const place = { file: 'a.yaml', line: 1 };
const rule = (name: string) => ({ name }) as Rule;

/** A server with its hosts, and a rule named for each host below it. */
const entry = (
  hosts: readonly string[],
  below: readonly string[],
  more: { api?: Entry['api']; mode?: 'redirect' } = {},
): Entry => ({
  kind: 'gateway',
  api: more.api ?? 'istio',
  gateway: { namespace: 'default', name: 'front' },
  listener: {
    name: 'http',
    port: 80,
    protocol: 'HTTP',
    hosts,
    tls: more.mode === undefined ? null : { mode: more.mode, credentialName: null, place },
    nodePort: null,
  },
  hosts: below.map(
    (host) => ({ host, port: null, http: [rule(host)], tls: [], tcp: [], udp: [], rivals: null, place }) as VirtualHost,
  ),
  place,
});

const shown = (entries: readonly Entry[], scheme: 'http' | 'https' = 'http') =>
  hostsAtPort(entries, scheme).map(({ pattern, rules, isRedirected }) =>
    [pattern, ...rules.map(({ name }) => name), ...(isRedirected ? ['to https'] : [])].join(' '),
  );

test('the most specific host first', () => {
  assert.deepEqual(shown([entry(['*'], ['*', '*.com', 'a.com', '*.b.com'])]), [
    'a.com a.com',
    '*.b.com *.b.com',
    '*.com *.com',
    '* *',
  ]);
});

test('a server cuts the hosts of its rules to its own, and drops what is not its own', () => {
  assert.deepEqual(shown([entry(['*.a.com'], ['*', 'x.a.com', 'b.com'])]), ['x.a.com x.a.com', '*.a.com *']);
});

test('plain servers of Istio share hosts: rules follow each other, those of the more specific server first', () => {
  const entries = [entry(['*'], ['a.com', 'A.com']), entry(['a.com'], ['a.com'])];
  assert.deepEqual(shown(entries), ['a.com a.com a.com A.com']);
});

test('in Gateway API and behind TLS the listener is chosen first, and a host without rules is its own', () => {
  const api = { api: 'gateway-api' as const };
  const entries = [entry(['*'], ['*'], api), entry(['*.a.com'], ['x.a.com'], api), entry(['y.a.com'], [], api)];
  const isolated = ['y.a.com', 'x.a.com x.a.com', '*.a.com', '* *'];
  assert.deepEqual(shown(entries), isolated);
  assert.deepEqual(
    shown(
      entries.map((one) => ({ ...one, api: 'istio' })),
      'https',
    ),
    isolated,
  );
});

test('a server that redirects does so for its hosts and not for those of others', () => {
  const entries = [entry(['a.com'], ['a.com'], { mode: 'redirect' }), entry(['*'], ['*'])];
  assert.deepEqual(shown(entries), ['a.com to https', '* *']);
});

test('no host comes twice, which Envoy would refuse', () => {
  const host = fc.constantFrom('*', '*.com', '*.a.com', 'a.com', 'A.com', 'x.a.com', 'b.org');
  const entries = fc.array(
    fc
      .tuple(fc.uniqueArray(host, { minLength: 1 }), fc.uniqueArray(host), fc.constantFrom('istio', 'gateway-api'))
      .map(([hosts, below, api]) => entry(hosts, below, { api: api as Entry['api'] })),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(entries, fc.constantFrom('http', 'https'), (list, scheme) => {
      const patterns = hostsAtPort(list, scheme as 'http').map(({ pattern }) => pattern);
      assert.equal(new Set(patterns).size, patterns.length);
      assert.deepEqual(
        patterns,
        patterns.map((pattern) => pattern.toLowerCase()),
      );
    }),
  );
});
