import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';
import type { Plan } from '../../../harness/model/plan.ts';
import type { Probe } from '../../../harness/model/probe.ts';
import { closedPort, httpServer, rawAnswer, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

/** What a server that speaks raw bytes makes of four requests over two connections. */
async function outcomeOf(onConnection: (socket: Socket) => void, changes: Partial<Plan> = {}, probe: Partial<Probe> = {}) {
  const server = await tcpServer(onConnection);
  const rehearsal = await rehearse(planFor({ scheme: 'http', port: server.port }, changes, probe));
  return { ...rehearsal, accepted: server.accepted() };
}

test('uses one keep-alive connection per lane', async () => {
  const server = await httpServer((_request, response) => response.end('hello'));
  const plan = planFor({ scheme: 'http', port: server.port }, { requests: 50, connections: 4 });
  const { end, answers } = await rehearse(plan);
  assert.equal(end.connectionsOpened, 4);
  assert.equal(server.accepted(), 4);
  assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([0, 1, 2, 3]));
  assert.deepEqual(new Set(answers.map((a) => `${a.status} ${a.body}`)), new Set(['200 hello']));
});

test('opens a new connection for every request when asked to, by the plan or by the probe', async () => {
  const seen: IncomingMessage['headers'][] = [];
  const server = await httpServer((request, response) => {
    seen.push(request.headers);
    response.end('hello');
  });
  const target = { scheme: 'http', port: server.port } as const;
  const byPlan = await rehearse(planFor(target, { requests: 20, freshConnections: true }));
  assert.equal(byPlan.end.connectionsOpened, 20);
  const byProbe = await rehearse(planFor(target, { requests: 20 }, { headers: [['Connection', 'close']] }));
  assert.equal(byProbe.end.connectionsOpened, 20);
  assert.equal(server.accepted(), 40);
  assert.deepEqual(
    byProbe.answers.map((a) => a.connection).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
  assert.ok(seen.every((headers) => headers.connection === 'close'));
});

test('sends method, path, headers and body as the probe says', async () => {
  const seen: string[] = [];
  const server = await httpServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (data) => {
      body += data;
    });
    request.on('end', () => {
      seen.push(JSON.stringify([request.method, request.url, request.rawHeaders, body]));
      response.end();
    });
  });
  const probe = {
    method: 'POST',
    headers: [
      ['X-One', 'a'],
      ['Host', 'shop.example:81'],
      ['x-one', 'b'],
      ['X-Name', 'Zoë'],
    ] as const,
    body: 'größe',
  };
  await rehearse(planFor({ scheme: 'http', port: server.port, path: '/a?b=%20c' }, {}, probe));
  const rawHeaders = ['host', 'shop.example:81', 'connection', 'keep-alive', 'X-One', 'a', 'x-one', 'b'];
  const utf8 = Buffer.from('Zoë', 'utf8').toString('latin1');
  const all = [...rawHeaders, 'X-Name', utf8, 'content-length', '7'];
  assert.deepEqual(seen, Array(4).fill(JSON.stringify(['POST', '/a?b=%20c', all, 'größe'])));
});

test('names the target in the Host header, with its port', async () => {
  const hosts = new Set<string | undefined>();
  const server = await httpServer((request, response) => {
    hosts.add(request.headers.host);
    response.end();
  });
  await rehearse(planFor({ scheme: 'http', port: server.port }));
  assert.deepEqual([...hosts], [`127.0.0.1:${server.port}`]);
});

test('reaches IPv6 addresses', async (t) => {
  const hosts = new Set<string | undefined>();
  const server = await httpServer((request, response) => {
    hosts.add(request.headers.host);
    response.end();
  }, '::1').catch(() => null);
  if (server === null) return t.skip('IPv6 is off on this machine');
  const { answers } = await rehearse(planFor({ scheme: 'http', host: '::1', port: server.port }));
  assert.equal(answers.length, 4);
  assert.deepEqual([...hosts], [`[::1]:${server.port}`]);
});

test('hands over header lines as received: order, case and repetitions', async () => {
  const { answers } = await outcomeOf(
    rawAnswer('HTTP/1.1 200 OK\r\nX-b: 2\r\nX-A:  one\r\nx-b: \xff\r\ncontent-length: 2\r\n\r\nhi'),
  );
  assert.equal(answers.length, 4);
  assert.deepEqual(answers[0]!.headers.slice(0, 5), ['X-b', '2', 'X-A', 'one', 'x-b']);
  assert.deepEqual(answers[0]!.headers.slice(6), ['content-length', '2']);
});

