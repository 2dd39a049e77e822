import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateway, gatewaysOf, istioOf, said, server, service, textOf, virtualService } from '../istio-of.ts';

const listener = (one: string) => gatewaysOf(istioOf(gateway('front', one)))[0]!.listener!;

test('protocols and TLS modes of servers', () => {
  const read = (protocol: string, tls = '') => {
    const { protocol: spoken, tls: security } = listener(server(443, protocol, '["*"]', tls));
    return [spoken, security?.mode];
  };
  assert.deepEqual(read('HTTP'), ['HTTP', undefined]);
  assert.deepEqual(read('http2'), ['HTTP2', undefined]);
  assert.deepEqual(read('GRPC-WEB'), ['GRPC', undefined]);
  assert.deepEqual(read('REDIS'), ['TCP', undefined]);
  assert.deepEqual(read('constructor'), ['TCP', undefined]);
  assert.deepEqual(read('HTTP', '{httpsRedirect: true}'), ['HTTP', 'redirect']);
  assert.deepEqual(read('HTTPS', '{mode: SIMPLE, credentialName: c}'), ['HTTPS', 'terminate']);
  assert.deepEqual(read('HTTPS', '{mode: OPTIONAL_MUTUAL}'), ['HTTPS', 'terminate']);
  assert.deepEqual(read('HTTPS', '{mode: MUTUAL}'), ['HTTPS', 'mutual']);
  assert.deepEqual(read('TLS', '{mode: ISTIO_MUTUAL}'), ['TLS', 'mutual']);
  assert.deepEqual(read('TLS', '{}'), ['TLS', 'passthrough']);
  assert.deepEqual(read('TLS', '{mode: AUTO_PASSTHROUGH}'), ['TLS', 'auto-passthrough']);
});

test('hosts lose their namespace in print', () => {
  assert.deepEqual(listener(server(80, 'HTTP', '["./A.com", "*/b.com", prod/c.com, d.com]')).hosts, [
    'a.com',
    'b.com',
    'c.com',
    'd.com',
  ]);
  assert.deepEqual(listener(server(80, 'HTTP', '[prod/c.com, "*/*"]')).hosts, ['*']);
});

const http = (hosts: string, metadata = '') =>
  virtualService('v', `{hosts: ${hosts}, gateways: [default/front], http: [{route: [{destination: {host: a}}]}]}`, metadata);
const hosts = (text: string) => gatewaysOf(istioOf(service('a') + text)).map((entry) => entry.hosts.map(({ host }) => host));

test('a virtual host is the narrower of what the server and the VirtualService say', () => {
  assert.deepEqual(hosts(gateway('front', server(80, 'HTTP', '["*.a.com"]')) + http('[x.a.com, y.b.com]')), [['x.a.com']]);
  assert.deepEqual(hosts(gateway('front', server(80, 'HTTP', '[x.a.com, y.a.com, b.com]')) + http('["*.a.com"]')), [
    ['x.a.com', 'y.a.com'],
  ]);
  assert.deepEqual(hosts(gateway('front', server(80, 'HTTP', '["*"]')) + http('["*", "*.a.com", X.a.com]')), [
    ['x.a.com', '*.a.com', '*'],
  ]);
});

test('a server that names a namespace takes VirtualServices of that namespace only', () => {
  const front = gateway('front', server(80, 'HTTP', '[./a.com, prod/b.com, "*/c.com"]'));
  assert.deepEqual(hosts(front + http('[a.com, b.com, c.com]')), [['a.com', 'c.com']]);
  assert.deepEqual(hosts(front + http('[a.com, b.com, c.com]', ', namespace: prod')), [['b.com', 'c.com']]);
  assert.match(
    textOf(istioOf(service('a') + front + http('[a.com, b.com]')), 'host-not-accepted'),
    /does not take host b\.com, only default\/a\.com, prod\/b\.com, c\.com/,
  );
});

test('a host that no server takes is told, with what it takes', () => {
  const istio = istioOf(service('a') + gateway('front', server(80, 'HTTP', '[a.com]')) + http('[b.com]'));
  assert.deepEqual(
    said(istio).filter((line) => line.includes('host')),
    ['5 warning host-not-accepted'],
  );
  assert.deepEqual(gatewaysOf(istio)[0]?.hosts, []);
});

test('a gateway that is in no file is missing, and its rules are shown at an assumed port', () => {
  const istio = istioOf(service('a') + gateway('frond', server(80, 'HTTP', '["*"]')) + http('[b.com]'));
  assert.match(
    textOf(istio, 'gateway-missing'),
    /"default\/front" is no Gateway in these files \(default\/frond\); write default\/frond/,
  );
  const assumed = gatewaysOf(istio)[1]!;
  assert.deepEqual(
    [assumed.listener?.isAssumed, assumed.listener?.port, assumed.hosts.map(({ host }) => host)],
    [true, 80, ['b.com']],
  );
});

test('a Gateway of the Gateway API is none of these', () => {
  assert.deepEqual(
    istioOf('{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g}, spec: {listeners: []}}').entries,
    [],
  );
});
