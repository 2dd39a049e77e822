import assert from 'node:assert/strict';
import { constants, createSecureServer } from 'node:http2';
import type { Server } from 'node:net';
import { after, describe, test } from 'node:test';
import { ServerCredentials, status } from '@grpc/grpc-js';
import type { Plan } from '../../../harness/model/plan.ts';
import { HELLO_METHOD, HELLO_STREAM_METHOD, type Probe } from '../../../harness/model/probe.ts';
import { makeCertificates } from './certificates.ts';
import { type Greet, type Greeter, greeterServer } from './greeter-server.ts';
import { framed, reply } from './grpc-frames.ts';
import { frame, frameServer, goaway, http2Server, type OnStream, reset } from './http2-server.ts';
import { listening } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

const greeters = new Set<Greeter>();
after(() => {
  for (const greeter of greeters) greeter.close();
});

async function greeter(greet: Greet, credentials?: ServerCredentials): Promise<number> {
  const started = await greeterServer(greet, credentials);
  greeters.add(started);
  return started.port;
}

/** Drives four calls over two connections unless a test says otherwise. */
function call(port: number, changes: Partial<Plan> & { readonly path?: string } = {}, probe: Partial<Probe> = {}) {
  const { path = HELLO_METHOD, ...plan } = changes;
  const target = { scheme: 'grpc', port, path } as const;
  return rehearse(planFor(target, { http2: { streams: 1 }, ...plan }, { method: 'POST', ...probe }));
}

const greetAll: Greet = ({ name }) => ({ version: 'v1', lines: [`Hello ${name}(10.0.0.1)`] });

describe('grpc:// against grpc-js', () => {
  test('a unary call: the line, the metadata, then the trailers', async () => {
    const { answers, failures, end } = await call(await greeter(greetAll), { requests: 30, http2: { streams: 4 } });
    assert.deepEqual(failures, []);
    assert.deepEqual(new Set(answers.map((a) => `${a.status} ${a.body}`)), new Set(['0 Hello weighbridge(10.0.0.1)']));
    const { headers } = answers[0]!;
    assert.ok(headers.indexOf('x-version') >= 0 && headers.indexOf('x-version') < headers.indexOf('grpc-status'));
    assert.equal(headers[headers.indexOf('x-version') + 1], 'v1');
    assert.equal(end.connectionsOpened, 2);
  });

  test('the body of the probe is the request, its headers are the metadata', async () => {
    const seen: unknown[] = [];
    const port = await greeter((asked) => {
      const { name, replies, pauseMs, metadata } = asked;
      seen.push([name, replies, pauseMs, metadata.get('x-user'), metadata.get('trace-bin')]);
      return greetAll(asked);
    });
    const headers = [
      ['X-User', 'eric'],
      ['trace-bin', 'AAEC'],
    ] as const;
    const body = '{"name":"böse","replies":4294967295,"pause_ms":7}';
    await call(port, { requests: 1 }, { headers, body });
    assert.deepEqual(seen, [['böse', 4_294_967_295, 7, ['eric'], [Buffer.from([0, 1, 2])]]]);
  });

  test('a stream is one answer, whatever it replies', async () => {
    const port = await greeter(({ replies }) => ({ version: 'v1', lines: Array(replies).fill('Hello a(10.0.0.1)') }));
    const stream = (replies: number) => call(port, { path: HELLO_STREAM_METHOD }, { body: JSON.stringify({ replies }) });
    for (const replies of [1, 3, 500]) {
      const { answers, failures } = await stream(replies);
      assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
      assert.deepEqual(
        answers.map((a) => `${a.status} ${a.body}`),
        Array(4).fill('0 Hello a(10.0.0.1)'),
      );
    }
    const { answers } = await stream(0);
    assert.deepEqual(
      answers.map((a) => [a.status, a.body.length, a.headers.includes('x-version')]),
      Array(4).fill([0, 0, true]),
    );
  });

  test('a stream whose replies differ is a failure that says so', async () => {
    const port = await greeter(() => ({ version: 'v1', lines: ['Hello a(1)', 'Bonjour a(2)'] }));
    const { answers, failures } = await call(port, { path: HELLO_STREAM_METHOD });
    assert.deepEqual([answers.length, kindsOf(failures)], [0, { protocol: 4 }]);
    assert.equal(failures[0]?.detail, 'the replies of one stream differ: "Hello a(1)" and "Bonjour a(2)"');
  });

  test('a failed call is an answer with its status, message and metadata', async () => {
    const port = await greeter(() => ({ version: 'v2', lines: ['x'], code: status.RESOURCE_EXHAUSTED, details: 'böse 100%' }));
    for (const path of [HELLO_METHOD, HELLO_STREAM_METHOD]) {
      const { answers, failures } = await call(port, { path });
      assert.deepEqual(kindsOf(failures), {});
      // What a stream replied before it failed is what it said.
      const body = path === HELLO_METHOD ? 'böse 100%' : 'x';
      assert.deepEqual(
        answers.map((a) => [a.status, a.body.toString(), a.headers.includes('v2')]),
        Array(4).fill([8, body, true]),
      );
    }
  });

  test('a method that nobody serves is answered, too', async () => {
    const { answers } = await call(await greeter(greetAll), { path: '/a.B/C' });
    assert.deepEqual(new Set(answers.map((a) => a.status)), new Set([status.UNIMPLEMENTED]));
    assert.match(answers[0]!.body.toString(), /does not implement the method \/a\.B\/C/);
  });

  test('fresh connections carry one call each', async () => {
    const { answers, end } = await call(await greeter(greetAll), { requests: 12, freshConnections: true });
    assert.deepEqual([answers.length, end.connectionsOpened], [12, 12]);
  });
});

