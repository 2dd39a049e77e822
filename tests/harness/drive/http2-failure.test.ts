import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  codeName,
  failureBeforeSettings,
  failureOfAlpn,
  failureOfGoaway,
  failureOfStream,
} from '../../../harness/drive/http2-failure.ts';

const error = (code: string, message = code): Error => Object.assign(new Error(message), { code });

test('names error codes as the standard does', () => {
  assert.deepEqual([0, 1, 7, 8, 11, 13].map(codeName), [
    'NO_ERROR',
    'PROTOCOL_ERROR',
    'REFUSED_STREAM',
    'CANCEL',
    'ENHANCE_YOUR_CALM',
    'HTTP_1_1_REQUIRED',
  ]);
  assert.equal(codeName(2 ** 32 - 1), 'code 0xffffffff');
});

test('a stream that ends early is named after who ended it and why', () => {
  const kinds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((code) => failureOfStream(code).kind);
  const [protocol, reset] = ['protocol', 'reset'];
  const expected = ['closed', protocol, reset, protocol, reset, reset, protocol, 'refused', reset, protocol, reset];
  assert.deepEqual(kinds, [...expected, protocol, protocol, protocol, reset]);
  assert.deepEqual(failureOfGoaway(11).kind, 'protocol');
});

test('what the network says before a server greets stays what it is', () => {
  assert.equal(failureBeforeSettings(error('ECONNREFUSED')).kind, 'refused');
  assert.equal(failureBeforeSettings(error('ECONNRESET')).kind, 'reset');
  const certificate = failureBeforeSettings(error('CERT_HAS_EXPIRED'));
  assert.deepEqual([certificate.kind, certificate.lasting], ['tls', true]);
});

test('anything else before that came from a server that speaks something else, which waiting does not change', () => {
  for (const reason of [
    failureBeforeSettings(error('ERR_HTTP2_ERROR', 'Protocol error')),
    failureBeforeSettings(error('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')),
    failureOfAlpn('http/1.1'),
    failureOfAlpn(false),
  ]) {
    assert.deepEqual([reason.kind, reason.lasting], ['protocol', true]);
    assert.match(reason.detail, /^the server does not speak HTTP\/2: /);
    assert.ok(reason.detail.length <= 200);
  }
  assert.match(failureOfAlpn('http/1.1').detail, /agreed on http\/1\.1, not on h2/);
  assert.match(failureOfAlpn(false).detail, /agreed on no protocol/);
});
