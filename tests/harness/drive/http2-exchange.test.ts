import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { data, frame, frameServer, http2Server, ok, rehearseHttp2, reset } from './http2-server.ts';
import { kindsOf } from './rehearsal.ts';

/** What becomes of four requests when each is met with the same frames, on two connections that go on. */
async function outcomeOf(...frames: ((streamId: number) => Buffer)[]) {
  const server = await frameServer((socket: Socket, streamId) => {
    socket.write(Buffer.concat(frames.map((make) => make(streamId))));
  });
  return rehearseHttp2(server.port, { timeoutMs: 5_000 });
}

/** HEADERS with `:status: 200` and one more field, `content-length: 9`, never indexed. */
const nineBytes = (id: number): Buffer =>
  frame(1, 4, id, Buffer.concat([Buffer.from([0x88, 0x1f, 0x0d, 0x01]), Buffer.from('9')]));
const hello = (id: number): Buffer => data(id, 'hello');

for (const [what, frames] of [
  ['ends with its last bytes', [ok, (id: number) => data(id, 'hello', true)]],
  ['ends with an empty frame', [ok, hello, (id: number) => data(id, '', true)]],
  ['ends with trailers', [ok, hello, (id: number) => frame(1, 5, id, Buffer.from([0x10, 1, 120, 1, 121]))]],
  ['was whole before its stream was reset', [ok, (id: number) => data(id, 'hello', true), (id: number) => reset(id, 0)]],
  [
    'comes byte by byte',
    [ok, ...[...'hello'].map((letter) => (id: number) => data(id, letter)), (id: number) => data(id, '', true)],
  ],
] as const) {
  test(`reads an answer that ${what}`, async () => {
    const { answers, failures, end } = await outcomeOf(...frames);
    assert.deepEqual(kindsOf(failures), {}, failures[0]?.detail);
    assert.deepEqual(
      answers.map((a) => [a.status, a.body.toString()]),
      Array(4).fill([200, 'hello']),
    );
    assert.equal(end.connectionsOpened, 2);
  });
}

for (const [what, frames, kind, detail] of [
  ['reset before its headers', [(id: number) => reset(id, 2)], 'reset', 'the stream was reset with INTERNAL_ERROR'],
  ['cancelled', [ok, hello, (id: number) => reset(id, 8)], 'reset', 'the stream was reset with CANCEL'],
  [
    'cut short with NO_ERROR',
    [ok, hello, (id: number) => reset(id, 0)],
    'closed',
    'the stream was reset within the answer, with NO_ERROR',
  ],
  [
    'ended with NO_ERROR before it began',
    [(id: number) => reset(id, 0)],
    'closed',
    'the stream was reset within the answer, with NO_ERROR',
  ],
  ['refused', [(id: number) => reset(id, 7)], 'refused', 'the stream was reset with REFUSED_STREAM'],
  ['only to be had by HTTP/1.1', [(id: number) => reset(id, 13)], 'protocol', 'the stream was reset with HTTP_1_1_REQUIRED'],
  ['ended with a code nobody knows', [(id: number) => reset(id, 999)], 'reset', 'the stream was reset with code 0x3e7'],
  [
    'shorter than its length',
    [nineBytes, (id: number) => data(id, 'hello', true)],
    'protocol',
    'the stream was reset with PROTOCOL_ERROR',
  ],
  ['without a status', [(id: number) => frame(1, 5, id)], 'protocol', 'the stream was reset with PROTOCOL_ERROR'],
] as const) {
  test(`an answer that is ${what} is a failure of kind ${kind}, and the connection goes on`, async () => {
    const { answers, failures, end } = await outcomeOf(...frames);
    assert.equal(answers.length, 0);
    assert.deepEqual(kindsOf(failures), { [kind]: 4 }, failures[0]?.detail);
    assert.equal(failures[0]!.detail, detail);
    assert.equal(end.connectionsOpened, 2);
  });
}

test('a header section beyond all measure is a failure of its own stream', async () => {
  const server = await http2Server((stream, headers) => {
    const many = headers['x-weighbridge-id'] === 'run-0' ? 3_000 : 1;
    stream.respond({ ':status': 200, ...Object.fromEntries(Array.from({ length: many }, (_, i) => [`x-${i}`, '1'])) });
    stream.end('x');
  });
  const { answers, failures } = await rehearseHttp2(server.port, { requests: 8, connections: 1, streams: 2, requestIds: 'run' });
  assert.deepEqual(
    failures.map((f) => f.index),
    [0],
  );
  assert.equal(answers.length, 7);
});
