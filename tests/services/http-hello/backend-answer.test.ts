import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBackendAnswer } from '../../../services/http-hello/backend-answer.ts';

const read = (status: number, body: string | Buffer, contentType = 'text/plain; charset=utf-8') =>
  readBackendAnswer('hello2:8001', { status, contentType, body: Buffer.from(body as string) });

test('a good line is taken without its newline', () => {
  for (const end of ['', '\n', '\r\n']) {
    assert.deepEqual(read(200, `Hello eric(10.0.0.2)${end}`), { line: 'Hello eric(10.0.0.2)', failure: null });
  }
});

test('a line that reports a failure is passed on with its status', () => {
  const line = 'Bonjour eric(10.0.0.2)<-(hello3:8001 failed: connect ECONNREFUSED)';
  assert.deepEqual(read(502, `${line}\n`), { line, failure: 502 });
  assert.deepEqual(read(504, `${line}\n`), { line, failure: 504 });
});

test('other statuses are failures of this backend, with what it said in plain text', () => {
  assert.deepEqual(read(503, 'no healthy upstream'), {
    line: '(hello2:8001 failed: status 503 Service Unavailable, no healthy upstream)',
    failure: 502,
  });
  assert.deepEqual(read(504, 'upstream request timeout').failure, 504);
  assert.equal(read(404, '<html>\n', 'text/html').line, '(hello2:8001 failed: status 404 Not Found)');
  assert.equal(read(301, '').failure, 502);
  assert.equal(read(299, '').failure, 502);
  assert.equal(
    read(503, 'Bonjour eric(1)<-(hello3:1 failed: x)').line,
    '(hello2:8001 failed: status 503 Service Unavailable, Bonjour eric\\x281\\x29\\x3c-\\x28hello3:1 failed: x\\x29)',
  );
});

test('what is not one line of UTF-8 is a failure', () => {
  assert.match(read(200, '').line, /empty/);
  assert.match(read(200, '\n').line, /empty/);
  assert.match(read(200, 'a\nb\n').line, /more than one line/);
  assert.match(read(200, 'a\rb').line, /more than one line/);
  assert.match(read(200, Buffer.from([0xff, 0xfe])).line, /not UTF-8/);
});

test('no answer brings a control character or a long text through', () => {
  const statuses = fc.constantFrom(200, 204, 302, 404, 500, 502, 503, 504);
  fc.assert(
    fc.property(statuses, fc.uint8Array({ maxLength: 40 }), (status, bytes) => {
      const hop = read(status, Buffer.from(bytes));
      assert.doesNotMatch(hop.line, /\p{Cc}/u);
      assert.equal(hop.failure === null, status < 300 && !hop.line.startsWith('(hello2:8001 failed: '));
    }),
    { seed: 11, numRuns: 500 },
  );
  assert.ok(read(500, 'x'.repeat(60_000)).line.length < 400);
});
