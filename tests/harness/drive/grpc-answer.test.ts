import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GrpcAnswer } from '../../../harness/drive/grpc-answer.ts';
import type { ReplyKind } from '../../../harness/drive/grpc-replies.ts';
import { MAX_ANSWER_BYTES } from '../../../harness/model/observation.ts';
import { framed, reply } from './grpc-frames.ts';

interface Parts {
  readonly status?: number;
  readonly head?: readonly string[];
  readonly data?: readonly Buffer[];
  readonly trailers?: readonly string[];
}

const GRPC = ['content-type', 'application/grpc'];
const OK = ['grpc-status', '0'];
const GREETING = [framed(reply('Hello eric(10.0.0.1)'))];

/** What becomes of an answer: `status body [headers]`, or the failure. */
function read({ status = 200, head = GRPC, data = [], trailers = [] }: Parts, kind: ReplyKind = 'hello') {
  const answer = new GrpcAnswer(kind);
  const told: unknown[] = [];
  answer.head(status, [':status', String(status), ...head]);
  for (const piece of data) answer.data(piece);
  if (trailers.length > 0) answer.trailers(trailers);
  answer.ended({
    answered: (code, headers, body) => told.push({ code, body: body.toString(), headers: headers.map(String) }),
    unreadable: ({ kind: failure, detail, lasting }) => told.push(`${failure}: ${detail}${lasting ? ' for good' : ''}`),
  });
  assert.equal(told.length, 1);
  return told[0] as string | { code: number; body: string; headers: string[] };
}

const codeAndBody = (parts: Parts, kind?: ReplyKind) => {
  const told = read(parts, kind);
  return typeof told === 'string' ? told : [told.code, told.body];
};

