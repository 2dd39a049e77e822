import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHOP, to } from '../../../../lab/gateways/hand-built.ts';
import { envoyFor, type Part } from './parts.ts';

const MESH = 'mesh shop.default.svc.cluster.local';
const OUTSIDE = 'outside shop.default.svc.cluster.local';
const V1 = to({ v1: 1 });
const named = (version: string, port = 80) => `outbound|${port}|${version}|shop.default.svc.cluster.local`;

/** `SHOP` with other ports and with rules for sidecars. */
const meshed = (ports: string, kind: 'http' | 'tcp' | 'tls' | null, rules = '', hosts = 'shop') =>
  [
    SHOP.replace('{ name: http, port: 80, targetPort: 8001 }', ports),
    kind === null
      ? ''
      : `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: inside }
spec: { hosts: [${hosts}], ${kind}: [${rules}] }
---`,
  ].join('');

const HTTP = '{ name: http, port: 80 }';

test('without a rule everything goes to the service, with the retries of Istio and no time limit', () => {
  const [route, second] = envoyFor(meshed(HTTP, null)).routes(`${MESH}:80`);
  assert.equal(second, undefined);
  assert.equal(route.route.cluster, named(''));
  assert.equal(route.route.timeout, '0s');
  assert.equal(route.route.retry_policy.num_retries, 2);
});

test('with a rule only what it matches is routed', () => {
  const rule = `{ match: [{ uri: { prefix: "/a" } }], ${V1} }`;
  const routes = envoyFor(meshed(HTTP, 'http', rule)).routes(`${MESH}:80`);
  assert.deepEqual(
    routes.map(({ match, route }) => [match.prefix, route.cluster]),
    [['/a', named('v1')]],
  );
});

test('a rule for a wildcard holds for the service, and rules for another port do not', () => {
  const wild = envoyFor(meshed(HTTP, 'http', `{ ${V1} }`, '"*.default.svc.cluster.local"'));
  assert.equal(wild.routes(`${MESH}:80`)[0].route.cluster, named('v1'));
  const other = envoyFor(meshed(HTTP, 'http', `{ match: [{ port: 81 }], ${V1} }`));
  assert.equal(other.routes(`${MESH}:80`)[0].route.cluster, named(''));
});

test('a client without a sidecar meets no rule: its connections go to any pod', () => {
  const { filter } = envoyFor(meshed(HTTP, 'http', `{ ${V1} }`));
  assert.equal(filter(`${OUTSIDE}:80`).cluster, 'outside|80||shop.default.svc.cluster.local');
});

test('a destination without a port has the port of the call', () => {
  const { routes } = envoyFor(meshed(`${HTTP}, { name: http-b, port: 81 }`, 'http', `{ ${V1} }`));
  assert.equal(routes(`${MESH}:80`)[0].route.cluster, named('v1'));
  assert.equal(routes(`${MESH}:81`)[0].route.cluster, named('v1', 81));
});

test('a port speaks as it is named; one without a protocol as its rules do', () => {
  const isHttp = (text: string) => envoyFor(text).filter(`${MESH}:80`).http_filters !== undefined;
  assert.equal(isHttp(meshed('{ name: tcp, port: 80 }', null)), false);
  assert.equal(isHttp(meshed('{ name: tcp, port: 80, appProtocol: http }', null)), true);
  assert.equal(isHttp(meshed('{ port: 80 }', null)), true);
  assert.equal(isHttp(meshed('{ port: 80 }', 'tcp', `{ ${V1} }`)), false);
});

test('TCP goes by the first rule for the port, without one to the service', () => {
  const tcp = '{ name: tcp, port: 80 }';
  assert.equal(
    envoyFor(meshed(tcp, 'tcp', `{ match: [{ port: 81 }], ${to({ v2: 1 })} }, { ${V1} }`)).filter(`${MESH}:80`).cluster,
    named('v1'),
  );
  assert.equal(envoyFor(meshed(tcp, null)).filter(`${MESH}:80`).cluster, named(''));
});

test('TLS goes by server name; what no rule names is closed, and without a rule all goes to the service', () => {
  const rule = `{ match: [{ sniHosts: [a.com] }], ${V1} }`;
  const chainsOf = (text: string): Part[] => envoyFor(text).listener(`${MESH}:80`).filter_chains;
  const namesAndClusters = (text: string) =>
    chainsOf(text).map((chain) => [chain.filter_chain_match?.server_names, chain.filters[0].typed_config.cluster]);
  const tls = '{ name: tls, port: 80 }';
  assert.deepEqual(namesAndClusters(meshed(tls, 'tls', rule, 'shop, a.com')), [[['a.com'], named('v1')]]);
  assert.deepEqual(namesAndClusters(meshed(tls, null)), [[undefined, named('')]]);
});

test('UDP is told with its line', () => {
  assert.throws(
    () => envoyFor(meshed('{ name: dns, port: 80, protocol: UDP }', null)),
    /^LabError: a\.yaml:\d+: ports: the lab speaks no UDP; leave it out for the lab/,
  );
});

test('a mirror without a port has the port of the call', () => {
  const rule = `{ ${V1}, mirror: { host: shop, subset: v2 } }`;
  const { routes } = envoyFor(meshed(`${HTTP}, { name: http-b, port: 81 }`, 'http', rule));
  assert.equal(routes(`${MESH}:81`)[0].route.request_mirror_policies[0].cluster, named('v2', 81));
});
