import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostHeader, serverName } from '../../../harness/drive/host-name.ts';
import { planFor } from './rehearsal.ts';

const rows: [scheme: 'http' | 'https', host: string, port: number, asked: string | null, header: string, name: string][] = [
  ['http', 'shop.example', 80, null, 'shop.example', 'shop.example'],
  ['http', 'shop.example', 443, null, 'shop.example:443', 'shop.example'],
  ['https', 'shop.example', 443, null, 'shop.example', 'shop.example'],
  ['https', 'shop.example', 80, null, 'shop.example:80', 'shop.example'],
  ['https', '10.0.0.1', 8443, null, '10.0.0.1:8443', ''],
  ['https', '::1', 443, null, '[::1]', ''],
  ['http', '::1', 8080, null, '[::1]:8080', ''],
  ['http', 'fe80::1%eth0', 8080, null, '[fe80::1]:8080', ''],
  ['https', '10.0.0.1', 8443, 'shop.example', 'shop.example', 'shop.example'],
  ['https', '10.0.0.1', 8443, 'shop.example:99', 'shop.example:99', 'shop.example'],
  ['https', 'shop.example', 8443, '[::1]:99', '[::1]:99', ''],
  ['https', 'shop.example', 8443, '10.0.0.1', '10.0.0.1', ''],
];

for (const [scheme, host, port, asked, header, name] of rows) {
  test(`${scheme}, ${host}, port ${port}, Host ${asked ?? 'not given'}`, () => {
    const plan = planFor({ scheme, host, port }, {}, asked === null ? {} : { headers: [['hOSt', asked]] });
    assert.equal(hostHeader(plan), header);
    assert.equal(serverName(plan), name);
  });
}
