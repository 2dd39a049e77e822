import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateway, gatewaysOf, istioOf, namesOf, said, server, service, virtualService } from '../istio-of.ts';

const conflicts = (text: string) => said(istioOf(text)).filter((line) => line.includes('server-conflict'));
const http = (name: string, front: string, hosts: string, path: string) =>
  virtualService(
    name,
    `{hosts: ${hosts}, gateways: [${front}], http: [{name: ${name}, match: [{uri: {prefix: ${path}}}], route: [{destination: {host: a}}]}]}`,
  );

test('plain HTTP servers of several Gateways share a port and their virtual hosts', () => {
  const istio = istioOf(
    service('a') +
      gateway('one', server(80, 'HTTP', '["*"]')) +
      gateway('two', server(80, 'HTTP2', '["*"]')) +
      http('x', 'one', '["*"]', '/x') +
      http('w', 'two', '["*"]', '/y') +
      http('z', 'two', '[a.com]', '/z'),
  );
  assert.deepEqual(
    gatewaysOf(istio).map((entry) => entry.hosts.map((one) => [one.host, namesOf(one.http), one.rivals])),
    [0, 1].map(() => [
      ['a.com', ['z'], null],
      ['*', ['x', 'w'], 'merged'],
    ]),
  );
  assert.deepEqual(conflicts(`${gateway('one', server(80, 'HTTP', '["*"]'))}${gateway('two', server(80, 'HTTP', '["*"]'))}`), []);
});

test('a gateway of other pods, another port or another address shares nothing', () => {
  const two = (more: string, port = 80) => gateway('two', server(port, 'HTTP', '["*"]').replace('hosts', `${more}hosts`));
  for (const other of [
    two('', 81),
    two('bind: 10.0.0.1, '),
    gateway('two', server(80, 'HTTP', '["*"]')).replace('ingressgateway', 'other'),
  ]) {
    const istio = istioOf(service('a') + gateway('one', server(80, 'HTTP', '["*"]')) + other + http('x', 'one', '["*"]', '/x'));
    assert.deepEqual(
      gatewaysOf(istio).map(({ hosts }) => hosts.length),
      [1, 0],
    );
  }
});

test('what one port cannot take twice is told', () => {
  const two = (a: string, b: string) => conflicts(gateway('one', a) + gateway('two', b)).length;
  const tls = '{mode: SIMPLE, credentialName: c}';
  assert.equal(two(server(80, 'HTTP', '["*"]'), server(80, 'TCP', '["*"]')), 1);
  assert.equal(two(server(80, 'TCP', '["*"]'), server(80, 'TCP', '["*"]')), 1);
  assert.equal(two(server(443, 'HTTPS', '[a.com]', tls), server(443, 'HTTPS', '[a.com]', tls)), 1);
  assert.equal(two(server(443, 'HTTPS', '[a.com]', tls), server(443, 'TLS', '[b.com]', '{mode: PASSTHROUGH}')), 0);
  assert.equal(two(server(443, 'HTTPS', '[a.com]', tls), server(443, 'HTTP', '[b.com]')), 1);
});

test('HTTPS servers keep their virtual hosts to themselves', () => {
  const tls = '{mode: SIMPLE, credentialName: c}';
  const istio = istioOf(
    service('a') +
      gateway('one', server(443, 'HTTPS', '["*.com"]', tls)) +
      gateway('two', server(443, 'HTTPS', '[a.com]', tls)) +
      http('x', 'two', '[a.com]', '/x'),
  );
  assert.deepEqual(
    gatewaysOf(istio).map(({ hosts }) => hosts.length),
    [0, 1],
  );
});
