import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { tcpTransport } from '../../../harness/drive/tcp.ts';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';
import { closedPort, listening, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

/** Answers every connection with the same bytes after its first data, then does what `after` says. */
function answering(bytes: string | Buffer, after: (socket: Socket) => void = () => {}) {
  return (socket: Socket) => socket.once('data', () => socket.write(bytes, () => after(socket)));
}

const echo = (socket: Socket): unknown => socket.on('data', (data) => socket.write(Buffer.concat([Buffer.from('hello '), data])));

/** What one answering server makes of four requests. */
async function answersOf(onConnection: (socket: Socket) => void, timeoutMs = 5_000) {
  const server = await tcpServer(onConnection);
  return await rehearse(planFor({ scheme: 'tcp', port: server.port }, { timeoutMs }));
}

test('sends the payload over one connection per request and hands over the first line', async () => {
  const server = await tcpServer(echo);
  const { end, answers } = await rehearse(planFor({ scheme: 'tcp', port: server.port }, { requests: 10 }));
  assert.deepEqual(
    answers.map(({ status, headers, body }) => [status, headers, body.toString()]),
    Array(10).fill([0, [], 'hello world']),
  );
  assert.equal(server.accepted(), 10);
  assert.equal(end.connectionsOpened, 10);
  assert.deepEqual(
    answers.map((a) => a.connection).sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
});

test('takes the first line only, without its line break', async () => {
  for (const [sent, line] of [
    ['one\ntwo\nthree\n', 'one'],
    ['one\r\n', 'one'],
    ['one\r\r\n', 'one\r'],
    ['\n', ''],
    ['\r\n', ''],
    [' one \n', ' one '],
  ] as const) {
    const { answers } = await answersOf(answering(sent));
    assert.deepEqual(new Set(answers.map((a) => a.body.toString())), new Set([line]), JSON.stringify(sent));
    assert.equal(answers.length, 4);
  }
});

test('takes what came before the FIN as the line when there is no newline', async () => {
  const { answers } = await answersOf(answering('one', (socket) => socket.end()));
  assert.deepEqual(
    answers.map((a) => a.body.toString()),
    Array(4).fill('one'),
  );
});

test('hands over any bytes as they are', async () => {
  const server = await tcpServer((socket) => {
    socket.on('data', (data) => socket.write(Buffer.concat([Buffer.from(data.toString().trim(), 'hex'), Buffer.from('\n')])));
  });
  const line = fc.uint8Array({ maxLength: 300 }).filter((bytes) => !bytes.includes(10) && bytes.at(-1) !== 13);
  await fc.assert(
    fc.asyncProperty(line, async (bytes) => {
      const payload = `${Buffer.from(bytes).toString('hex')}\n`;
      const { answers } = await rehearse(planFor({ scheme: 'tcp', port: server.port }, { requests: 1 }, { payload }));
      assert.deepEqual(answers[0]!.body, Buffer.from(bytes));
    }),
    { seed: 1, numRuns: 50 },
  );
});

test('puts a line together from any pieces', async () => {
  const text = `${'x'.repeat(9_000)} end`;
  const { answers } = await answersOf((socket) => {
    let at = 0;
    const step = (): void => {
      if (at > text.length) return;
      const piece = text.slice(at, at + 4_097);
      at += 4_097;
      socket.write(at > text.length ? `${piece}\nmore` : piece, step);
    };
    socket.once('data', step);
  });
  assert.ok(answers.every((a) => a.body.toString() === text));
});

test('waits for nobody’s FIN: of a peer that never closes, goes on for ever, or has closed its half and waits for ours', async () => {
  const garbage = Buffer.alloc(65_536, 'x\n');
  const goOn = (socket: Socket): void => {
    while (!socket.destroyed && socket.write(garbage));
    socket.once('drain', () => goOn(socket));
  };
  const halfOpen = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('one\n'));
  });
  const servers = [await tcpServer(answering('one\n')), await tcpServer(answering('one\n', goOn)), await listening(halfOpen)];
  for (const { port } of servers) {
    // Five rounds in each of which waiting for the peer would cost the whole time-out.
    const plan = planFor({ scheme: 'tcp', port }, { requests: 100, connections: 20, timeoutMs: 20_000 });
    const { end, answers, failures } = await rehearse(plan);
    assert.deepEqual([answers.length, failures.length, end.connectionsOpened], [100, 0, 100]);
    assert.ok(answers.every(({ body }) => body.toString() === 'one'));
    assert.ok(end.elapsedMs < 20_000, `${end.elapsedMs} ms`);
  }
});

test('lets go of every connection by a reset, which the peer sees', async () => {
  let ends = 0;
  let resets = 0;
  const server = await listening(
    createServer((socket) => {
      socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resets++ : 0));
      socket.on('end', () => ends++);
      socket.once('data', () => socket.write('one\n'));
    }),
  );
  await rehearse(planFor({ scheme: 'tcp', port: server.port }, { requests: 20 }));
  while (resets + ends < 20) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([resets, ends], [20, 0]);
});

test('keeps 64 KiB of a line that never ends', async () => {
  const { answers } = await answersOf(answering(Buffer.alloc(10_000_000, 'x')));
  assert.deepEqual(
    answers.map((a) => a.body.length),
    Array(4).fill(MAX_ANSWER_BYTES),
  );
});

