import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type DriveCounters, newCounters } from '../../../harness/drive/control.ts';
import { drive } from '../../../harness/drive/drive.ts';
import { closedPort, httpServer, type LoopbackServer, listening, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

/** A server that answers every request of a scheme, and one that takes requests and never answers. */
const SERVERS: Record<'tcp' | 'http', { answering: () => Promise<LoopbackServer>; silent: () => Promise<LoopbackServer> }> = {
  tcp: { answering: () => tcpServer(echo), silent: () => tcpServer(swallow) },
  http: { answering: () => httpServer((_request, response) => response.end('hello')), silent: () => httpServer(() => {}) },
};

function echo(socket: Socket): void {
  socket.on('data', (data) => socket.write(data));
}

function swallow(socket: Socket): void {
  socket.resume();
}

for (const scheme of ['tcp', 'http'] as const) {
  const { answering, silent } = SERVERS[scheme];

  test(`${scheme}: the first answer to the probe begins the count and is not counted`, async () => {
    const server = await answering();
    const plan = planFor({ scheme, port: server.port }, { readyTimeoutMs: 5_000, freshConnections: true });
    const { end } = await rehearse(plan);
    assert.equal(end.reason, 'done');
    assert.equal(end.sent, 4);
    assert.equal(end.connectionsOpened, 4);
    assert.equal(end.lastError, null);
    assert.equal(server.accepted(), 5);
  });

  test(`${scheme}: a target that refuses is never ready, and the last error says why`, async () => {
    const startMs = performance.now();
    const { end, failures } = await rehearse(planFor({ scheme, port: await closedPort() }, { readyTimeoutMs: 300 }));
    assert.equal(end.reason, 'never-ready');
    assert.equal(end.lastError!.kind, 'refused');
    assert.match(end.lastError!.detail, /ECONNREFUSED/);
    assert.deepEqual([end.sent, end.connectionsOpened, end.elapsedMs, failures.length], [0, 0, 0, 0]);
    assert.ok(performance.now() - startMs >= 290);
  });

  test(`${scheme}: a target that never answers is never ready within the limit, whatever the time-out`, async () => {
    const server = await silent();
    const { end } = await rehearse(planFor({ scheme, port: server.port }, { readyTimeoutMs: 200, timeoutMs: 60_000 }));
    assert.equal(end.reason, 'never-ready');
    assert.equal(end.lastError!.kind, 'timeout');
  });

  test(`${scheme}: a target that comes up late is waited for`, async () => {
    const port = await closedPort();
    const plan = planFor({ scheme, port }, { readyTimeoutMs: 30_000 });
    const driven = rehearse(plan);
    await lateServer(port, scheme === 'tcp' ? echo : httpHello);
    const { end } = await driven;
    assert.equal(end.reason, 'done');
    assert.equal(end.sent, 4);
  });

  test(`${scheme}: warm-up requests reach the target and nobody else`, async () => {
    const server = await answering();
    const plan = planFor({ scheme, port: server.port }, { warmupRequests: 7, freshConnections: true });
    const { end, answers } = await rehearse(plan);
    assert.equal(end.sent, 4);
    assert.equal(answers.length, 4);
    assert.equal(server.accepted(), 11);
    assert.equal(end.connectionsOpened, 11);
  });

  test(`${scheme}: an abort before the start sends nothing`, async () => {
    const server = await answering();
    for (const readyTimeoutMs of [0, 5_000]) {
      const plan = planFor({ scheme, port: server.port }, { readyTimeoutMs });
      const { end } = await rehearse(plan, { signal: AbortSignal.abort() });
      assert.deepEqual([end.reason, end.sent], ['stopped', 0]);
    }
    assert.equal(server.accepted(), 0);
  });

  test(`${scheme}: an abort ends the wait for readiness`, async () => {
    const server = await silent();
    const abort = new AbortController();
    const driven = rehearse(planFor({ scheme, port: server.port }, { readyTimeoutMs: 60_000, timeoutMs: 60_000 }), {
      signal: abort.signal,
    });
    await until(() => server.accepted() > 0);
    abort.abort();
    const { end } = await driven;
    assert.deepEqual([end.reason, end.sent], ['stopped', 0]);
  });

  test(`${scheme}: an abort in the middle keeps every request that was sent`, async () => {
    const server = await answering();
    const abort = new AbortController();
    let outcomes = 0;
    const plan = planFor({ scheme, port: server.port }, { requests: 1_000_000, connections: 8 });
    const { end, failures } = await rehearse(plan, { signal: abort.signal }, () => ++outcomes === 500 && abort.abort());
    assert.equal(end.reason, 'stopped');
    assert.ok(end.sent >= 500 && end.sent <= 508, `${end.sent} sent`);
    assert.deepEqual(kindsOf(failures), {});
  });

  test(`${scheme}: an abort hands over what never gets an answer as interrupted`, async () => {
    const server = await silent();
    const abort = new AbortController();
    const plan = planFor({ scheme, port: server.port }, { requests: 100, connections: 5, timeoutMs: 60_000 });
    const driven = rehearse(plan, { signal: abort.signal });
    await until(() => server.accepted() === 5);
    abort.abort();
    const { end, failures } = await driven;
    assert.deepEqual([end.reason, end.sent], ['stopped', 5]);
    assert.deepEqual(kindsOf(failures), { interrupted: 5 });
  });

  test(`${scheme}: a duration ends the sending, and what is under way is waited for`, async () => {
    const server = await answering();
    const { end, failures } = await rehearse(planFor({ scheme, port: server.port }, { requests: 1_000_000, durationMs: 100 }));
    assert.equal(end.reason, 'duration');
    assert.ok(end.sent > 0 && end.elapsedMs >= 100);
    assert.deepEqual(kindsOf(failures), {});
  });

  test(`${scheme}: what the sink throws ends the drive and closes the connections`, async () => {
    const server = await answering();
    let calls = 0;
    const sink = {
      answer() {
        calls++;
        throw new Error('the sink is full');
      },
      failure() {},
      closed() {
        calls++;
      },
    };
    const plan = planFor({ scheme, port: server.port }, { requests: 1_000, connections: 4 });
    const control = { signal: new AbortController().signal, nowMs: () => performance.now() };
    await assert.rejects(drive(plan, sink, control), /the sink is full/);
    assert.equal(calls, 1);
  });

  test(`${scheme}: gives up when nothing but failures comes`, async () => {
    const port = await closedPort();
    let clockMs = 0;
    const plan = planFor({ scheme, port }, { requests: 1_000_000, connections: 4 });
    const { end, failures } = await rehearse(plan, { nowMs: () => (clockMs += 10) });
    assert.equal(end.reason, 'gave-up');
    assert.ok(end.sent < 1_000, `${end.sent} sent`);
    assert.ok((kindsOf(failures).refused ?? 0) >= 4);
  });

  test(`${scheme}: does not give up while another driver of the run still gets answers`, async () => {
    const port = await closedPort();
    let clockMs = 0;
    let asked = 0;
    const plan = planFor({ scheme, port }, { requests: 1_000_000, connections: 4 });
    const mayGiveUp = (): boolean => ++asked > 200;
    const { end } = await rehearse(plan, { nowMs: () => (clockMs += 10), mayGiveUp });
    assert.equal(end.reason, 'gave-up');
    assert.equal(asked, 201);
    assert.ok(end.sent > 200, `${end.sent} sent`);
  });

  test(`${scheme}: waits between warm-up and count when it is told to`, async () => {
    let served = 0;
    let servedBefore = -1;
    const server =
      scheme === 'tcp'
        ? await tcpServer((socket) => socket.on('data', (data) => ++served && socket.write(data)))
        : await httpServer((_request, response) => ++served && response.end());
    const beforeCounting = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      servedBefore = served;
    };
    const plan = planFor({ scheme, port: server.port }, { requests: 6, warmupRequests: 9 });
    const { end } = await rehearse(plan, { beforeCounting });
    assert.deepEqual([end.reason, end.sent, servedBefore], ['done', 6, 9]);
  });

  test(`${scheme}: in the open loop latency counts from the intended time`, async () => {
    const held: (() => void)[] = [];
    let isOpen = false;
    const hold = (answer: () => void): unknown => (isOpen ? answer() : held.push(answer));
    const server =
      scheme === 'tcp'
        ? await tcpServer((socket) => socket.on('data', (data) => hold(() => socket.write(data))))
        : await httpServer((_request, response) => hold(() => response.end()));
    const counters = newCounters();
    const startMs = performance.now();
    const driven = rehearse(planFor({ scheme, port: server.port }, { requests: 40, connections: 2, ratePerSecond: 200 }), {
      counters,
    });
    await until(() => held.length === 2 && performance.now() - startMs > 400);
    assert.equal(counters.underWay, 2);
    const openedMs = performance.now();
    isOpen = true;
    for (const answer of held) answer();
    const { end, answers } = await driven;
    assert.equal(answers.length, 40);
    // The last request was due after 195 ms, so none that waited for the server can have been answered before it woke up.
    const latestStartMs = performance.now() - end.elapsedMs;
    for (const { index, latencyMs } of answers) {
      const leastMs = openedMs - latestStartMs - index * 5;
      assert.ok(latencyMs >= leastMs, `request ${index}: ${latencyMs} ms, at least ${leastMs} ms expected`);
    }
    assert.ok(end.elapsedMs >= 195);
  });

  test(`${scheme}: sends at the rate asked for and over all connections`, async () => {
    const server = await answering();
    const plan = planFor({ scheme, port: server.port }, { requests: 40, connections: 4, ratePerSecond: 200 });
    const { end, answers } = await rehearse(plan);
    assert.ok(end.elapsedMs >= 195, `${end.elapsedMs} ms`);
    assert.equal(answers.length, 40);
    assert.equal(new Set(answers.map((a) => a.connection)).size, scheme === 'tcp' ? 40 : 4);
  });
}

