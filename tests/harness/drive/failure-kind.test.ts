import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { failureOf } from '../../../harness/drive/failure-kind.ts';
import type { TransportFailure } from '../../../harness/model/observation.ts';

/** An error as Node and undici make them. */
function errorOf(code: string, message = `something ${code}`): Error {
  return Object.assign(new Error(message), { code });
}

const KINDS: Record<string, TransportFailure> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'local',
  EMFILE: 'local',
  ENFILE: 'local',
  EPROTO: 'tls',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  HPE_INVALID_CONSTANT: 'protocol',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  SOMETHING_NEW: 'protocol',
};

for (const [code, kind] of Object.entries(KINDS)) {
  test(`${code} is ${kind}`, () => assert.equal(failureOf(errorOf(code)).kind, kind));
}

test('words that decide where the code is too broad', () => {
  assert.equal(failureOf(errorOf('UND_ERR_SOCKET', 'other side closed')).kind, 'closed');
  assert.equal(failureOf(errorOf('UND_ERR_SOCKET', 'bad response')).kind, 'protocol');
  assert.equal(failureOf(errorOf('UND_ERR_SOCKET', 'bad upgrade')).kind, 'protocol');
  const handshake = 'Client network socket disconnected before secure TLS connection was established';
  assert.equal(failureOf(errorOf('ECONNRESET', handshake)).kind, 'closed');
  const cut = 'Response does not match the HTTP/1.1 protocol (Invalid EOF state)';
  assert.equal(failureOf(Object.assign(new Error(cut), { code: undefined })).kind, 'closed');
});

test('what never left for want of something of our own says what was lacking', () => {
  const error = Object.assign(errorOf('EMFILE', 'connect EMFILE 127.0.0.1:9'), { syscall: 'connect', address: '127.0.0.1' });
  const lack = { what: 'handle', code: 'EMFILE', address: '127.0.0.1' };
  const reason = failureOf(error);
  assert.deepEqual({ ...reason, detail: '' }, { kind: 'local', detail: '', lasting: false, lack });
  assert.match(reason.detail, /no free file handle \(EMFILE\): .*ulimit -n/);
  assert.equal(failureOf(errorOf('EMFILE')).lack, undefined, 'who knows what was under way');
});

test('only a refused certificate is lasting', () => {
  const lasting = Object.keys(KINDS).filter((code) => failureOf(errorOf(code)).lasting);
  assert.deepEqual(lasting, [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]);
});

test('several addresses are named after what an existing host said', () => {
  const both = new AggregateError([errorOf('EADDRNOTAVAIL'), errorOf('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:9')]);
  assert.deepEqual(failureOf(both), { kind: 'refused', detail: 'connect ECONNREFUSED 127.0.0.1:9', lasting: false });
  assert.equal(failureOf(new AggregateError([errorOf('ENETUNREACH'), errorOf('ETIMEDOUT')])).kind, 'timeout');
  assert.equal(failureOf(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })).kind, 'refused');
  const wrapped = new Error('Connect Timeout Error', {
    cause: new AggregateError([errorOf('ETIMEDOUT'), errorOf('ECONNREFUSED')]),
  });
  assert.equal(failureOf(Object.assign(wrapped, { code: 'UND_ERR_CONNECT_TIMEOUT' })).kind, 'refused');
});

test('the detail is the words of the system, with the code where they leave it out', () => {
  assert.equal(failureOf(errorOf('ECONNRESET', 'read ECONNRESET')).detail, 'read ECONNRESET');
  assert.equal(
    failureOf(errorOf('CERT_HAS_EXPIRED', 'certificate has expired')).detail,
    'certificate has expired (CERT_HAS_EXPIRED)',
  );
  assert.equal(failureOf(errorOf('UND_ERR_SOCKET', 'other side closed')).detail, 'other side closed');
  assert.equal(failureOf(errorOf('EMFILE', '')).detail, 'EMFILE');
  assert.equal(failureOf(errorOf('EPROTO', 'wrong version\nnumber:\x1b\n')).detail, 'wrong version number:\\x1b (EPROTO)');
});

test('anything that can be thrown gets a kind and a safe detail', () => {
  fc.assert(
    fc.property(fc.anything(), (thrown) => {
      const { kind, detail } = failureOf(thrown);
      assert.equal(typeof kind, 'string');
      assert.ok(detail.length > 0 && detail.length <= 200);
    }),
    { seed: 5 },
  );
});
