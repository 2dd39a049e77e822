import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, type TestContext, test } from 'node:test';
import type { Report } from '../../harness/model/report.ts';
import { makeCertificates } from '../harness/drive/certificates.ts';
import { freePort } from './free-port.ts';
import type { RunningGateway } from './gateways/running-gateway.ts';
import { type Http2Gateway, startHttp2Envoy, startHttp2Nginx } from './http2-gateways.ts';
import { skipWithout } from './parts.ts';
import { runProgram } from './run-program.ts';

const WEIGHTS = { one: 80, two: 20 };
type Name = keyof typeof WEIGHTS;
const NAMES: readonly Name[] = ['one', 'two'];

/** Workloads that name themselves: over HTTP/1.1 behind routes, over HTTP/2 behind what passes connections through. */
const ports = new Map<string, number>();
const servers: Server[] = [];
before(async () => {
  for (const name of NAMES) {
    const http = createHttpServer((request, response) => {
      response.setHeader('x-version', name);
      if (request.url !== '/breaks-off') response.end('hello\n');
      else response.writeHead(200, { 'content-length': 6 }).write('hel', () => response.socket?.destroy());
    });
    const http2 = createHttp2Server();
    http2.on('session', (session) => session.on('error', () => {}));
    http2.on('stream', (stream) => {
      stream.on('error', () => {});
      stream.respond({ ':status': 200, 'x-version': name });
      stream.end('hello\n');
    });
    for (const [kind, server] of [
      ['http', http],
      ['http2', http2 as unknown as Server],
    ] as const) {
      servers.push(server);
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      ports.set(`${kind} ${name}`, (server.address() as AddressInfo).port);
    }
  }
});
after(() => {
  for (const server of servers) server.close();
});

async function split(kind: 'http' | 'http2', per: Http2Gateway['per']): Promise<Http2Gateway> {
  const destinations = NAMES.map((name) => ({ name, port: ports.get(`${kind} ${name}`) ?? 0, weight: WEIGHTS[name] }));
  return { listenPort: await freePort(), destinations, per };
}

async function started(context: TestContext, gateway: Promise<RunningGateway>): Promise<number> {
  const { port, stop } = await gateway;
  context.after(stop);
  return port;
}

/** A random gateway with right weights may fail one run in a million. */
function verify(target: string, ...more: readonly string[]) {
  return weigh(target, 'one=80,two=20', ...more);
}

/** Weighs one gate over HTTP/2; the report, if there is one. */
async function weigh(target: string, expected: string, ...more: readonly string[]) {
  const risk = ['--expect', expected, '--significance', '0.000001'];
  const args = ['harness/bin.js', 'verify', target, ...risk, '--http2', '--report', 'json', ...more];
  const { code, stdout, stderr } = await runProgram(process.execPath, args);
  const report = stdout === '' ? null : (JSON.parse(stdout) as Report);
  return { code, report, gate: report?.gates[0], text: stdout + stderr };
}

const MANY = ['-n', '1500', '-c', '40', '--streams', '5'];

for (const [part, start, throughKind] of [
  ['envoy', startHttp2Envoy, 'http2'],
  ['nginx', startHttp2Nginx, 'http'],
] as const) {
  suite(`HTTP/2 through ${part}`, { skip: skipWithout(part) }, () => {
    test('a split per request passes on few connections with many streams', async (context) => {
      const port = await started(context, start(await split('http', 'request')));
      const { code, gate, text } = await verify(`http://127.0.0.1:${port}/`, '-n', '1500', '-c', '2', '--streams', '20');
      assert.equal(code, 0, text);
      assert.equal(gate?.unit, 'request');
      assert.deepEqual(gate?.measurement.failures, []);
    });

    test('wrong weights fail', async (context) => {
      const port = await started(context, start(await split('http', 'request')));
      const { code, text } = await weigh(`http://127.0.0.1:${port}/`, 'one=50,two=50', ...MANY);
      assert.equal(code, 1, text);
    });

    for (const per of ['request', 'connection'] as const) {
      test(`shows that it picks per ${per}`, async (context) => {
        const port = await started(context, start(await split(per === 'request' ? 'http' : throughKind, per)));
        const { report, text } = await verify(`http://127.0.0.1:${port}/`, ...MANY, '--compare-connections');
        assert.equal(report?.comparison?.picks, `per-${per}`, text);
        assert.deepEqual(
          report?.gates.map(({ measurement }) => measurement.failures),
          [[], []],
        );
      });
    }

    test('answers that break off behind it are failures, and their connections go on', async (context) => {
      const port = await started(context, start(await split('http', 'request')));
      const { gate, text } = await verify(`http://127.0.0.1:${port}/breaks-off`, '-n', '40', '-c', '2', '--ready-timeout', '0');
      const [failure, ...others] = gate?.measurement.failures ?? [];
      assert.deepEqual([failure?.kind, failure?.count, others], ['reset', 40, []], text);
      assert.equal(failure?.example, 'the stream was reset with INTERNAL_ERROR');
      assert.equal(gate?.measurement.connections.opened, 2, text);
    });

    test('connections that it dismisses after some requests cost none', async (context) => {
      const port = await started(context, start({ ...(await split('http', 'request')), requestsPerConnection: 50 }));
      const { code, gate, text } = await verify(`http://127.0.0.1:${port}/`, '-n', '1500', '-c', '2', '--streams', '10');
      assert.equal(code, 0, text);
      assert.deepEqual(gate?.measurement.failures, []);
      // Up to ten more are under way when the gateway says goodbye, and it answers them.
      assert.ok((gate?.measurement.connections.opened ?? 0) >= 1500 / (50 + 10), text);
    });
  });
}

suite('HTTP/2 over TLS through envoy', { skip: skipWithout('envoy') }, () => {
  const certificates = makeCertificates();
  const folder = mkdtempSync(join(tmpdir(), 'weighbridge-http2-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('agrees on h2, by name and with a client certificate', {
    skip: certificates === null && 'no openssl',
  }, async (context) => {
    const { ca, server, client } = certificates!;
    const caFile = file('ca.pem', ca);
    const tls = { certFile: file('server.pem', server.cert), keyFile: file('server.key', server.key), caFile };
    const port = await started(context, startHttp2Envoy({ ...(await split('http', 'request')), tls }));
    const trusting = ['--cacert', caFile, '--host', 'shop.example', '-n', '600', '-c', '4', '--streams', '4'];
    const mine = ['--cert-file', file('client.pem', client.cert), '--key-file', file('client.key', client.key)];
    const target = `https://127.0.0.1:${port}/`;
    const good = await verify(target, ...trusting, ...mine);
    assert.equal(good.code, 0, good.text);
    const without = await verify(target, ...trusting, '--ready-timeout', '1s');
    assert.equal(without.code, 4, without.text);
    assert.match(without.gate?.message ?? '', /tls: .*certificate required/);
  });
});

suite('an HTTP/1.1 gateway', { skip: skipWithout('nginx') }, () => {
  test('does not speak HTTP/2, which is told at once', async (context) => {
    const { startNginx } = await import('./gateways/nginx.ts');
    const port = await started(context, startNginx('http', 'split_clients', await split('http', 'request')));
    const { code, gate, text } = await verify(`http://127.0.0.1:${port}/`, '--ready-timeout', '1h');
    assert.equal(code, 4, text);
    assert.match(gate?.message ?? '', /does not speak HTTP\/2/);
  });
});
