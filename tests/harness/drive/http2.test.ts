import assert from 'node:assert/strict';
import type { Http2Session, ServerHttp2Stream } from 'node:http2';
import { test } from 'node:test';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';
import { http2Server, rehearseHttp2 } from './http2-server.ts';
import { closedPort } from './loopback-server.ts';
import { kindsOf } from './rehearsal.ts';

const textsOf = (answers: readonly { readonly body: Buffer }[]): Set<string> =>
  new Set(answers.map(({ body }) => body.toString()));

test('keeps as many connections as asked, whatever the streams, and numbers them by session', async () => {
  for (const streams of [1, 3]) {
    const server = await http2Server((stream) => stream.end('hello'));
    const { end, answers, failures } = await rehearseHttp2(server.port, { requests: 60, connections: 4, streams });
    assert.deepEqual(failures, []);
    assert.equal(end.connectionsOpened, 4);
    assert.equal(server.accepted(), 4);
    assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([0, 1, 2, 3]));
    assert.deepEqual(textsOf(answers), new Set(['hello']));
  }
});

test('has that many requests under way on each connection, and no more', async () => {
  const waiting: ServerHttp2Stream[] = [];
  const perSession = new Map<unknown, number>();
  let most = 0;
  let mostOnOne = 0;
  const server = await http2Server((stream) => {
    waiting.push(stream);
    for (const one of waiting) perSession.set(one.session, waiting.filter(({ session }) => session === one.session).length);
    most = Math.max(most, waiting.length);
    mostOnOne = Math.max(mostOnOne, ...perSession.values());
    // Nobody gets an answer before both connections are full.
    if (most === 6) for (const one of waiting.splice(0)) one.end('x');
  });
  const { answers } = await rehearseHttp2(server.port, { requests: 30, connections: 2, streams: 3 });
  assert.equal(answers.length, 30);
  assert.deepEqual([most, mostOnOne], [6, 3]);
});

