import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startThread } from '../../../harness/cli/thread.ts';
import { sharedCounters } from '../../../harness/cli/thread-counters.ts';
import type { ThreadWork } from '../../../harness/cli/thread-messages.ts';
import { tcpServer } from '../drive/loopback-server.ts';
import { planFor } from './thread-plan-for.ts';

const work = (target: string, changes: Partial<ThreadWork['plan']> = {}): ThreadWork => ({
  thread: 0,
  plan: planFor(target, { readyTimeoutMs: 0, freshConnections: true, ...changes }),
  groupBy: { rule: 'auto' },
  client: 'here',
  counters: sharedCounters(1),
});
const nobody = { version: () => {}, overCap: () => {} };
const module = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

describe('a thread', { timeout: 30_000 }, () => {
  it('sends nothing before go, then reports its part and the labels it meets', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('one\n')));
    const labels: string[] = [];
    const thread = startThread(work(`tcp://127.0.0.1:${server.port}`), { ...nobody, version: (label) => labels.push(label) });
    await thread.loaded;
    assert.equal(server.accepted(), 0);
    thread.tell('go');
    await thread.warm;
    assert.equal(server.accepted(), 0);
    thread.tell('count');
    const { tally, beginMs, endMs } = await thread.part;
    assert.deepEqual([tally.sent, tally.end, server.accepted()], [50, 'done', 50]);
    assert.deepEqual(labels, ['one']);
    assert.ok(beginMs <= endMs);
    await thread.close();
  });

  it('stopped before it begins has sent nothing', async () => {
    const server = await tcpServer(() => {});
    const thread = startThread(work(`tcp://127.0.0.1:${server.port}`), nobody);
    thread.tell('stop');
    thread.tell('go');
    const { tally } = await thread.part;
    assert.deepEqual([tally.sent, tally.end], [0, 'stopped']);
    await thread.close();
  });

  it('tells at once that it is over the label cap, and stops', async () => {
    let i = 0;
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(`v${i++}\n`)));
    let overCap = 0;
    const plan = { labelCap: 5, requests: 1_000_000 };
    const thread = startThread(work(`tcp://127.0.0.1:${server.port}`, plan), { ...nobody, overCap: () => overCap++ });
    thread.tell('go');
    thread.tell('count');
    assert.equal((await thread.part).tally.end, 'stopped');
    assert.equal(overCap, 1);
    await thread.close();
  });

  for (const [what, code, message] of [
    ['throws', `throw new TypeError('a bug')`, /^TypeError: a bug$/],
    ['breaks a promise', `await 0; Promise.reject(new Error('a promise')); setInterval(() => {}, 1000)`, /a promise/],
    ['ends without a word', '', /thread 1 ended with 0 before it reported/],
    ['leaves', `process.exit(3)`, /thread 1 ended with 3 before it reported/],
    ['cannot be loaded', `import './missing.js'`, /missing/],
  ] as const)
    it(`that ${what} is an error for whoever waits`, async () => {
      const thread = startThread(work('tcp://127.0.0.1:9'), nobody, module(code));
      await assert.rejects(thread.loaded, (error) => message.test(String(error)));
      await assert.rejects(thread.warm, (error) => message.test(String(error)));
      await assert.rejects(thread.part, (error) => message.test(String(error)));
      await thread.close();
    });
});
