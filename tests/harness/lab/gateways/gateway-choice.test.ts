import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GATEWAY_CHOICES, parseGatewayChoice } from '../../../../harness/lab/gateways/gateway-choice.ts';
import { GATEWAY_KINDS } from '../../../../harness/lab/gateways/gateway-kind.ts';

test('the names are closed', () => {
  assert.deepEqual(GATEWAY_CHOICES, [
    'envoy',
    'nginx',
    'nginx:split_clients',
    'nginx:random',
    'nginx:rotation',
    'haproxy',
    'haproxy:random',
    'haproxy:rotation',
  ]);
});

test('a plain name means its first way of splitting', () => {
  assert.deepEqual(parseGatewayChoice('envoy'), { kind: 'envoy', options: {} });
  assert.deepEqual(parseGatewayChoice('nginx'), parseGatewayChoice('nginx:split_clients'));
  assert.deepEqual(parseGatewayChoice('haproxy'), parseGatewayChoice('haproxy:random'));
  for (const kind of GATEWAY_KINDS) assert.equal(parseGatewayChoice(kind).kind, kind);
});

test('every way of splitting is asked for by its name', () => {
  assert.deepEqual(parseGatewayChoice('nginx:rotation').options, { nginxBalance: 'rotation' });
  assert.deepEqual(parseGatewayChoice('nginx:random').options, { nginxBalance: 'random' });
  assert.deepEqual(parseGatewayChoice('haproxy:rotation').options, { haproxyBalance: 'rotation' });
});

test('anything else is refused with the list', () => {
  for (const text of [
    '',
    'nginx:',
    ':',
    'envoy:random',
    'haproxy:split_clients',
    'NGINX',
    'nginx:rotation:',
    ' nginx',
    '__proto__',
  ])
    assert.throws(() => parseGatewayChoice(text), /RangeError: ".*" is no gateway; there are envoy, nginx, nginx:split_clients,/);
  fc.assert(
    fc.property(fc.string(), (text) => {
      if ((GATEWAY_CHOICES as readonly string[]).includes(text)) return;
      assert.throws(() => parseGatewayChoice(text), RangeError);
    }),
  );
});
