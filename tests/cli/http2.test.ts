import assert from 'node:assert/strict';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { assertUsage, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();
const servers = new Set<Server | Http2Server>();
after(() => {
  for (const server of servers) server.close();
});

async function addressOf(server: Server | Http2Server): Promise<string> {
  servers.add(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A gateway that speaks HTTP/2 and names a version per request, or one per connection; the address of it. */
async function gateway(per: 'request' | 'connection', seed: string): Promise<string> {
  const random = xoshiro(seed);
  const draw = () => (random.nextUniform() < 0.8 ? 'v1' : 'v2');
  const places = new WeakMap<ServerHttp2Session, string>();
  const server = createServer();
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream) => {
    const session = stream.session as ServerHttp2Session;
    const version = (per === 'connection' ? places.get(session) : undefined) ?? draw();
    places.set(session, version);
    stream.on('error', () => {});
    stream.respond({ ':status': 200, 'x-version': version });
    stream.end('hello\n');
  });
  return addressOf(server);
}

const verify = (target: string, ...args: readonly string[]) => inProcess(['verify', target, '--expect', 'v1=80,v2=20', ...args]);

describe('verify --http2', () => {
  it('weighs a gateway that picks per request, and says how many requests shared a connection', async () => {
    const tally = join(folder, 'tally.json');
    const args = ['--http2', '--streams', '8', '-c', '2', '-n', '600', '--report', 'json', '--tally', tally];
    const ended = await verify(await gateway('request', '3'), ...args);
    const [gate] = reportOf(ended).gates;
    assert.equal(ended.code, 0, gate?.message);
    assert.deepEqual([gate?.n, gate?.unit, gate?.measurement.connections], [600, 'request', { opened: 2, fresh: false }]);
    assert.ok(gate?.notes.includes('HTTP/2, up to 8 requests at once (--streams) on each of 2 connections'), String(gate?.notes));
    assert.equal((await inProcess(['judge', tally, '--report', 'json'])).stdout, ended.stdout);
  });

  it('tells in words too', async () => {
    const { code, stdout } = await verify(await gateway('request', '3'), '--http2', '-n', '400');
    assert.equal(code, 0, stdout);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /HTTP\/2, one request at a time on each of 32 connections/);
  });

  it('fails wrong weights', async () => {
    const ended = await verify(
      await gateway('request', '4'),
      '--http2',
      '--streams',
      '4',
      '--expect',
      'v1=50,v2=50',
      '-n',
      '400',
    );
    assert.equal(ended.code, 2, 'one --expect only');
    const again = await inProcess(['verify', await gateway('request', '4'), '--expect', 'v1=50,v2=50', '--http2', '-n', '400']);
    assert.equal(again.code, 1, again.stdout);
  });

  it('takes connections for the decisions of a gateway that picks per connection, however many requests share them', async () => {
    const target = await gateway('connection', '8');
    const ended = await verify(target, '--http2', '--streams', '4', '-c', '20', '-n', '1600', '--report', 'json');
    const [gate] = reportOf(ended).gates;
    assert.equal(gate?.unit, 'connection', gate?.message);
    assert.match(gate?.message ?? '', /of 20 connections/);
  });

  for (const per of ['request', 'connection'] as const) {
    it(`finds by a comparison that a gateway picks per ${per}`, async () => {
      const args = ['--http2', '--streams', '4', '-c', '20', '-n', '1200', '--compare-connections', '--report', 'json'];
      const ended = await verify(await gateway(per, '5'), ...args);
      const { comparison, gates } = reportOf(ended);
      assert.equal(comparison?.picks, `per-${per}`, comparison?.text);
      assert.equal(ended.code, gates[0]?.exitCode);
      assert.deepEqual(
        gates.map(({ measurement }) => measurement.connections),
        [
          { opened: 1200, fresh: true },
          { opened: 20, fresh: false },
        ],
      );
    });
  }

  it('says at once that a server does not speak HTTP/2', async () => {
    const target = await addressOf(createHttpServer((_request, response) => response.end('hello')));
    const { code, stdout } = await verify(target, '--http2', '--ready-timeout', '1h');
    assert.equal(code, 4);
    assert.match(
      stdout.replaceAll(/\s+/g, ' '),
      /protocol: the server does not speak HTTP\/2: its first bytes are not a SETTINGS frame/,
    );
  });

  it('does not speak HTTP/2 unasked', async () => {
    const { code } = await verify(await gateway('request', '3'), '-n', '50', '--timeout', '1s', '--ready-timeout', '1s');
    assert.equal(code, 4);
  });

  it('refuses what has no meaning', async () => {
    assertUsage(await verify('http://127.0.0.1:1/', '--streams', '2'), '--streams 2', 'add --http2');
    assertUsage(await verify('http://127.0.0.1:1/', '--http2', '--streams', '0'), '--streams', 'write 1 or more');
    assertUsage(await verify('http://127.0.0.1:1/', '--http2', '--fresh', '--streams', '2'), 'leave one of the two out');
    assertUsage(await verify('tcp://127.0.0.1:1', '--http2'), '--http2', 'no meaning');
    assertUsage(await inProcess(['verify', '--lab', 'http-hello', '--http2']), '--http2', 'this lab speaks HTTP/1.1');
    const twice = ['-H', 'User-Agent: a', '-H', 'User-Agent: b'];
    assertUsage(await verify('http://127.0.0.1:1/', '--http2', ...twice), 'User-Agent is given twice');
  });
});