for (const [what, behaviour, kind, detail] of [
  ['a peer that never answers', () => {}, 'timeout', 'no answer within 60 ms'],
  ['a peer that closes without a word', (s: Socket) => s.once('data', () => s.end()), 'closed', /closed/],
  ['a peer that closes at once', (s: Socket) => s.end(), 'closed', /closed/],
  ['a peer that resets', (s: Socket) => s.once('data', () => s.resetAndDestroy()), 'reset', /ECONNRESET/],
  ['a peer that resets within a line', answering('hel', (s) => s.resetAndDestroy()), 'reset', /ECONNRESET/],
  ['a peer that stops within a line', answering('hel'), 'timeout', 'no complete answer within 60 ms'],
] as const) {
  test(`names the failure of ${what}`, async () => {
    const { answers, failures } = await answersOf(behaviour, 60);
    assert.equal(answers.length, 0);
    assert.deepEqual(kindsOf(failures), { [kind]: 4 });
    for (const failure of failures) {
      if (typeof detail === 'string') assert.equal(failure.detail, detail);
      else assert.match(failure.detail, detail);
    }
  });
}

test('a line that drips in for ever runs into the time limit', async () => {
  const { failures } = await answersOf((socket) => {
    const drip = setInterval(() => socket.write('x'), 5);
    socket.on('close', () => clearInterval(drip));
  }, 100);
  assert.deepEqual(kindsOf(failures), { timeout: 4 });
});

test('names a refused connection', async () => {
  const { failures } = await rehearse(planFor({ scheme: 'tcp', port: await closedPort() }));
  assert.deepEqual(kindsOf(failures), { refused: 4 });
  assert.match(failures[0]!.detail, /^connect ECONNREFUSED 127\.0\.0\.1:\d+$/);
});

test('names a host that cannot be found', async () => {
  const plan = planFor({ scheme: 'tcp', host: 'nowhere.test', port: 9 });
  const kind = await new Promise((resolve) => {
    const transport = tcpTransport(plan, (_host, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.test'), { code: 'ENOTFOUND' }), '', 0),
    );
    transport.openLane({ answered: () => resolve('answered'), failed: (reason) => resolve(reason.kind) }).send();
  });
  assert.equal(kind, 'dns');
});

test('reaches IPv6 addresses and host names', async (t) => {
  const server = await tcpServer(echo, '::1').catch(() => null);
  if (server === null) return t.skip('IPv6 is off on this machine');
  const { answers } = await rehearse(planFor({ scheme: 'tcp', host: '::1', port: server.port }));
  assert.equal(answers.length, 4);
});

test('falls back to the next address of a name', async () => {
  const server = await tcpServer(echo, '127.0.0.1');
  const { end, answers } = await rehearse(planFor({ scheme: 'tcp', host: 'localhost', port: server.port }, { requests: 40 }));
  assert.deepEqual([answers.length, end.connectionsOpened, server.accepted()], [40, 40, 40]);
});

test('nothing of a connection reaches the next one of its lane, whatever each peer does', async () => {
  /** What a peer does, given its own name; and what that has to become. */
  const peers: readonly [outcome: (name: string) => string, act: (socket: Socket, name: string) => unknown][] = [
    [(name) => name, (socket, name) => socket.write(`${name}\n`)],
    [(name) => name, (socket, name) => socket.write(name, () => setImmediate(() => socket.write('\nmore')))],
    [(name) => name, (socket, name) => socket.end(`${name}\r\nand garbage`)],
    [(name) => name, (socket, name) => socket.end(name)],
    [
      (name) => `${name}${'x'.repeat(70_000)}`.slice(0, MAX_ANSWER_BYTES),
      (socket, name) => socket.write(name + 'x'.repeat(70_000)),
    ],
    [() => 'closed', (socket) => socket.end()],
    [() => 'reset', (socket) => socket.resetAndDestroy()],
    [() => 'reset', (socket, name) => socket.write(name, () => socket.resetAndDestroy())],
    [() => 'timeout', (socket, name) => socket.write(name)],
    [() => 'timeout', () => {}],
  ];
  // The last two cost a whole time-out, so they are few.
  const acts = fc
    .sample(fc.nat(peers.length - 3), { numRuns: 300, seed: 7 })
    .map((act, i) => (i % 30 > 0 ? act : 8 + (i % 4) / 2));
  const expected: string[] = [];
  const server = await tcpServer((socket) => {
    const [outcome, act] = peers[acts[expected.length]!]!;
    const name = `${expected.length} `;
    expected.push(outcome(name));
    socket.once('data', () => act(socket, name));
  });
  const plan = planFor({ scheme: 'tcp', port: server.port }, { requests: acts.length, connections: 5, timeoutMs: 1_000 });
  const { answers, failures } = await rehearse(plan);
  const outcomes = [...answers.map(({ body }) => body.toString()), ...failures.map(({ kind }) => kind)];
  assert.deepEqual(outcomes.sort(), expected.sort());
});

test('20,000 connections in a row need no more ports than are under way', async () => {
  const server = await tcpServer(echo);
  let answers = 0;
  const plan = planFor({ scheme: 'tcp', port: server.port }, { requests: 20_000, connections: 32 });
  const { failures } = await rehearse(plan, {}, () => answers++);
  assert.deepEqual(kindsOf(failures), {});
  assert.equal(answers, 20_000);
  if (existsSync('/proc/net/tcp')) assert.ok(waitingPorts(server.port) < 200, 'connections are left in TIME_WAIT');
});

/** Connections to a port that the kernel keeps in TIME_WAIT (state 06). */
function waitingPorts(port: number): number {
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n');
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === '06' && `${fields[1]} ${fields[2]}`.includes(hex)).length;
}