test('every status is an answer and a redirect is not followed', async () => {
  let requests = 0;
  const server = await httpServer((_request, response) => {
    response.writeHead([301, 404, 503, 200][requests++ % 4]!, { location: '/' }).end();
  });
  const { answers } = await rehearse(planFor({ scheme: 'http', port: server.port }, { requests: 8 }));
  assert.deepEqual(answers.map((a) => a.status).sort(), [200, 200, 301, 301, 404, 404, 503, 503]);
  assert.equal(requests, 8);
});

for (const [what, bytes, status, body] of [
  [
    'chunked',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nx-late: 1\r\n\r\n',
    200,
    'hello',
  ],
  ['empty', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', 200, ''],
  ['204', 'HTTP/1.1 204 No Content\r\n\r\n', 204, ''],
  ['304 with a length', 'HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n', 304, ''],
  [
    'early hints first',
    'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\nx-final: 1\r\ncontent-length: 2\r\n\r\nok',
    200,
    'ok',
  ],
  [
    'three interim answers',
    `${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(3)}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok`,
    200,
    'ok',
  ],
  ['an unknown status', 'HTTP/1.1 799 Odd\r\ncontent-length: 2\r\n\r\nok', 799, 'ok'],
] as const) {
  test(`reads an answer that is ${what}`, async () => {
    const { answers, failures } = await outcomeOf(rawAnswer(bytes));
    assert.deepEqual(kindsOf(failures), {});
    assert.deepEqual(
      answers.map((a) => [a.status, a.body.toString()]),
      Array(4).fill([status, body]),
    );
    assert.ok(!answers.some((a) => a.headers.includes('link')));
  });
}

test('reads an answer that ends with the connection', async () => {
  const { answers } = await outcomeOf(rawAnswer('HTTP/1.0 200 OK\r\n\r\nhello', (socket) => socket.end()));
  assert.deepEqual(
    answers.map((a) => a.body.toString()),
    Array(4).fill('hello'),
  );
  const fresh = await outcomeOf(
    rawAnswer('HTTP/1.1 200 OK\r\n\r\nhello', (socket) => socket.end()),
    { freshConnections: true },
  );
  assert.deepEqual(
    fresh.answers.map((a) => a.body.toString()),
    Array(4).fill('hello'),
  );
});

test('keeps the connection after HEAD and reads no body', async () => {
  const { answers, accepted } = await outcomeOf(
    rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n'),
    {},
    { method: 'HEAD' },
  );
  assert.deepEqual(
    answers.map((a) => [a.status, a.body.length]),
    Array(4).fill([200, 0]),
  );
  assert.equal(accepted, 2);
});

test('keeps 64 KiB of a 10 MB answer and no more of it in memory', async () => {
  const big = Buffer.alloc(10_000_000, 'x');
  const server = await httpServer((_request, response) => response.end(big));
  const before = process.memoryUsage();
  let most = 0;
  const plan = planFor({ scheme: 'http', port: server.port }, { requests: 30, connections: 2 });
  const { answers } = await rehearse(plan, {}, () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers);
  });
  assert.deepEqual(
    answers.map((a) => a.body.length),
    Array(30).fill(MAX_ANSWER_BYTES),
  );
  assert.ok(most < 100_000_000, `${most} bytes of buffers for 300 MB of answers`);
});

