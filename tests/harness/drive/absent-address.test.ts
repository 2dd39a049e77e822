import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { isAbsent } from '../../../harness/drive/absent-address.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));

test('the IPv6 loopback address is absent where no interface has it', async () => {
  assert.equal(await isAbsent('::1'), !hasIpv6);
});

test('no other address is ever called absent: it is there, or it is somebody else’s', async () => {
  for (const address of ['127.0.0.1', '127.9.9.9', '192.0.2.1', '2001:db8::1', '', 'a.name'])
    assert.equal(await isAbsent(address), false, address);
});
