import assert from 'node:assert/strict';
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { type Greet, type Greeter, greeterServer } from '../harness/drive/greeter-server.ts';
import { assertHarmless, assertUsage, type Ended, inProcess, ROOT, reportOf, scratch } from './command.ts';
import { manifest } from './shop.ts';

const folder = scratch();
const open = new Set<Greeter | Http2Server>();
after(() => {
  for (const server of open) server.close();
});

async function served(greet: Greet): Promise<string> {
  const greeter = await greeterServer(greet);
  open.add(greeter);
  return `grpc://127.0.0.1:${greeter.port}`;
}

/** What a workload of a version says, `replies` times in a stream. */
const greeting = (version: string, { name, replies }: { name: string; replies: number }) => ({
  version,
  lines: Array<string>(replies || 1).fill(`${version === 'v1' ? 'Hello' : 'Bonjour'} ${name}(10.0.0.1)`),
});

/** A greeter that stands for a gateway: it names a version per call, or one per connection. */
function gateway(per: 'call' | 'connection', seed: string): Promise<string> {
  const random = xoshiro(seed);
  const draw = () => (random.nextUniform() < 0.8 ? 'v1' : 'v2');
  const places = new Map<string, string>();
  return served((asked) => {
    const version = (per === 'connection' ? places.get(asked.peer) : undefined) ?? draw();
    places.set(asked.peer, version);
    return greeting(version, asked);
  });
}

const weigh = (target: string, expected: string, ...args: readonly string[]) =>
  inProcess(['verify', target, '--expect', expected, ...args]);
const verify = (target: string, ...args: readonly string[]) => weigh(target, 'v1=80,v2=20', ...args);
const gateOf = (ended: Ended) => reportOf(ended).gates[0];
const words = ({ stdout }: Ended) => stdout.replaceAll(/\s+/g, ' ');
const STREAM = '/weighbridge.hello.v1.Greeter/HelloStream';

describe('verify grpc://', () => {
  it('weighs calls, says how they share connections, and judges the saved tally alike', async () => {
    const tally = join(folder, 'tally.json');
    const args = ['--streams', '8', '-c', '1', '-n', '600', '--report', 'json', '--tally', tally];
    const ended = await verify(await gateway('call', '3'), ...args);
    const gate = gateOf(ended);
    assert.equal(ended.code, 0, gate?.message);
    assert.deepEqual([gate?.n, gate?.unit, gate?.measurement.connections], [600, 'request', { opened: 1, fresh: false }]);
    assert.ok(gate?.notes.includes('gRPC, up to 8 calls at once (--streams) on one connection'), String(gate?.notes));
    assert.deepEqual(new Set(gate?.measurement.statuses.map((one) => one.status)), new Set(['0']));
    assert.equal((await inProcess(['judge', tally, '--report', 'json'])).stdout, ended.stdout);
  });

  it('weighs streams, in several threads', async () => {
    const target = (await gateway('call', '3')) + STREAM;
    const args = ['--by', 'hop:1', '--body', '{"name":"eric","replies":3}', '-n', '600', '--threads', '2'];
    const ended = await weigh(target, 'Hello=80,Bonjour=20', ...args);
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    assert.match(words(ended), /gRPC, one call at a time on each of 32 connections/);
  });

  it('fails wrong weights', async () => {
    for (const path of ['', STREAM]) {
      const ended = await weigh((await gateway('call', '4')) + path, 'v1=50,v2=50', '-n', '400');
      assert.equal(ended.code, 1, ended.stdout);
    }
  });

  for (const per of ['call', 'connection'] as const)
    it(`finds by a comparison that a gateway picks per ${per}`, async () => {
      const args = ['--streams', '4', '-c', '20', '-n', '1200', '--compare-connections', '--report', 'json'];
      const ended = await verify(await gateway(per, '5'), ...args);
      const { comparison, gates } = reportOf(ended);
      assert.equal(comparison?.picks, per === 'call' ? 'per-request' : 'per-connection', comparison?.text);
      assert.deepEqual(
        gates.map(({ measurement }) => measurement.connections),
        [
          { opened: 1200, fresh: true },
          { opened: 20, fresh: false },
        ],
      );
    });

  it('tells one long connection to a balancer of connections from a split', async () => {
    const one = await verify(await gateway('connection', '8'), '-c', '1', '-n', '300');
    assert.equal(one.code, 1, one.stdout);
    const many = gateOf(await verify(await gateway('connection', '8'), '-c', '20', '-n', '1600', '--report', 'json'));
    assert.equal(many?.unit, 'connection', many?.message);
    const fresh = await verify(await gateway('connection', '8'), '--fresh', '-n', '600');
    assert.equal(fresh.code, 0, fresh.stdout);
    assert.match(words(fresh), /gRPC, a new connection for every call/);
  });

  it('names statuses, as versions and as failures', async () => {
    const failing = { code: status.UNAVAILABLE, details: 'no room \u001b[2J' };
    const target = await served((asked) => ({ ...greeting('v1', asked), ...failing }));
    const counted = await weigh(target, 'UNAVAILABLE=1', '--by', 'status', '-n', '50');
    assert.equal(counted.code, 0, counted.stdout + counted.stderr);
    const failed = await weigh(target, 'v1=1', '-n', '50');
    assert.equal(failed.code, 1, failed.stdout);
    assert.match(words(failed), /v1 answered 50 of 50 with gRPC UNAVAILABLE \(14\)/);
    const unnamed = await weigh(target, 'Hello=1', '--by', 'hop:1', '-n', '50');
    assert.equal(unnamed.code, 4, unnamed.stdout);
    assert.match(words(unnamed), /50 gRPC UNAVAILABLE \(14\), for example: no room/);
    assert.match(words(unnamed), /failed: 50 × gRPC UNAVAILABLE \(14\) without a version/);
    assertHarmless(unnamed.stdout);
  });

  it('shows the page of a gateway that does not speak gRPC', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(503, { 'content-type': 'text/plain' });
      response.end('no healthy upstream');
    });
    open.add(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const ended = await verify(`grpc://127.0.0.1:${(server.address() as AddressInfo).port}`, '-n', '20');
    assert.equal(ended.code, 4, ended.stdout);
    assert.match(words(ended), /20 gRPC UNAVAILABLE \(14\), for example: no healthy upstream/);
  });
});