test('the counters tell the phase and every outcome', async () => {
  const server = await tcpServer(echo);
  const counters = newCounters();
  const seen: DriveCounters[] = [];
  const plan = planFor({ scheme: 'tcp', port: server.port }, { connections: 1, warmupRequests: 2, readyTimeoutMs: 1_000 });
  assert.equal(counters.phase, 'waiting');
  await rehearse(plan, { counters }, () => seen.push({ ...counters }));
  assert.deepEqual(
    seen.map((c) => [c.phase, c.sent, c.answered, c.underWay]),
    [1, 2, 3, 4].map((n) => ['counting', n, n, 0]),
  );
});

test('more connections than requests open no more than there are requests', async () => {
  const server = await tcpServer(echo);
  const { end } = await rehearse(planFor({ scheme: 'tcp', port: server.port }, { requests: 3, connections: 1_000 }));
  assert.deepEqual([end.sent, server.accepted()], [3, 3]);
});

test('a probe that cannot be sent is refused before any traffic', async () => {
  const server = await tcpServer(echo);
  const plan = planFor({ scheme: 'http', port: server.port }, {}, { headers: [['Transfer-Encoding', 'chunked']] });
  await assert.rejects(rehearse(plan), /Transfer-Encoding/);
  assert.equal(server.accepted(), 0);
});

function httpHello(socket: Socket): void {
  socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'));
}

/** Starts a server on a given port once the driver has had the time for a refused probe or two. */
async function lateServer(port: number, onConnection: (socket: Socket) => void): Promise<LoopbackServer> {
  await delay(120);
  const server = createServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  return await listening(server, '127.0.0.1', port);
}

/** Waits, turn by turn of the event loop, until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(1);
}
