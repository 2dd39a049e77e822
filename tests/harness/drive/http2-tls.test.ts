import assert from 'node:assert/strict';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { describe, test } from 'node:test';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { TlsMaterial } from '../../../harness/model/probe.ts';
import { makeCertificates } from './certificates.ts';
import { type LoopbackServer, listening, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

const certificates = makeCertificates();
const skip = certificates === null ? 'no openssl program here to make certificates with' : false;

describe('HTTP/2 over TLS', { skip }, () => {
  const { ca, server, client } = certificates!;
  const trusting: TlsMaterial = { caPem: ca, certPem: null, keyPem: null, insecure: false };
  const http2 = { streams: 2 };

  /** Answers with the server name asked for, the protocol agreed on, the client certificate's name and the authority. */
  async function secureServer(options: object = {}): Promise<LoopbackServer> {
    const secure = createSecureServer({ ...server, ca, ...options });
    secure.on('sessionError', () => {});
    secure.on('stream', (stream, headers) => {
      const socket = stream.session?.socket as TLSSocket;
      const seen = [socket.servername, socket.alpnProtocol, socket.getPeerCertificate().subject?.CN, headers[':authority']];
      stream.respond({ ':status': 200 });
      stream.end(JSON.stringify([...seen, headers[':scheme']]));
    });
    secure.on('tlsClientError', () => {});
    return listening(secure as unknown as Server);
  }

  test('agrees on h2 and checks the certificate against the CA and the address', async () => {
    const { port } = await secureServer();
    const { answers, end } = await rehearse(planFor({ scheme: 'https', port }, { tls: trusting, http2, requests: 20 }));
    assert.equal(answers.length, 20);
    assert.equal(end.connectionsOpened, 2);
    assert.deepEqual(JSON.parse(answers[0]!.body.toString()), [false, 'h2', null, `127.0.0.1:${port}`, 'https']);
  });

  test('asks for the name in the Host header and checks the certificate against it', async () => {
    const { port } = await secureServer();
    const target = { scheme: 'https', port } as const;
    const good = await rehearse(planFor(target, { tls: trusting, http2 }, { headers: [['Host', 'shop.example']] }));
    const [name, , , authority] = JSON.parse(good.answers[0]!.body.toString());
    assert.deepEqual([name, authority], ['shop.example', 'shop.example']);
    const wrong = await rehearse(planFor(target, { tls: trusting, http2 }, { headers: [['Host', 'other.example']] }));
    assert.deepEqual(kindsOf(wrong.failures), { tls: 4 });
  });

  test('shows a client certificate', async () => {
    const { port } = await secureServer({ requestCert: true, rejectUnauthorized: true });
    const target = { scheme: 'https', port } as const;
    const shown = await rehearse(planFor(target, { tls: { ...trusting, certPem: client.cert, keyPem: client.key }, http2 }));
    assert.equal(JSON.parse(shown.answers[0]!.body.toString())[2], 'client');
    const without = await rehearse(planFor(target, { tls: trusting, http2 }));
    assert.deepEqual(kindsOf(without.failures), { tls: 4 }, without.failures[0]?.detail);
    assert.match(without.failures[0]!.detail, /certificate required/);
  });

  test('opens and ends a connection per request when asked to', async () => {
    const secure = await secureServer();
    const plan = planFor({ scheme: 'https', port: secure.port }, { tls: trusting, freshConnections: true, requests: 20, http2 });
    const { failures, end } = await rehearse(plan);
    assert.deepEqual(failures, []);
    assert.equal(end.connectionsOpened, 20);
    assert.equal(secure.accepted(), 20);
  });

  test('a refused certificate ends the wait for readiness at once', async () => {
    const secure = await secureServer();
    const { end } = await rehearse(planFor({ scheme: 'https', port: secure.port }, { readyTimeoutMs: 60_000, http2 }));
    assert.equal(end.lastError!.kind, 'tls');
    assert.equal(secure.accepted(), 1);
  });

  for (const [what, start] of [
    ['offers http/1.1 only', () => createHttpsServer({ ...server, ALPNProtocols: ['http/1.1'] })],
    ['knows nothing of ALPN', () => createTlsServer(server)],
  ] as const) {
    test(`a TLS server that ${what} does not speak HTTP/2, which is told at once`, async () => {
      const tls = start();
      tls.on('tlsClientError', () => {});
      const { port, accepted } = await listening(tls as unknown as Server);
      const plan = planFor({ scheme: 'https', port }, { tls: trusting, http2 });
      const { failures } = await rehearse(plan);
      assert.deepEqual(kindsOf(failures), { protocol: 4 }, failures[0]?.detail);
      assert.match(failures[0]!.detail, /^the server does not speak HTTP\/2: the TLS handshake (agreed on|was refused)/);
      const before = accepted();
      const { end } = await rehearse({ ...plan, readyTimeoutMs: 60_000 });
      assert.match(end.lastError!.detail, /does not speak HTTP\/2/);
      assert.equal(accepted(), before + 1);
    });
  }

  test('names a server that speaks no TLS', async () => {
    const plain = await tcpServer((socket) => socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const { failures } = await rehearse(planFor({ scheme: 'https', port: plain.port }, { tls: trusting, http2 }));
    assert.deepEqual(kindsOf(failures), { tls: 4 }, failures[0]?.detail);
  });
});
