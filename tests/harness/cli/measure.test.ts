import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measure } from '../../../harness/cli/measure.ts';
import { parseTarget } from '../../../harness/expect/target.ts';
import type { Plan } from '../../../harness/model/plan.ts';
import { fakeHost } from '../../cli/command.ts';
import { httpServer, tcpServer } from '../drive/loopback-server.ts';

const planFor = (target: string, changes: Partial<Plan> = {}): Plan => ({
  target: parseTarget(target),
  probe: { method: 'GET', headers: [], body: null, payload: 'x\n' },
  connectTo: null,
  tls: { caPem: null, certPem: null, keyPem: null, insecure: false },
  requests: 50,
  durationMs: null,
  ratePerSecond: null,
  connections: 4,
  freshConnections: true,
  timeoutMs: 2000,
  readyTimeoutMs: 2000,
  warmupRequests: 0,
  labelCap: 64,
  ...changes,
});
const never = new AbortController().signal;

describe('measure', () => {
  it('counts every request once and never a secret', async () => {
    let i = 0;
    const server = await httpServer((_request, response) => response.setHeader('x-version', `v${i++ % 2}`).end());
    const probe = { method: 'GET', headers: [['Authorization', 'Bearer abc']] as const, body: null, payload: '' };
    const plan = planFor(`http://127.0.0.1:${server.port}`, { probe });
    const tally = await measure(plan, { rule: 'auto' }, never, fakeHost([]).host);
    assert.equal(tally.sent, 50);
    assert.equal(
      tally.labels.reduce((sum, { count }) => sum + count, 0),
      50,
    );
    assert.deepEqual([tally.end, tally.endDetail, tally.gate], ['done', null, null]);
    assert.doesNotMatch(JSON.stringify(tally), /abc/);
  });

  it('stops at the label cap and says which rule was too fine', async () => {
    let i = 0;
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(`${i++}\n`)));
    const plan = planFor(`tcp://127.0.0.1:${server.port}`, { requests: 10_000, labelCap: 5 });
    await assert.rejects(measure(plan, { rule: 'line' }, never, fakeHost([]).host), {
      name: 'UsageError',
      message: /--group-by line: more than 5 different answers/,
    });
    assert.ok(i < 200);
  });

  it('keeps what there is when it is stopped', async () => {
    const controller = new AbortController();
    let i = 0;
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        i += 1;
        if (i === 30) controller.abort();
        socket.end('one\n');
      }),
    );
    const tally = await measure(
      planFor(`tcp://127.0.0.1:${server.port}`, { requests: 1_000_000 }),
      { rule: 'line' },
      controller.signal,
      fakeHost([]).host,
    );
    assert.equal(tally.end, 'stopped');
    assert.ok(tally.sent >= 29 && tally.sent < 200);
  });
});
