import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conditionsOf,
  destinationRule,
  destinationsOf,
  gateway,
  gatewaysOf,
  istioOf,
  meshOf,
  said,
  server,
  service,
  splitOf,
  virtualService,
} from '../istio-of.ts';

const ROUTE = 'route: [{destination: {host: db}, weight: 80}, {destination: {host: db, subset: v2}, weight: 20}]';

test('TCP at a gateway: the first rule whose port and gateway fit; addresses and labels are not looked at there', () => {
  const istio = istioOf(
    service('db', [5432]) +
      gateway('front', server(31400, 'TCP', '["*"]')) +
      virtualService(
        'db',
        `{hosts: ["*"], gateways: [front], tcp: [{match: [{port: 31400, destinationSubnets: ["10.0.0.0/8"], sourceLabels: {app: x}}], ${ROUTE}}]}`,
      ),
  );
  const [entry] = gatewaysOf(istio);
  assert.deepEqual(
    entry!.hosts.map(({ host }) => host),
    ['*'],
  );
  assert.deepEqual(splitOf(entry!.hosts[0]!.tcp[0]!), [
    'db.default.svc.cluster.local:5432/=80',
    'db.default.svc.cluster.local:5432/v2=20',
  ]);
  assert.deepEqual(conditionsOf(entry!.hosts[0]!.tcp[0]!), [[]]);
});

test('TCP in the mesh: port, addresses and client are conditions', () => {
  const istio = istioOf(
    service('db', [5432]) +
      virtualService(
        'db',
        `{hosts: [db], tcp: [{match: [{port: 5432, destinationSubnets: ["10.0.0.0/8", "::1"], sourceLabels: {app: x}, sourceSubnet: 10.1.0.0/16}], ${ROUTE}}]}`,
      ),
  );
  const rule = meshOf(istio).hosts[0]!.tcp[0]!;
  assert.deepEqual(conditionsOf(rule), [
    [
      { on: 'port', port: 5432 },
      { on: 'address', text: 'destination address in 10.0.0.0/8 or ::1' },
      { on: 'client', text: 'client with label app = x', namespace: null },
    ],
  ]);
  assert.deepEqual(
    rule.unexplained.map(({ field }) => field),
    ['match.sourceSubnet'],
  );
});

test('a destination that Envoy does not know closes the connection, without a status', () => {
  const istio = istioOf(
    service('db', [5432, 5433]) +
      destinationRule('all', '{host: "*.default.svc.cluster.local", subsets: [{name: v2, labels: {version: v2}}]}') +
      destinationRule('db', '{host: db}') +
      gateway('front', server(31400, 'TCP', '["*"]')) +
      virtualService('db', `{hosts: ["*"], gateways: [front], tcp: [{${ROUTE}}]}`),
  );
  assert.deepEqual(
    destinationsOf(gatewaysOf(istio)[0]!.hosts[0]!.tcp[0]!.action).map(({ refused }) => refused),
    [
      { status: 0, reason: 'no port 31400' },
      { status: 0, reason: 'subset v2 is taken away' },
    ],
  );
});

const tls = (rules: string, hosts = '["*"]') =>
  istioOf(
    service('a', [443]) +
      gateway('front', server(443, 'TLS', hosts, '{mode: PASSTHROUGH}')) +
      virtualService('a', `{hosts: ["*.a.com", "b.com"], gateways: [front], tls: [${rules}]}`),
  );
const named = (...names: string[]) =>
  `{match: [{sniHosts: [${names.map((name) => `"${name}"`).join(', ')}]}], route: [{destination: {host: a}}]}`;

test('TLS that is passed through: the most specific server name first, whatever the order of the list', () => {
  const [entry] = gatewaysOf(tls(`${named('*.a.com', 'b.com')}, ${named('x.A.com')}`));
  const names = (host: string) => entry!.hosts.find((one) => one.host === host)!.tls.map((rule) => conditionsOf(rule)[0]);
  assert.deepEqual(names('*.a.com'), [
    [{ on: 'server-name', hosts: ['x.a.com'] }],
    [{ on: 'server-name', hosts: ['b.com'] }],
    [{ on: 'server-name', hosts: ['*.a.com'] }],
  ]);
});

test("TLS rules that are in no one's way stay as they are written", () => {
  const [entry] = gatewaysOf(tls(`${named('*.a.com', 'b.com')}, ${named('c.com')}`));
  assert.deepEqual(conditionsOf(entry!.hosts[0]!.tls[0]!), [[{ on: 'server-name', hosts: ['*.a.com', 'b.com'] }]]);
});

test('rules that the servers of a gateway do not take are named', () => {
  const istio = istioOf(
    service('a', [443]) +
      gateway('front', server(80, 'HTTP', '["*"]')) +
      virtualService(
        'a',
        `{hosts: ["a.com"], gateways: [front], tls: [${named('a.com')}], tcp: [{route: [{destination: {host: a}}]}], http: [{route: [{destination: {host: a}}]}]}`,
      ),
  );
  assert.deepEqual(
    said(istio).filter((line) => line.includes('rules-not-used')),
    ['5 warning rules-not-used', '5 warning rules-not-used'],
  );
  assert.equal(gatewaysOf(istio)[0]!.hosts[0]!.http.length, 1);
});
