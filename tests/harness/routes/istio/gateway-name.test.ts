import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewayName } from '../../../../harness/routes/istio/gateway-name.ts';

test('names of gateways are completed with a namespace', () => {
  assert.equal(gatewayName('mesh', 'ns'), 'mesh');
  assert.equal(gatewayName('front', 'ns'), 'ns/front');
  assert.equal(gatewayName('./front', 'ns'), 'ns/front');
  assert.equal(gatewayName('other/front', 'ns'), 'other/front');
  assert.equal(gatewayName('other/mesh', 'ns'), 'other/mesh');
  assert.equal(gatewayName('front.other', 'ns'), 'other/front');
  assert.equal(gatewayName('front.other.svc.cluster.local', 'ns'), 'other/front');
  assert.equal(gatewayName('', 'ns'), 'ns/');
});
