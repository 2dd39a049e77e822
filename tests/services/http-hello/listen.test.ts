import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { listen } from '../../../services/http-hello/listen.ts';

// TEST-NET-2 (RFC 5737): an address that no machine should have.
const NOWHERE = '198.51.100.254';

test('an address this machine lacks gives way to the next one', async () => {
  const server = createServer();
  assert.match(await listen(server, 0, [NOWHERE, '127.0.0.1']), /^127\.0\.0\.1:\d+$/);
  server.close();
});

test('the last address has no way out, and a taken port is never dodged', async () => {
  await assert.rejects(listen(createServer(), 0, [NOWHERE]), { code: 'EADDRNOTAVAIL' });
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await assert.rejects(listen(createServer(), port, ['127.0.0.1', '0.0.0.0']), { code: 'EADDRINUSE' });
  holder.close();
});
