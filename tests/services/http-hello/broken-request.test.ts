import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenRequestAnswer } from '../../../services/http-hello/broken-request.ts';

const statusOf = (code: string, packet?: string) =>
  brokenRequestAnswer({ code, rawPacket: packet === undefined ? undefined : Buffer.from(packet) })?.status;

test('what the parser says becomes a status', () => {
  assert.equal(statusOf('ERR_HTTP_REQUEST_TIMEOUT'), 408);
  assert.equal(statusOf('HPE_INVALID_METHOD', 'GARBAGE\r\n'), 400);
  assert.equal(statusOf('HPE_INVALID_URL'), 400);
  assert.equal(statusOf('HPE_INVALID_EOF_STATE'), 400);
  assert.equal(statusOf('ECONNRESET'), undefined);
  assert.equal(brokenRequestAnswer({})?.status, 400);
});

test('an overflow in the request line is 414, one in the headers 431', () => {
  const long = 'x'.repeat(20_000);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', `GET /${long}`), 414);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', `GET /${long} HTTP/1.1\r\nHost: a\r\n\r\n`), 414);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', `${long} HTTP/1.1\r\nHost: a\r\n\r\n`), 414);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', `GET / HTTP/1.1\r\nHost: a\r\nX: ${long}\r\n\r\n`), 431);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', `${long}\r\n\r\n`), 431);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW', long), 431);
  assert.equal(statusOf('HPE_HEADER_OVERFLOW'), 431);
});
