import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { parseBackend } from '../../../services/http-hello/backend-address.ts';
import { callBackend } from '../../../services/http-hello/call-backend.ts';

const call = (address: string, budgetMs: number, clientGone = new AbortController().signal) =>
  callBackend(
    { backend: parseBackend(address), target: '/hello/eric', headers: {}, budgetMs, clientGone, name: 'eric' },
    new Agent(),
  );

test('without time or without a client nobody is called', async () => {
  const server = createServer(() => assert.fail('called')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  assert.deepEqual(await call(address, 0), { line: `(${address} failed: timeout, no time left)`, failure: 504 });
  assert.deepEqual(await call(address, 1_000, AbortSignal.abort()), {
    line: `(${address} failed: the client went away)`,
    failure: 502,
  });
  server.close();
});

test('the backend is told nine tenths of the time that is left', async () => {
  const server = createServer((request, response) => response.end(String(request.headers['x-hello-timeout-ms']))).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const hop = await call(`127.0.0.1:${(server.address() as AddressInfo).port}`, 5_000);
  assert.deepEqual(hop, { line: '4500', failure: null });
  server.close();
});