/** A server that speaks HTTP/2 and makes of each stream what `onStream` says. */
async function outcomeOf(onStream: OnStream, changes: Parameters<typeof call>[1] = {}) {
  const { port } = await http2Server(onStream);
  return call(port, changes);
}

const GRPC = { ':status': 200, 'content-type': 'application/grpc' };

describe('grpc:// against servers that are none, or not good ones', () => {
  test("a gateway's page is mapped by its status and can be read", async () => {
    const { answers } = await outcomeOf((stream) => {
      stream.respond({ ':status': 503, 'content-type': 'text/plain', server: 'envoy' });
      stream.end('no healthy upstream');
    });
    assert.deepEqual(
      answers.map((a) => [a.status, a.body.toString()]),
      Array(4).fill([14, 'no healthy upstream']),
    );
  });

  test('a status among the headers alone', async () => {
    const { answers } = await outcomeOf((stream) =>
      stream.respond({ ...GRPC, 'grpc-status': '5', 'grpc-message': 'no%20route' }, { endStream: true }),
    );
    assert.deepEqual(
      answers.map((a) => [a.status, a.body.toString()]),
      Array(4).fill([5, 'no route']),
    );
  });

  test('any bytes are the answer of a foreign method', async () => {
    const { answers, failures } = await outcomeOf(
      (stream) => {
        stream.respond(GRPC, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(framed(Buffer.from([8, 255, 1])));
      },
      { path: '/a.B/C' },
    );
    assert.deepEqual(kindsOf(failures), {});
    assert.deepEqual([...answers[0]!.body], [8, 255, 1]);
  });

  test('what has no status is a protocol failure, and the connection goes on', async () => {
    const { answers, failures, end } = await outcomeOf((stream) => {
      stream.respond(GRPC);
      stream.end(framed(reply('Hello')));
    });
    assert.deepEqual([answers.length, kindsOf(failures)], [0, { protocol: 4 }]);
    assert.equal(failures[0]?.detail, 'the answer ended without a gRPC status');
    assert.equal(end.connectionsOpened, 2);
  });

  test('a call that gets no answer in time is a time-out', async () => {
    const { failures } = await outcomeOf((stream) => stream.respond(GRPC), { requests: 2, timeoutMs: 50 });
    assert.deepEqual(kindsOf(failures), { timeout: 2 });
    assert.equal(failures[0]?.detail, 'no complete answer within 50 ms');
  });
});

/** A literal field, never indexed: RFC 7541 section 6.2.3. */
const field = (name: string, value: string) =>
  Buffer.concat([Buffer.from([0x10, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);
const head = (id: number) => frame(1, 4, id, Buffer.concat([Buffer.from([0x88]), field('content-type', 'application/grpc')]));
const trailers = (id: number) => frame(1, 5, id, field('grpc-status', '0'));
const bytes = framed(reply('Hello'));

describe('grpc:// frame by frame', () => {
  const outcome = async (...frames: readonly ((id: number) => Buffer)[]) => {
    const { port } = await frameServer((socket, id) => void socket.write(Buffer.concat(frames.map((make) => make(id)))));
    return call(port);
  };
  const dataOf = (part: Buffer) => (id: number) => frame(0, 0, id, part);

  for (const [what, frames] of [
    ['in one DATA frame', [head, dataOf(bytes), trailers]],
    ['byte by byte', [head, ...[...bytes].map((byte) => dataOf(Buffer.from([byte]))), trailers]],
    ['followed by a reset that comes too late', [head, dataOf(bytes), trailers, (id: number) => reset(id, 0)]],
    ['followed by an error that comes too late', [head, dataOf(bytes), trailers, (id: number) => reset(id, 2)]],
  ] as const)
    test(`reads a reply ${what}`, async () => {
      const { answers, failures, end } = await outcome(...frames);
      assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
      assert.deepEqual(
        answers.map((a) => [a.status, a.body.toString()]),
        Array(4).fill([0, 'Hello']),
      );
      assert.equal(end.connectionsOpened, 2);
    });

  for (const [code, kind, detail] of [
    [constants.NGHTTP2_CANCEL, 'reset', 'with CANCEL (gRPC CANCELLED)'],
    [constants.NGHTTP2_REFUSED_STREAM, 'refused', 'with REFUSED_STREAM (gRPC UNAVAILABLE)'],
    [constants.NGHTTP2_ENHANCE_YOUR_CALM, 'protocol', 'with ENHANCE_YOUR_CALM (gRPC RESOURCE_EXHAUSTED)'],
    [constants.NGHTTP2_INTERNAL_ERROR, 'reset', 'with INTERNAL_ERROR (gRPC INTERNAL)'],
    [constants.NGHTTP2_NO_ERROR, 'closed', 'within the answer, with NO_ERROR (gRPC INTERNAL)'],
  ] as const)
    test(`a stream that is reset with code ${code} is a failure, with gRPC's name for it`, async () => {
      const { answers, failures } = await outcome(head, dataOf(bytes), (id) => reset(id, code));
      assert.deepEqual([answers.length, kindsOf(failures)], [0, { [kind]: 4 }]);
      assert.equal(failures[0]?.detail, `the stream was reset ${detail}`);
    });

  test('calls that a dismissed connection did not take move on', async () => {
    const { port } = await frameServer((socket, id, connection) => {
      if (connection < 2) socket.write(goaway(0, 0));
      else socket.write(Buffer.concat([head(id), dataOf(bytes)(id), trailers(id)]));
    });
    const { answers, failures } = await call(port);
    assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
    assert.equal(answers.length, 4);
  });
});

const certificates = makeCertificates();

describe('grpcs://', { skip: certificates === null && 'no openssl program here to make certificates with' }, () => {
  const { ca, server } = certificates!;
  const tls = { caPem: ca, certPem: null, keyPem: null, insecure: false };
  const over = (port: number) =>
    rehearse(planFor({ scheme: 'grpcs', port, path: HELLO_METHOD }, { tls, http2: { streams: 1 } }, { method: 'POST' }));

  test('agrees on h2 with grpc-js and checks its certificate', async () => {
    const credentials = ServerCredentials.createSsl(null, [
      { cert_chain: Buffer.from(server.cert), private_key: Buffer.from(server.key) },
    ]);
    const port = await greeter(greetAll, credentials);
    const { answers, failures } = await over(port);
    assert.deepEqual([answers.length, kindsOf(failures)], [4, {}], failures[0]?.detail);
    const strangers = await rehearse(
      planFor({ scheme: 'grpcs', port, path: HELLO_METHOD }, { http2: { streams: 1 } }, { method: 'POST' }),
    );
    assert.deepEqual(kindsOf(strangers.failures), { tls: 4 });
  });

  test('says https', async () => {
    const secure = createSecureServer(server);
    secure.on('stream', (stream, headers) => {
      stream.respond({ ':status': 404 });
      stream.end(headers[':scheme']);
    });
    const { port } = await listening(secure as unknown as Server);
    const { answers } = await over(port);
    assert.deepEqual([answers[0]?.status, answers[0]?.body.toString()], [12, 'https']);
  });
});
