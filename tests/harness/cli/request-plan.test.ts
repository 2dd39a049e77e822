import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { makePlan } from '../../../harness/cli/request-plan.ts';
import { parseTarget } from '../../../harness/expect/target.ts';

const plan = (
  target: string,
  args: readonly string[] = [],
  facts: { isReady?: boolean; isCapped?: boolean; namedVersions?: number } = {},
) => {
  const { options, given } = readCommandLine(['verify', target, ...args], {}) as CommandOf<'verify'>;
  return makePlan(options, given, {
    site: { target: parseTarget(target), isReady: facts.isReady ?? false, starts: null },
    defaultRequests: 1141,
    isCapped: facts.isCapped ?? false,
    namedVersions: facts.namedVersions ?? 2,
  });
};

describe('makePlan', () => {
  for (const host of ['127.0.0.1', '127.8.9.10', 'localhost', 'gateway.localhost', '[::1]', '[::ffff:127.0.0.1]'])
    it(`${host} is on loopback and driven as fast as it answers`, async () => {
      const { plan: made, notes } = await plan(`tcp://${host}:9`);
      assert.equal(made.ratePerSecond, null);
      assert.deepEqual(notes, []);
    });

  for (const host of [
    '192.0.2.1',
    'example.test',
    '[2001:db8::1]',
    '127.0.0.1.example.test',
    'localhost.example.test',
    '10.0.0.1',
    '0.0.0.0',
  ])
    it(`${host} is somebody else's and driven at 200/s, which the report says`, async () => {
      const { plan: made, notes } = await plan(`tcp://${host}:9`);
      assert.equal(made.ratePerSecond, 200);
      assert.match(notes.join(), /is not on loopback: requests are sent at 200\/s \(--rate R or --rate max changes that\)/);
    });

  it('--rate is obeyed anywhere', async () => {
    assert.equal((await plan('tcp://192.0.2.1:9', ['--rate', '5'])).plan.ratePerSecond, 5);
    assert.equal((await plan('tcp://192.0.2.1:9', ['--rate', 'max'])).plan.ratePerSecond, null);
    assert.deepEqual((await plan('tcp://192.0.2.1:9', ['--rate', 'max'])).notes, []);
    assert.equal((await plan('tcp://127.0.0.1:9', ['--rate', '7'])).plan.ratePerSecond, 7);
  });

  it('sends what -n says, else the default, else as many as the duration allows', async () => {
    assert.equal((await plan('tcp://127.0.0.1:9', ['-n', '5'])).plan.requests, 5);
    assert.equal((await plan('tcp://127.0.0.1:9')).plan.requests, 1141);
    const timed = (await plan('tcp://127.0.0.1:9', ['--duration', '3s'])).plan;
    assert.deepEqual([timed.requests, timed.durationMs], [Number.MAX_SAFE_INTEGER, 3000]);
    const both = (await plan('tcp://127.0.0.1:9', ['--duration', '3s', '-n', '9'])).plan;
    assert.deepEqual([both.requests, both.durationMs], [9, 3000]);
  });

  it('keeps a cap beside a duration, unless -n names another one', async () => {
    const capped = (await plan('tcp://127.0.0.1:9', ['--duration', '3s'], { isCapped: true })).plan;
    assert.deepEqual([capped.requests, capped.durationMs], [1141, 3000]);
    assert.equal((await plan('tcp://127.0.0.1:9', ['--duration', '3s', '-n', '9'], { isCapped: true })).plan.requests, 9);
  });

  it('opens a connection per request for tcp always, for http when asked', async () => {
    assert.equal((await plan('tcp://127.0.0.1:9')).plan.freshConnections, true);
    assert.equal((await plan('http://127.0.0.1:9')).plan.freshConnections, false);
    assert.equal((await plan('http://127.0.0.1:9', ['--fresh'])).plan.freshConnections, true);
    assert.equal((await plan('http://127.0.0.1:9', ['--no-fresh'])).plan.freshConnections, false);
  });

  it('speaks HTTP/2 when asked to, and says how many requests share a connection', async () => {
    const [http, https] = ['http://127.0.0.1:9', 'https://127.0.0.1:9'];
    assert.equal((await plan(http)).plan.http2, null);
    const one = await plan(https, ['--http2']);
    assert.deepEqual(one.plan.http2, { streams: 1 });
    assert.deepEqual(one.notes, ['HTTP/2, one request at a time on each of 32 connections']);
    const many = await plan(http, ['--http2', '--streams', '8', '-c', '1']);
    assert.deepEqual([many.plan.http2, many.plan.connections], [{ streams: 8 }, 1]);
    assert.deepEqual(many.notes, ['HTTP/2, up to 8 requests at once (--streams) on one connection']);
    const fresh = await plan(http, ['--http2', '--fresh']);
    assert.deepEqual(fresh.notes, ['HTTP/2, a new connection for every request']);
  });

  it('refuses streams where there are none, and what HTTP/2 cannot carry', async () => {
    const refused = (args: readonly string[], message: RegExp, target = 'http://127.0.0.1:9') =>
      assert.rejects(plan(target, args), message);
    await refused(['--streams', '2'], /--streams 2: HTTP\/1\.1 has one request .*add --http2/);
    await refused(['--http2', '--fresh', '--streams', '2'], /--streams 2: --fresh .*leave one of the two out/);
    const twice = ['-H', 'User-Agent: a', '-H', 'User-Agent: b'];
    await refused(['--http2', ...twice], /User-Agent is given twice; give it once/);
    await refused(['--http2'], /--http2 has no meaning for tcp:/, 'tcp://127.0.0.1:9');
    assert.equal((await plan('http://127.0.0.1:9', twice)).plan.http2, null);
  });

  it('calls a method over HTTP/2, without being asked to', async () => {
    const { plan: made, notes } = await plan('grpc://127.0.0.1:9', ['-H', 'x-user: eric', '--host', 'shop']);
    assert.deepEqual(
      [made.http2, made.freshConnections, made.probe.method, made.probe.body],
      [{ streams: 1 }, false, 'POST', null],
    );
    assert.equal(made.target.path, '/weighbridge.hello.v1.Greeter/Hello');
    assert.deepEqual(notes, ['gRPC, one call at a time on each of 32 connections']);
    const streams = await plan('grpc://127.0.0.1:9', ['--http2', '--streams', '8', '-c', '1', '--body', '{"name":"eric"}']);
    assert.deepEqual([streams.plan.http2, streams.plan.probe.body], [{ streams: 8 }, '{"name":"eric"}']);
    assert.equal((await plan('grpc://127.0.0.1:9', ['--fresh'])).plan.freshConnections, true);
    assert.equal((await plan('grpcs://shop.example', ['--insecure'])).plan.tls.insecure, true);
  });

  it('does not probe a lab that is known to listen', async () => {
    assert.equal((await plan('tcp://127.0.0.1:9', [], { isReady: true })).plan.readyTimeoutMs, 0);
    assert.equal((await plan('tcp://127.0.0.1:9')).plan.readyTimeoutMs, 10_000);
  });

  it('keeps max(64, named versions + 16) labels and nothing else of the expectation', async () => {
    assert.equal((await plan('tcp://127.0.0.1:9')).plan.labelCap, 64);
    const { plan: made } = await plan('tcp://127.0.0.1:9', [], { namedVersions: 300 });
    assert.equal(made.labelCap, 316);
    assert.doesNotMatch(JSON.stringify(made), /share|weight|expect/);
  });

  it('sends the headers in the order typed, Host first', async () => {
    const { probe } = (
      await plan('http://127.0.0.1:9', ['-H', 'a: b', '--host', 'shop', '-H', 'a: c', '--body', 'x', '--method', 'put'])
    ).plan;
    assert.deepEqual(probe.headers, [
      ['Host', 'shop'],
      ['a', 'b'],
      ['a', 'c'],
    ]);
    assert.deepEqual([probe.method, probe.body], ['PUT', 'x']);
  });

  for (const [target, args, message] of [
    ['tcp://127.0.0.1:9', ['--method', 'GET'], /--method has no meaning for tcp/],
    ['tcp://127.0.0.1:9', ['--no-fresh'], /--no-fresh has no meaning for tcp/],
    ['http://127.0.0.1:9', ['--insecure'], /--insecure has no meaning for http/],
    ['https://127.0.0.1:9', ['--payload', 'x'], /--payload has no meaning for https/],
    ['grpc://127.0.0.1:9', ['--insecure'], /--insecure has no meaning for grpc/],
    ['grpc://127.0.0.1:9', ['--method', 'POST'], /--method has no meaning for grpc/],
    ['grpcs://h', ['--payload', 'x'], /--payload has no meaning for grpcs/],
    ['grpc://127.0.0.1:9', ['--no-http2'], /--no-http2: gRPC is spoken over HTTP\/2 only; leave it out/],
    ['grpc://127.0.0.1:9', ['--body', '{"nam":1}'], /^--body "\{"nam":1\}": HelloRequest has no field "nam"; it has name, /],
    ['grpc://127.0.0.1:9', ['--body', ''], /^--body "": this is not JSON; write the fields of HelloRequest/],
    [
      'grpc://127.0.0.1:9/a.B/C',
      ['--body', '{}'],
      /^--body "\{\}": .*\/a\.B\/C is called with an empty message.*leave --body out/,
    ],
    ['grpc://127.0.0.1:9', ['-H', 'grpc-timeout: 1S'], /cannot be sent: the header "grpc-timeout: 1S" is written by gRPC itself/],
    ['grpc://127.0.0.1:9', ['-H', 'a-bin: ?'], /cannot be sent: the header "a-bin: \?" is binary metadata/],
    ['https://127.0.0.1:9', ['--cert-file', '/nowhere'], /--cert-file \/nowhere: cannot be read/],
  ] as const)
    it(`refuses ${args.join(' ')} for ${target}`, async () =>
      assert.rejects(plan(target, args), { name: 'UsageError', message }));
});