for (const [what, behaviour, kind] of [
  ['never answers', () => {}, 'timeout'],
  ['closes without a word', rawAnswer('', (s) => s.end()), 'closed'],
  ['resets', (s: Socket) => s.once('data', () => s.resetAndDestroy()), 'reset'],
  ['closes within the header section', rawAnswer('HTTP/1.1 200 OK\r\ncont', (s) => s.end()), 'closed'],
  ['closes within the body', rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello', (s) => s.end()), 'closed'],
  [
    'closes within the last body',
    rawAnswer('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 9\r\n\r\nhello', (s) => s.end()),
    'closed',
  ],
  [
    'closes within a chunk',
    rawAnswer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhello', (s) => s.end()),
    'closed',
  ],
  [
    'closes within the last chunk',
    rawAnswer('HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n9\r\nhel', (s) => s.end()),
    'closed',
  ],
  ['resets within the body', rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello', (s) => s.resetAndDestroy()), 'reset'],
  ['stops within the body', rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello'), 'timeout'],
  ['speaks something else', rawAnswer('SSH-2.0-OpenSSH_9.9\r\n'), 'protocol'],
  ['answers with bytes', rawAnswer(Buffer.from('00ff00ff0a0d', 'hex')), 'protocol'],
  ['gives a bad chunk', rawAnswer('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'), 'protocol'],
  ['sends a header of 1 MB', rawAnswer(`HTTP/1.1 200 OK\r\nx-bomb: ${'x'.repeat(1_000_000)}\r\n\r\n`), 'protocol'],
  ['sends 10,000 headers', rawAnswer(`HTTP/1.1 200 OK\r\n${'x-bomb: 1\r\n'.repeat(10_000)}\r\n`), 'protocol'],
  ['switches protocols unasked', rawAnswer('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'), 'protocol'],
] as const) {
  test(`a peer that ${what} is a failure of kind ${kind}`, async () => {
    const { answers, failures } = await outcomeOf(behaviour, kind === 'timeout' ? { timeoutMs: 60 } : {});
    assert.equal(answers.length, 0, answers[0]?.body.toString());
    assert.deepEqual(kindsOf(failures), { [kind]: 4 }, failures[0]?.detail);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no control character may get through
    assert.ok(failures.every((f) => f.detail.length > 0 && f.detail.length <= 200 && !/[\x00-\x1f\x7f]/.test(f.detail)));
  });
}

test('a body that drips in for ever runs into the time limit of the whole answer', async () => {
  const { failures } = await outcomeOf(
    rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n', (socket) => {
      const drip = setInterval(() => socket.write('x'), 5);
      socket.on('close', () => clearInterval(drip));
    }),
    { timeoutMs: 100 },
  );
  assert.deepEqual(kindsOf(failures), { timeout: 4 });
  assert.equal(failures[0]!.detail, 'no complete answer within 100 ms');
});

test('interim answers that never end run into the time limit', async () => {
  const { failures } = await outcomeOf(
    rawAnswer('HTTP/1.1 103 Early Hints\r\n\r\n', (socket) => {
      const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'), 5);
      socket.on('close', () => clearInterval(drip));
    }),
    { timeoutMs: 100 },
  );
  assert.deepEqual(kindsOf(failures), { timeout: 4 });
});

test('after a failure the next request gets a new connection and works', async () => {
  let connections = 0;
  const server = await tcpServer((socket) => {
    if (++connections === 1) socket.once('data', () => socket.write('nonsense\r\n\r\n'));
    else rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok')(socket);
  });
  const { answers, failures } = await rehearse(planFor({ scheme: 'http', port: server.port }, { requests: 10, connections: 1 }));
  assert.deepEqual(kindsOf(failures), { protocol: 1 });
  assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([1]));
});

test('a late answer to a request that timed out is never taken for the next one', async () => {
  let requests = 0;
  const server = await httpServer((_request, response) => {
    const turn = ++requests;
    setTimeout(() => response.end(String(turn)), turn === 1 ? 150 : 0);
  });
  const { answers, failures } = await rehearse(
    planFor({ scheme: 'http', port: server.port }, { connections: 1, timeoutMs: 100 }),
  );
  assert.deepEqual(
    failures.map((f) => [f.index, f.kind]),
    [[0, 'timeout']],
  );
  assert.deepEqual(
    answers.map((a) => a.body.toString()),
    ['2', '3', '4'],
  );
});

test('connections that the server ends while they are idle cost no request', async () => {
  for (const end of [(s: Socket) => s.end(), (s: Socket) => s.resetAndDestroy()]) {
    const goodbye = (socket: Socket): unknown => setTimeout(() => end(socket), 5);
    const { answers, accepted } = await outcomeOf(rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok', goodbye), {
      requests: 10,
      connections: 1,
      ratePerSecond: 20,
    });
    assert.equal(answers.length, 10);
    assert.ok(accepted > 5, `${accepted} connections`);
  }
});

test('a server that says close gets a new connection each time', async () => {
  const close = rawAnswer('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok');
  const { answers, accepted } = await outcomeOf(close, { requests: 10 });
  assert.equal(answers.length, 10);
  assert.equal(accepted, 10);
});

test('bytes after an answer are never taken for the next answer', async () => {
  const { answers } = await outcomeOf(
    rawAnswer('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 500 Bad\r\ncontent-length: 0\r\n\r\n'),
    { requests: 20 },
  );
  assert.ok(answers.every((a) => a.status === 200));
});

test('names a refused connection', async () => {
  const { failures } = await rehearse(planFor({ scheme: 'http', port: await closedPort() }));
  assert.deepEqual(kindsOf(failures), { refused: 4 });
});
