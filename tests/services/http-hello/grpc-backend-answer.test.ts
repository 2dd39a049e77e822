import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status } from '@grpc/grpc-js';
import fc from 'fast-check';
import { nameOf, readGrpcFailure, readGrpcReply } from '../../../services/http-hello/grpc-backend-answer.ts';

const LABEL = 'hello2:8002';
const fail = (code: status, details: string) => readGrpcFailure(LABEL, { code, details });

test('a line is taken as it is, anything else in its place is a failure', () => {
  assert.deepEqual(readGrpcReply(LABEL, 'Hello eric(10.0.0.2)'), { line: 'Hello eric(10.0.0.2)', failure: null });
  assert.deepEqual(readGrpcReply(LABEL, ''), { line: `(${LABEL} failed: status OK, but the answer is empty)`, failure: 502 });
  assert.match(readGrpcReply(LABEL, 'a\nb').line, /more than one line/);
});

test('a message that reports a failure is passed on, with 504 for time alone', () => {
  const line = 'Bonjour eric(10.0.0.2)<-(hello3:8001 failed: connect ECONNREFUSED)';
  assert.deepEqual(fail(status.UNAVAILABLE, line), { line, failure: 502 });
  assert.deepEqual(fail(status.DEADLINE_EXCEEDED, line), { line, failure: 504 });
  assert.match(fail(status.INTERNAL, line).line, /^\(hello2:8002 failed: status INTERNAL, Bonjour eric\\x28/);
});

test('any other status is a failure of this backend, with what was said', () => {
  assert.deepEqual(fail(status.UNAVAILABLE, 'no healthy upstream'), {
    line: `(${LABEL} failed: status UNAVAILABLE, no healthy upstream)`,
    failure: 502,
  });
  assert.equal(fail(status.DEADLINE_EXCEEDED, '').failure, 504);
  assert.equal(fail(status.UNIMPLEMENTED, 'a\nb').line, `(${LABEL} failed: status UNIMPLEMENTED)`);
  assert.equal(nameOf(99 as status), 'code 99');
});

test('where nothing could be connected, the line has the words of the system', () => {
  const sentence = 'No connection established. Last error: Error: connect ECONNREFUSED 127.0.0.1:1. Resolution note: ';
  assert.equal(fail(status.UNAVAILABLE, sentence).line, `(${LABEL} failed: connect ECONNREFUSED 127.0.0.1:1)`);
  const unknown = 'Name resolution failed for target dns:///hello2:8002';
  assert.equal(fail(status.UNAVAILABLE, unknown).line, `(${LABEL} failed: ${unknown})`);
});

test('no answer brings a control character or a long text through', () => {
  const codes = fc.constantFrom(...Object.values(status).filter((code) => typeof code === 'number'));
  fc.assert(
    fc.property(codes, fc.string({ unit: 'binary', maxLength: 40 }), (code, text) => {
      for (const hop of [fail(code, text), readGrpcReply(LABEL, text)]) assert.doesNotMatch(hop.line, /\p{Cc}/u);
      assert.notEqual(fail(code, text).failure, null);
    }),
  );
  assert.ok(fail(status.INTERNAL, 'x'.repeat(60_000)).line.length < 400);
});
