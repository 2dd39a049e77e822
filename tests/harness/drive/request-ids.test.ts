import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { Plan } from '../../../harness/model/plan.ts';
import { planFor, rehearse } from './rehearsal.ts';

/** Drives a plan at a server that keeps the ids it was sent; null for a request without one. */
async function idsOf(t: TestContext, changes: Partial<Plan>, onRequest = (_request: IncomingMessage): void => {}) {
  const ids: (string | null)[] = [];
  const server = createServer((request, response) => {
    onRequest(request);
    ids.push(request.headersDistinct['x-weighbridge-id']?.join(' & ') ?? null);
    response.end('x');
  });
  t.after(() => server.close().closeAllConnections());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { answers, failures } = await rehearse(planFor({ scheme: 'http', port }, changes));
  return { ids, answers, failures };
}

const named = (run: string, count: number) => Array.from({ length: count }, (_, index) => `${run}-${index}`).sort();

for (const freshConnections of [false, true]) {
  test(`every counted request has its own id, warm-up and readiness none (${freshConnections ? 'new' : 'kept'} connections)`, async (t) => {
    const { ids, answers } = await idsOf(t, {
      requests: 30,
      connections: 3,
      warmupRequests: 5,
      readyTimeoutMs: 1_000,
      freshConnections,
      requestIds: 'run',
    });
    assert.equal(answers.length, 30);
    assert.deepEqual(ids.slice(0, 6), Array(6).fill(null));
    assert.deepEqual(ids.slice(6).sort(), named('run', 30));
  });
}

test('no id unless asked for', async (t) => {
  for (const changes of [{}, { requestIds: null }]) {
    const { ids } = await idsOf(t, { requests: 4, ...changes });
    assert.deepEqual(ids, [null, null, null, null]);
  }
});

test('a request that moves to a new connection keeps its id', async (t) => {
  // The server ends every connection after an answer without saying so beforehand.
  const { ids, answers } = await idsOf(t, { requests: 20, connections: 1, requestIds: 'run' }, ({ socket }) => {
    setImmediate(() => socket.end());
  });
  // What was written to a closing connection may be lost; what came has the id of its place.
  for (const { index } of answers) assert.ok(ids.includes(`run-${index}`), `run-${index}`);
  assert.equal(new Set(ids).size, ids.length);
});