describe('GrpcAnswer', () => {
  it('is the line of the reply, with the initial metadata and then the trailers', () => {
    assert.deepEqual(read({ head: [...GRPC, 'x-version', 'v1'], data: GREETING, trailers: [...OK, 'x-cost', '3'] }), {
      code: 0,
      body: 'Hello eric(10.0.0.1)',
      headers: ['content-type', 'application/grpc', 'x-version', 'v1', 'grpc-status', '0', 'x-cost', '3'],
    });
  });

  it('has no line twice that was said before and after the replies', () => {
    const told = read({
      head: [...GRPC, 'x-version', 'v1'],
      data: GREETING,
      trailers: ['x-version', 'v1', ...OK, 'x-version', 'v2'],
    });
    assert.deepEqual(typeof told === 'string' ? told : told.headers.slice(2), [
      'x-version',
      'v1',
      'grpc-status',
      '0',
      'x-version',
      'v2',
    ]);
  });

  for (const type of ['application/grpc', 'application/grpc+proto', 'Application/gRPC; charset=utf-8'])
    it(`takes ${type}`, () =>
      assert.deepEqual(codeAndBody({ head: ['content-type', type], data: GREETING, trailers: OK }), [0, 'Hello eric(10.0.0.1)']));

  it('has the message of its status where no reply came, in the headers alone or behind them', () => {
    const failed = ['grpc-status', '14', 'grpc-message', 'no%20upstream'];
    assert.deepEqual(codeAndBody({ head: [...GRPC, ...failed] }), [14, 'no upstream']);
    assert.deepEqual(codeAndBody({ trailers: failed }), [14, 'no upstream']);
    assert.deepEqual(codeAndBody({ trailers: ['grpc-status', '7'] }), [7, '']);
    assert.deepEqual(codeAndBody({ trailers: ['grpc-status', '99'] }), [2, '']);
  });

  it('has the reply where one came before the status, whole or not', () => {
    assert.deepEqual(codeAndBody({ data: GREETING, trailers: ['grpc-status', '13', 'grpc-message', 'x'] }), [
      13,
      'Hello eric(10.0.0.1)',
    ]);
    const half = [framed(reply('Hello')).subarray(0, 7)];
    assert.deepEqual(codeAndBody({ data: half, trailers: ['grpc-status', '13', 'grpc-message', 'x'] }), [13, 'x']);
  });

  it('may be an empty stream', () => {
    assert.deepEqual(codeAndBody({ trailers: OK }, 'hello-stream'), [0, '']);
    assert.deepEqual(codeAndBody({ head: [...GRPC, ...OK] }, 'hello-stream'), [0, '']);
  });

  for (const [what, parts, failure] of [
    ['nothing behind the reply', { data: GREETING }, 'the answer ended without a gRPC status'],
    ['nothing at all', {}, 'the answer ended without a gRPC status'],
    ['trailers without a status', { data: GREETING, trailers: ['x-a', 'b'] }, 'the answer ended without a gRPC status'],
    ['its status before the reply only', { head: [...GRPC, ...OK], data: GREETING }, 'the answer ended without a gRPC status'],
    ['a status that is none', { data: GREETING, trailers: ['grpc-status', 'OK'] }, 'the gRPC status of the answer is no number'],
    ['OK without a reply', { trailers: OK }, 'no reply came to a call that has one'],
    ['OK at once without a reply', { head: [...GRPC, ...OK] }, 'no reply came to a call that has one'],
    ['two replies', { data: [...GREETING, ...GREETING], trailers: OK }, '2 replies came to a call that has one'],
    ['half a reply', { data: [framed(reply('Hello')).subarray(0, 9)], trailers: OK }, 'the answer ended within a reply'],
    [
      'a compressed reply',
      { data: [framed(reply('Hello'), 1)], trailers: OK },
      'a reply is compressed, although only identity was accepted',
    ],
    ['bytes that are no reply', { data: [framed(Buffer.from([0x0f]))], trailers: OK }, 'a reply is no HelloReply'],
  ] as const)
    it(`with ${what} is a protocol failure`, () => assert.equal(read(parts), `protocol: ${failure}`));

  it('that is not gRPC has a status by its HTTP status, and its own body', () => {
    const page = { head: ['content-type', 'text/html'], data: [Buffer.from('no healthy '), Buffer.from('upstream')] };
    assert.deepEqual(codeAndBody({ ...page, status: 503 }), [14, 'no healthy upstream']);
    assert.deepEqual(codeAndBody({ ...page, status: 404 }), [12, 'no healthy upstream']);
    assert.deepEqual(codeAndBody({ ...page, status: 200 }), [2, 'no healthy upstream']);
    assert.deepEqual(codeAndBody({ status: 503 }), [14, '']);
    const web = { head: ['content-type', 'application/grpc-web'], data: GREETING, trailers: OK };
    assert.equal((codeAndBody(web) as unknown[])[0], 2);
  });

  it('believes a status that is told over any other, but no OK without gRPC', () => {
    const page = { status: 503, head: ['content-type', 'text/plain', 'grpc-status', '8'], data: [] };
    assert.deepEqual(codeAndBody(page), [8, '']);
    assert.deepEqual(codeAndBody({ status: 503, trailers: ['grpc-status', '8'] }), [8, '']);
    assert.deepEqual(codeAndBody({ status: 503, trailers: OK }), [14, '']);
  });

  it('keeps no more than the first bytes', () => {
    const long = Buffer.alloc(MAX_ANSWER_BYTES * 2, 'x');
    const line = Buffer.concat([Buffer.from([0x0a, 0x80, 0x80, 0x08]), long]);
    const told = codeAndBody({ data: [framed(line)], trailers: OK });
    assert.equal((told as [number, string])[1].length, MAX_ANSWER_BYTES - 4);
    assert.equal((codeAndBody({ status: 500, data: [long] }) as [number, string])[1].length, MAX_ANSWER_BYTES);
    assert.equal(
      (codeAndBody({ data: [framed(long)], trailers: OK }, 'foreign') as [number, string])[1].length,
      MAX_ANSWER_BYTES,
    );
  });
});
