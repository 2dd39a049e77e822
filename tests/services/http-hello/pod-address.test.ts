import assert from 'node:assert/strict';
import type { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { podAddress } from '../../../services/http-hello/pod-address.ts';

const row = (address: string, family: 'IPv4' | 'IPv6', internal: boolean) =>
  ({ address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 }) as NonNullable<
    ReturnType<typeof networkInterfaces>['x']
  >[number];

test('the first IPv4 address that is not internal', () => {
  const lo = [row('127.0.0.1', 'IPv4', true)];
  const eth0 = [row('fd00::2', 'IPv6', false), row('10.1.2.3', 'IPv4', false), row('10.9.9.9', 'IPv4', false)];
  assert.equal(podAddress({ lo, eth0 }), '10.1.2.3');
  assert.equal(podAddress({ lo, gone: undefined }), '127.0.0.1');
  assert.equal(podAddress({}), '127.0.0.1');
});
