import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { makeCertificates } from '../harness/drive/certificates.ts';
import { httpServer, listening, tcpServer } from '../harness/drive/loopback-server.ts';
import { assertUsage, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();
const certificates = makeCertificates();

describe('verify --connect-to', () => {
  it('sends requests for the target elsewhere, and everything else stays that of the target', async () => {
    const hosts = new Set<string | undefined>();
    const server = await httpServer((request, response) => {
      hosts.add(request.headers.host);
      response.setHeader('x-version', 'v1').end();
    });
    const ended = await inProcess([
      ...['verify', 'http://Shop.example/cart', '--connect-to', `shop.example:80:127.0.0.1:${server.port}`],
      ...['--expect', 'v1=1', '-n', '50', '--report', 'json'],
    ]);
    assert.equal(ended.code, 0, ended.stderr);
    const [gate] = reportOf(ended).gates;
    assert.deepEqual([...hosts], ['shop.example']);
    assert.deepEqual([gate?.target, gate?.name], ['http://shop.example/cart', 'http://shop.example/cart']);
    assert.deepEqual(
      gate?.notes,
      [`connections are opened to 127.0.0.1:${server.port} (--connect-to)`],
      'and is not held back: it is loopback',
    );
  });

  it('works for tcp, with empty parts, and the first entry that fits', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('one\n')));
    const ended = await inProcess([
      ...['verify', 'tcp://echo.cluster.local:31400', '--expect', 'one=1', '-n', '50'],
      ...[
        '--connect-to',
        'other:31400:127.0.0.1:1',
        '--connect-to',
        `::localhost:${server.port}`,
        '--connect-to',
        '::127.0.0.1:1',
      ],
    ]);
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    assert.match(ended.stdout, /^PASS {2}tcp:\/\/echo\.cluster\.local:31400 /);
  });

  it('asks for the name of the target over TLS and checks the certificate against it', {
    skip: certificates === null ? 'no openssl program here to make certificates with' : false,
  }, async () => {
    const names = new Set<unknown>();
    const https = createHttpsServer(certificates!.server, (request, response) => {
      names.add(`${(request.socket as TLSSocket).servername} ${request.headers.host}`);
      response.setHeader('x-version', 'v1').end();
    });
    https.on('tlsClientError', () => {});
    const { port } = await listening(https as unknown as Server);
    const cacert = join(folder, 'ca.pem');
    writeFileSync(cacert, certificates!.ca);
    const weigh = (target: string) =>
      inProcess(['verify', target, '--connect-to', `::127.0.0.1:${port}`, '--cacert', cacert, '--expect', 'v1=1', '-n', '20']);
    assert.equal((await weigh('https://shop.example/')).code, 0);
    assert.deepEqual([...names], ['shop.example shop.example']);
    const wrong = await weigh('https://wrong.example/');
    assert.equal(wrong.code, 4);
    assert.match(wrong.stdout, /wrong\.example/);
  });

  it('stands beside a file of gates, for the gates that it fits, and leaves labs alone', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('one\n')));
    const file = join(folder, 'gates.yaml');
    writeFileSync(
      file,
      [
        'gates:',
        '  - {name: away, target: "tcp://echo.svc:9000", expect: one=1, requests: 20}',
        '  - {name: lab, lab: tcp-echo, expect: "1,1", requests: 100}',
      ].join('\n'),
    );
    const ended = await inProcess(['verify', '--config', file, '--connect-to', `::127.0.0.1:${server.port}`, '--report', 'json']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(
      reportOf(ended).gates.map(({ name, verdict }) => [name, verdict]),
      [
        ['away', 'PASS'],
        ['lab', 'PASS'],
      ],
    );
    assert.equal(server.accepted(), 21, 'twenty requests and the one that asks whether somebody is there');
  });

  it('says what is wrong with an entry', async () => {
    assertUsage(
      await inProcess(['verify', 'http://h/', '--expect', '1', '--connect-to', 'h:80:1']),
      '--connect-to "h:80:1"',
      'IPv6 in brackets',
    );
    assertUsage(await inProcess(['verify', 'http://h/', '--expect', '1', '--connect-to', 'g:80:h:1']), 'no entry is about h:80');
  });
});