/** One Service and one Deployment per version. */
const workload = (version: string) => `apiVersion: v1
kind: Service
metadata: {name: greeter-${version}, namespace: shop}
spec:
  selector: {app: greeter, version: ${version}}
  ports: [{name: grpc, port: 50051, targetPort: 8002}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: greeter-${version}, namespace: shop}
spec:
  selector: {matchLabels: {app: greeter, version: ${version}}}
  template:
    metadata: {labels: {app: greeter, version: ${version}}}
    spec: {containers: [{name: greeter, image: http-hello, ports: [{containerPort: 8002}]}]}
`;

/** A rule for each method; only that of `Hello` has the weights. */
const routes = (one: number, two: number) => `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: shop, namespace: shop}
spec:
  gatewayClassName: any
  listeners: [{name: http, port: 80, protocol: HTTP}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GRPCRoute
metadata: {name: greeter, namespace: shop}
spec:
  parentRefs: [{name: shop}]
  hostnames: [greeter.example]
  rules:
    - matches: [{method: {service: weighbridge.hello.v1.Greeter, method: Hello}}]
      backendRefs:
        - {name: greeter-v1, port: 50051, weight: ${one}}
        - {name: greeter-v2, port: 50051, weight: ${two}}
    - matches: [{method: {service: weighbridge.hello.v1.Greeter}}]
      backendRefs: [{name: greeter-v2, port: 50051}]
`;

const promise = (name: string, one: number, two: number) =>
  manifest(folder, name, workload('v1'), workload('v2'), routes(one, two));

describe('verify grpc:// --routes', () => {
  const ask = async (file: string, path = '') => {
    const [, address = ''] = (await gateway('call', '7')).split('//');
    const connect = ['--connect-to', `greeter.example:80:${address}`, '--rate', 'max'];
    return inProcess(['verify', `grpc://greeter.example:80${path}`, '--routes', file, ...connect, '-n', '500']);
  };

  it('takes the weights of the GRPCRoute for the method that is called', async () => {
    const good = await ask(promise('good.yaml', 80, 20));
    assert.equal(good.code, 0, good.stdout + good.stderr);
    assert.match(words(good), /expected by GRPCRoute shop\/greeter/);
    const wrong = await ask(promise('wrong.yaml', 50, 50));
    assert.equal(wrong.code, 1, wrong.stdout + wrong.stderr);
    // The stream has a rule of its own, which sends all of it to v2.
    const stream = await ask(promise('stream.yaml', 80, 20), STREAM);
    assert.equal(stream.code, 1, stream.stdout + stream.stderr);
    assert.match(words(stream), /v1/);
  });

  it('does not promise statuses, which manifests say in those of HTTP', async () => {
    const args = ['--routes', promise('status.yaml', 1, 1), '--by', 'status'];
    assertUsage(
      await inProcess(['verify', 'grpc://greeter.example:80', ...args]),
      '--group-by status',
      'give --expect, such as OK=90',
    );
  });
});

describe('verify grpc:// refuses', () => {
  const target = 'grpc://127.0.0.1:1';
  for (const [what, args, ...parts] of [
    ['a target without a port', ['grpc://h'], 'port is missing', 'write grpc://host:port'],
    ['a path that is no method', [`${target}/hello`], 'not a gRPC method', '/package.Service/Method'],
    ['options of HTTP and tcp', [target, '--method', 'GET'], '--method has no meaning'],
    ['options of TLS', [target, '--cacert', 'x.pem'], '--cacert has no meaning'],
    ['to do without HTTP/2', [target, '--no-http2'], '--no-http2: gRPC is spoken over HTTP/2 only'],
    ['a body that is not JSON', [target, '--body', 'eric'], '--body "eric"', 'not JSON', '{"name":"eric"'],
    ['a body with an unknown field', [target, '--body', '{"nam":"a"}'], '--body', 'no field "nam"', 'name, replies and pause_ms'],
    ['a body with a wrong type', [target, '--body', '{"replies":"3"}'], '--body', 'replies is "3"', 'whole number'],
    ['a body for a foreign method', [`${target}/a.B/C`, '--body', '{}'], '--body', 'empty message', 'leave --body out'],
    ['a header of gRPC', [target, '-H', 'grpc-encoding: gzip'], 'grpc-encoding', 'written by gRPC itself'],
    ['binary metadata that is not base64', [target, '-H', 'a-bin: {}'], 'a-bin', 'not base64'],
    ['streams on fresh connections', [target, '--fresh', '--streams', '2'], 'leave one of the two out'],
    ['a stand beside the target', [target, '--lab', 'http-hello'], '--lab http-hello', 'give one of the two'],
  ] as const)
    it(what, async () => assertUsage(await inProcess(['verify', ...args, '--expect', '1,1']), ...parts));

  it('a lab, whose pods are called over HTTP/1.1', async () => {
    const lab = ['--lab', join(ROOT, 'manifests/bookinfo/istio/paths'), '--namespace', 'bookinfo'];
    assertUsage(await inProcess(['verify', 'grpc://reviews:9080', ...lab]), '--lab ', 'over HTTP/1.1', 'give an http:// target');
  });
});
