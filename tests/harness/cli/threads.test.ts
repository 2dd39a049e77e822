import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { measureInThreads, type ThreadsSetup } from '../../../harness/cli/threads.ts';
import type { Plan } from '../../../harness/model/plan.ts';
import { fakeHost } from '../../cli/command.ts';
import { closedPort, httpServer, tcpServer } from '../drive/loopback-server.ts';
import { planFor } from './thread-plan-for.ts';

const setup = (more: Partial<ThreadsSetup> = {}): ThreadsSetup => ({
  threads: 2,
  client: 'here',
  interrupted: new AbortController().signal,
  host: fakeHost([]).host,
  ...more,
});
const sum = (counts: readonly { readonly count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);

/** Answers `one` and `two` in turn, and calls back at an answer. */
async function answering(onAnswer: (answers: number) => void = () => {}) {
  let answers = 0;
  const server = await tcpServer((socket) =>
    socket.once('data', () => {
      answers += 1;
      onAnswer(answers);
      socket.end(answers % 2 === 0 ? 'two\n' : 'one\n');
    }),
  );
  return `tcp://127.0.0.1:${server.port}`;
}

/** Counts that hold together, and can be saved. */
function assertWhole(tally: Parameters<typeof JSON.stringify>[0]): void {
  const read = parseTally(JSON.stringify(tally), 'threads.json');
  assert.equal(read.sent, sum(read.labels) + sum(read.failures));
}

describe('measureInThreads', { timeout: 60_000 }, () => {
  it('counts every request once, over as many connections as asked, and asks once whether the target is there', async () => {
    let requests = 0;
    const server = await httpServer((_request, response) => response.setHeader('x-version', `v${requests++ % 2}`).end());
    const probe = { method: 'GET', headers: [['Authorization', 'Bearer abc']] as const, body: null, payload: '' };
    const plan = planFor(`http://127.0.0.1:${server.port}`, { probe, requests: 101, connections: 5, warmupRequests: 7 });
    const { tally, overCap } = await measureInThreads(plan, { rule: 'auto' }, setup({ threads: 3 }));
    assert.equal(overCap, false);
    assert.deepEqual([tally.sent, sum(tally.labels), tally.end], [101, 101, 'done']);
    assert.equal(requests, 101 + 7 + 1, 'counted, warm-up and readiness');
    assert.equal(tally.connections.opened, 5);
    assert.equal(tally.order?.connections?.groups, 5);
    assert.equal(tally.order?.streams.length, 3);
    assert.deepEqual(
      tally.order?.clients.map(({ name }) => name),
      ['here'],
    );
    assert.doesNotMatch(JSON.stringify(tally), /abc/);
    assertWhole(tally);
  });

  it('asks nothing of a target that is known to be ready', async () => {
    let answers = 0;
    const target = await answering(() => answers++);
    await measureInThreads(planFor(target, { readyTimeoutMs: 0, freshConnections: true }), { rule: 'auto' }, setup());
    assert.equal(answers, 50);
  });

  it('a target that never answers is no fault, and says why', async () => {
    const target = `tcp://127.0.0.1:${await closedPort()}`;
    const { tally } = await measureInThreads(planFor(target, { readyTimeoutMs: 100 }), { rule: 'auto' }, setup());
    assert.deepEqual([tally.sent, tally.end], [0, 'never-ready']);
    assert.match(tally.endDetail ?? '', /^refused: /);
    assertWhole(tally);
  });

  it('failures are counted as such in every thread', async () => {
    let connections = 0;
    const server = await tcpServer((socket) => {
      connections += 1;
      if (connections % 5 === 0) socket.resetAndDestroy();
      else socket.once('data', () => socket.end('one\n'));
    });
    const plan = planFor(`tcp://127.0.0.1:${server.port}`, { requests: 200, readyTimeoutMs: 0, freshConnections: true });
    const { tally } = await measureInThreads(plan, { rule: 'auto' }, setup({ threads: 4 }));
    assert.deepEqual([sum(tally.labels), sum(tally.failures)], [160, 40]);
    assertWhole(tally);
  });

  it('keeps what there is when it is stopped, at whatever moment', async () => {
    for (const at of [0, 1, 30]) {
      const controller = new AbortController();
      if (at === 0) controller.abort();
      const target = await answering((answers) => answers === at && controller.abort());
      const plan = planFor(target, { requests: 1_000_000, freshConnections: true });
      const { tally } = await measureInThreads(plan, { rule: 'line' }, setup({ interrupted: controller.signal }));
      assert.equal(tally.end, 'stopped');
      assert.ok(tally.sent < 1_000_000 && (at > 1 ? tally.sent >= 29 : true), `${tally.sent}`);
      assertWhole(tally);
    }
  });

  it('is over the label cap when all threads together are', async () => {
    let i = 0;
    // Each thread alone sees three of the six: a connection answers the same for ever.
    const server = await httpServer((request, response) => {
      const socket: { label?: string } = request.socket as never;
      socket.label ??= `v${i++}`;
      response.setHeader('x-version', socket.label).end();
    });
    const plan = planFor(`http://127.0.0.1:${server.port}`, {
      requests: 10_000_000,
      connections: 6,
      labelCap: 5,
      readyTimeoutMs: 0,
    });
    const { tally, overCap } = await measureInThreads(plan, { rule: 'header', name: 'x-version' }, setup({ threads: 2 }));
    assert.equal(overCap, true);
    assert.ok(tally.sent < 10_000_000);
    const enough = { ...plan, requests: 60, labelCap: 12 };
    assert.equal((await measureInThreads(enough, { rule: 'header', name: 'x-version' }, setup())).overCap, false);
  });

  it('is over the label cap when one thread is', async () => {
    let i = 0;
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(`v${i++}\n`)));
    const plan = planFor(`tcp://127.0.0.1:${server.port}`, { requests: 1_000_000, labelCap: 5, freshConnections: true });
    const { overCap } = await measureInThreads(plan, { rule: 'line' }, setup());
    assert.equal(overCap, true);
    assert.ok(i < 2_000);
  });

  it('gives up together when the target has gone', async () => {
    let gone = false;
    let answers = 0;
    const server = await tcpServer((socket) => {
      if (gone) return;
      socket.once('data', () => {
        gone = ++answers >= 100;
        socket.end('one\n');
      });
    });
    const plan: Plan = planFor(`tcp://127.0.0.1:${server.port}`, {
      requests: 1_000_000,
      freshConnections: true,
      timeoutMs: 1000,
    });
    const { tally } = await measureInThreads(plan, { rule: 'auto' }, setup());
    assert.equal(tally.end, 'gave-up');
    assert.ok(sum(tally.labels) >= 90);
    assertWhole(tally);
  });

  it('a rule that the target cannot have is a usage error', async () => {
    await assert.rejects(measureInThreads(planFor('tcp://127.0.0.1:9'), { rule: 'status' }, setup()), { name: 'UsageError' });
  });

  it('a thread that throws is a fault, whatever the others do', async () => {
    const code = `import { workerData, parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'loaded' });
      parentPort.on('message', () => { if (workerData.work.thread === 1) throw new TypeError('a bug'); });`;
    const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const plan = planFor('tcp://127.0.0.1:9', { readyTimeoutMs: 0 });
    await assert.rejects(measureInThreads(plan, { rule: 'auto' }, setup({ threads: 3, entry })), /^TypeError: a bug$/);
  });

  it('nobody counts before all are warm', async () => {
    // Thread 1 is warm later than thread 0, and leaves a mark in the memory they share; thread 0 looks for it when it may count.
    const code = `import { workerData, parentPort } from 'node:worker_threads';
      const { thread, counters } = workerData.work;
      const mark = new Float64Array(counters);
      parentPort.postMessage({ kind: 'loaded' });
      const warm = () => { if (thread === 1) mark[0] = 1; parentPort.postMessage({ kind: 'warm' }); };
      parentPort.on('message', (order) => {
        if (order === 'go') setTimeout(warm, 50 * thread);
        else if (thread === 0) throw new Error(order + (mark[0] === 1 ? ' after all' : ' too early'));
      });`;
    const entry = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const plan = planFor('tcp://127.0.0.1:9', { readyTimeoutMs: 0 });
    await assert.rejects(measureInThreads(plan, { rule: 'auto' }, setup({ entry })), /^Error: count after all$/);
  });

  it('a thread that cannot start is a fault, also while the target is waited for', async () => {
    const target = `tcp://127.0.0.1:${await closedPort()}`;
    const entry = new URL(`data:text/javascript,${encodeURIComponent(`throw new TypeError('a bug')`)}`);
    const plan = planFor(target, { readyTimeoutMs: 60_000 });
    await assert.rejects(measureInThreads(plan, { rule: 'auto' }, setup({ entry })), /^TypeError: a bug$/);
  });

  for (const isTTY of [true, false])
    it(`shows the progress of all threads ${isTTY ? 'on a terminal' : 'in a log'}`, async () => {
      const { host, stderr } = fakeHost([]);
      Object.assign(stderr, { isTTY });
      const controller = new AbortController();
      const seen = isTTY
        ? /one +- +\d+\.\d %/
        : /weighing: [1-9][\d,]* of 1,000,000 answers, [\d.,]+\/s, one \d+\.\d %, two \d+\.\d %\n/;
      const target = await answering((answers) => answers % 20 === 0 && seen.test(stderr.text) && controller.abort());
      const plan = planFor(target, { requests: 1_000_000, freshConnections: true });
      const { tally } = await measureInThreads(plan, { rule: 'auto' }, setup({ host, interrupted: controller.signal }));
      assert.equal(tally.end, 'stopped');
    });
});