test('opens a connection per request when asked to, by the plan or by the probe', async () => {
  const server = await http2Server((stream) => stream.end('hello'));
  const byPlan = await rehearseHttp2(server.port, { requests: 20, freshConnections: true, streams: 5 });
  assert.equal(byPlan.end.connectionsOpened, 20);
  const byProbe = await rehearseHttp2(server.port, { requests: 20 }, { headers: [['Connection', 'close']] });
  assert.equal(byProbe.end.connectionsOpened, 20);
  assert.equal(server.accepted(), 40);
  assert.deepEqual(
    byProbe.answers.map((a) => a.connection).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
});

test('sends method, path, authority, fields and body as the probe says', async () => {
  const seen = new Set<string>();
  const server = await http2Server((stream, _headers, rawHeaders) => {
    let body = '';
    stream.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    stream.on('end', () => {
      seen.add(JSON.stringify([...rawHeaders, body]));
      stream.respond({}, { endStream: true });
    });
  });
  const headers = [
    ['X-One', 'a'],
    ['Host', 'shop.example:81'],
    ['x-one', 'b'],
    ['X-Name', 'Zoë'],
  ] as const;
  await rehearseHttp2(server.port, {}, { method: 'POST', headers, body: 'größe' });
  const utf8 = Buffer.from('Zoë', 'utf8').toString('latin1');
  const pseudo = [':method', 'POST', ':scheme', 'http', ':authority', 'shop.example:81', ':path', '/'];
  const fields = ['x-one', 'a', 'x-one', 'b', 'x-name', utf8, 'content-length', '7'];
  assert.deepEqual(
    [...seen].map((text) => JSON.parse(text)),
    [[...pseudo, ...fields, 'größe']],
  );
});

test('names each request where it is asked to', async () => {
  const ids: unknown[] = [];
  const server = await http2Server((stream, headers) => {
    ids.push(headers['x-weighbridge-id']);
    stream.end('x');
  });
  await rehearseHttp2(server.port, { requests: 3, connections: 1, requestIds: 'run', warmupRequests: 1 });
  assert.deepEqual(ids, [undefined, 'run-0', 'run-1', 'run-2']);
});

test('hands over fields as received, without pseudo-header fields', async () => {
  const server = await http2Server((stream) => {
    stream.respond({ ':status': 200, 'x-b': ['2', '3'], 'x-name': '\xff', 'x-version': 'v1' }, { sendDate: false } as object);
    stream.end();
  });
  const { answers } = await rehearseHttp2(server.port);
  assert.deepEqual(answers[0]!.headers.slice(0, 8), ['x-b', '2', 'x-b', '3', 'x-name', '\xff', 'x-version', 'v1']);
});

test('every status is an answer and a redirect is not followed', async () => {
  let requests = 0;
  const server = await http2Server((stream) => {
    stream.respond({ ':status': [301, 404, 503, 204][requests++ % 4]!, location: '/' }, { endStream: true });
  });
  const { answers } = await rehearseHttp2(server.port, { requests: 8 });
  assert.deepEqual(answers.map((a) => a.status).sort(), [204, 204, 301, 301, 404, 404, 503, 503]);
  assert.equal(requests, 8);
});

test('reads past interim answers and trailers', async () => {
  const server = await http2Server((stream) => {
    stream.additionalHeaders({ ':status': 103, link: 'x' });
    stream.additionalHeaders({ ':status': 102 });
    stream.respond({ ':status': 200, 'x-final': '1' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-late': '1' }));
    stream.end('ok');
  });
  const { answers } = await rehearseHttp2(server.port, { requests: 10 });
  assert.deepEqual(
    answers.map((a) => [a.status, a.body.toString()]),
    Array(10).fill([200, 'ok']),
  );
  assert.ok(answers.every((a) => a.headers.includes('x-final') && !a.headers.includes('link') && !a.headers.includes('x-late')));
});

test('reads no body after HEAD and keeps the connection', async () => {
  const server = await http2Server((stream) => stream.respond({ ':status': 200, 'content-length': '5' }, { endStream: true }));
  const { answers } = await rehearseHttp2(server.port, {}, { method: 'HEAD' });
  assert.deepEqual(
    answers.map((a) => [a.status, a.body.length]),
    Array(4).fill([200, 0]),
  );
  assert.equal(server.accepted(), 2);
});

test('an answer that comes before the request was read is an answer', async () => {
  const server = await http2Server((stream) => {
    stream.respond({ ':status': 413 });
    stream.end('too much');
    stream.close(0);
  });
  const { answers, failures } = await rehearseHttp2(server.port, {}, { method: 'POST', body: 'x'.repeat(1_000_000) });
  assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
  assert.deepEqual(new Set(answers.map((a) => `${a.status} ${a.body}`)), new Set(['413 too much']));
});

test('keeps 64 KiB of answers that are larger than any window, on many streams at once', async () => {
  const big = Buffer.alloc(4_000_000, 'x');
  const server = await http2Server((stream) => stream.end(big));
  const { answers } = await rehearseHttp2(server.port, { requests: 16, connections: 1, streams: 8 });
  assert.deepEqual(
    answers.map((a) => a.body.length),
    Array(16).fill(MAX_ANSWER_BYTES),
  );
});

test('waits in line where the server takes fewer streams than are asked for', async () => {
  const server = await http2Server((stream) => setImmediate(() => stream.end('x')), { maxConcurrentStreams: 2 });
  const { answers, end } = await rehearseHttp2(server.port, { requests: 40, connections: 1, streams: 10 });
  assert.equal(answers.length, 40);
  assert.equal(end.connectionsOpened, 1);
});

test('one stream that times out leaves the others and their connection alone', async () => {
  let requests = 0;
  let cancelled = 0;
  const server = await http2Server((stream) => {
    if (requests++ !== 0) stream.end('x');
    else stream.on('close', () => cancelled++);
  });
  const { answers, failures, end } = await rehearseHttp2(server.port, {
    requests: 70,
    connections: 1,
    streams: 3,
    timeoutMs: 500,
    ratePerSecond: 100,
  });
  assert.deepEqual(
    failures.map(({ index, kind, detail }) => [index, kind, detail]),
    [[0, 'timeout', 'no answer within 500 ms']],
  );
  assert.equal(answers.length, 69);
  assert.equal(end.connectionsOpened, 1);
  assert.equal(cancelled, 1);
});

/** Answers on every connection but the first. */
function silentAtFirst() {
  let first: Http2Session | undefined;
  return http2Server((stream) => {
    first ??= stream.session;
    if (stream.session !== first) stream.end('x');
  });
}

test('a connection that falls silent gets no more requests', async () => {
  const server = await silentAtFirst();
  // Long enough for a busy machine to open the second connection.
  const plan = { requests: 20, connections: 1, streams: 2, timeoutMs: 1_000 };
  const { answers, failures, end } = await rehearseHttp2(server.port, plan);
  assert.deepEqual(kindsOf(failures), { timeout: 2 });
  assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([1]));
  assert.equal(end.connectionsOpened, 2);
});

test('a greeting is no answer: a silent connection is given up although it was new', async () => {
  const server = await silentAtFirst();
  // One after the other, so that the second is still under way when the first is given up.
  const plan = { requests: 8, connections: 1, streams: 2, timeoutMs: 1_000, ratePerSecond: 5 };
  const { answers, failures } = await rehearseHttp2(server.port, plan);
  assert.deepEqual(kindsOf(failures), { timeout: 2 });
  assert.deepEqual(new Set(answers.map((a) => a.connection)), new Set([1]));
});

test('a body that drips in for ever runs into the time limit of the whole answer', async () => {
  const server = await http2Server((stream) => {
    stream.respond();
    const drip = setInterval(() => stream.write('x'), 5);
    stream.on('close', () => clearInterval(drip));
  });
  const { failures } = await rehearseHttp2(server.port, { timeoutMs: 100 });
  assert.deepEqual(kindsOf(failures), { timeout: 4 });
  assert.equal(failures[0]!.detail, 'no complete answer within 100 ms');
});

test('an interrupt ends what is under way and leaves nothing behind', async () => {
  const stop = new AbortController();
  const server = await http2Server(() => stop.abort());
  const { failures, end } = await rehearseHttp2(server.port, { timeoutMs: 50, streams: 2 }, {}, { signal: stop.signal });
  assert.equal(end.reason, 'stopped');
  assert.ok(failures.length > 0 && failures.every(({ kind }) => kind === 'interrupted' || kind === 'timeout'));
});

test('names a refused connection', async () => {
  const { failures } = await rehearseHttp2(await closedPort());
  assert.deepEqual(kindsOf(failures), { refused: 4 });
});
