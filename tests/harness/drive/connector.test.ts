import assert from 'node:assert/strict';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { describe, test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import type { TlsMaterial } from '../../../harness/model/probe.ts';
import { makeCertificates } from './certificates.ts';
import { httpServer, type LoopbackServer, listening, rawAnswer, tcpServer } from './loopback-server.ts';
import { kindsOf, planFor, rehearse } from './rehearsal.ts';

const certificates = makeCertificates();
const skip = certificates === null ? 'no openssl program here to make certificates with' : false;

describe('https', { skip }, () => {
  const { ca, server, client } = certificates!;
  const trusting: TlsMaterial = { caPem: ca, certPem: null, keyPem: null, insecure: false };

  /** Answers with the server name asked for, the protocol agreed on and the client certificate's name. */
  async function httpsServer(options: object = {}): Promise<LoopbackServer> {
    const https = createHttpsServer({ ...server, ca, ...options }, (request, response) => {
      const socket = request.socket as TLSSocket;
      const seen = [socket.servername, socket.alpnProtocol, socket.getPeerCertificate().subject?.CN, request.headers.host];
      response.end(JSON.stringify(seen));
    });
    https.on('tlsClientError', () => {});
    return await listening(https as unknown as Server);
  }

  test('checks the certificate against the CA and the address', async () => {
    const https = await httpsServer();
    const { answers, end } = await rehearse(planFor({ scheme: 'https', port: https.port }, { tls: trusting, requests: 20 }));
    assert.equal(answers.length, 20);
    assert.equal(end.connectionsOpened, 2);
    assert.deepEqual(JSON.parse(answers[0]!.body.toString()), [false, 'http/1.1', null, `127.0.0.1:${https.port}`]);
  });

  test('asks for the name in the Host header and checks the certificate against it', async () => {
    const https = await httpsServer();
    const target = { scheme: 'https', port: https.port } as const;
    const good = await rehearse(planFor(target, { tls: trusting }, { headers: [['Host', 'shop.example']] }));
    assert.deepEqual(JSON.parse(good.answers[0]!.body.toString()).slice(0, 2), ['shop.example', 'http/1.1']);
    const wrong = await rehearse(planFor(target, { tls: trusting }, { headers: [['Host', 'other.example']] }));
    assert.deepEqual(kindsOf(wrong.failures), { tls: 4 });
    assert.match(wrong.failures[0]!.detail, /other\.example/);
  });

  test('asks for the name of the target', async () => {
    const https = await httpsServer();
    const { answers } = await rehearse(planFor({ scheme: 'https', host: 'localhost', port: https.port }, { tls: trusting }));
    assert.equal(JSON.parse(answers[0]!.body.toString())[0], 'localhost');
  });

  test('refuses an unknown authority, and takes it when told to', async () => {
    const https = await httpsServer();
    const target = { scheme: 'https', port: https.port } as const;
    const strict = await rehearse(planFor(target));
    assert.deepEqual(kindsOf(strict.failures), { tls: 4 });
    const insecure = await rehearse(planFor(target, { tls: { ...trusting, caPem: null, insecure: true } }));
    assert.equal(insecure.answers.length, 4);
  });

  test('shows a client certificate', async () => {
    const https = await httpsServer({ requestCert: true, rejectUnauthorized: true });
    const target = { scheme: 'https', port: https.port } as const;
    const shown = await rehearse(planFor(target, { tls: { ...trusting, certPem: client.cert, keyPem: client.key } }));
    assert.equal(JSON.parse(shown.answers[0]!.body.toString())[2], 'client');
    const without = await rehearse(planFor(target, { tls: trusting }));
    assert.equal(without.answers.length, 0);
    assert.equal(without.failures.length, 4);
  });

  test('opens and ends a connection per request when asked to', async () => {
    const https = await httpsServer();
    const plan = planFor({ scheme: 'https', port: https.port }, { tls: trusting, freshConnections: true, requests: 20 });
    const { failures, end } = await rehearse(plan);
    assert.deepEqual(failures, []);
    assert.equal(end.connectionsOpened, 20);
    assert.equal(https.accepted(), 20);
  });

  test('a refused certificate ends the wait for readiness at once', async () => {
    const https = await httpsServer();
    const { end } = await rehearse(planFor({ scheme: 'https', port: https.port }, { readyTimeoutMs: 60_000 }));
    assert.equal(end.reason, 'never-ready');
    assert.equal(end.lastError!.kind, 'tls');
    assert.equal(https.accepted(), 1);
  });

  test('names a server that speaks no TLS, hangs up or stays silent during the handshake', async () => {
    for (const [onConnection, kind] of [
      [rawAnswer(''), 'timeout'],
      [(socket) => socket.end(), 'closed'],
      [(socket) => socket.once('data', () => socket.resetAndDestroy()), 'reset'],
      [(socket) => socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')), 'tls'],
    ] as [Parameters<typeof tcpServer>[0], string][]) {
      const plain = await tcpServer(onConnection);
      const timeoutMs = kind === 'timeout' ? 60 : 5_000;
      const { failures } = await rehearse(planFor({ scheme: 'https', port: plain.port }, { tls: trusting, timeoutMs }));
      assert.deepEqual(kindsOf(failures), { [kind]: 4 }, failures[0]?.detail);
    }
  });
});

test('TLS material that cannot be used is refused before any traffic', async () => {
  const http = await httpServer((_request, response) => response.end());
  const tls = { caPem: null, certPem: 'not a certificate', keyPem: null, insecure: false };
  await assert.rejects(rehearse(planFor({ scheme: 'https', port: http.port }, { tls })), /client certificate .*cannot be used/);
  assert.equal(http.accepted(), 0);
});
