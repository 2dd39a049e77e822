import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { askedProbe, sentProbe } from '../../../harness/cli/route-probe.ts';
import { parseTarget } from '../../../harness/expect/target.ts';
import type { RouteProbe } from '../../../harness/model/routes-report.ts';

const PLAIN: RouteProbe = {
  from: null,
  protocol: null,
  host: null,
  port: null,
  path: '/',
  method: 'GET',
  headers: [],
  namespace: 'default',
};

/** What every call is, whatever was typed. */
const GRPC = {
  protocol: 'grpc',
  path: '/weighbridge.hello.v1.Greeter/Hello',
  method: 'POST',
  headers: [
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
  ],
} as const satisfies Partial<RouteProbe>;

const asked = (...args: string[]) => {
  const { options, given } = readCommandLine(['routes', 'x.yaml', ...args], {}) as CommandOf<'routes'>;
  return askedProbe(options, given);
};
const sent = (target: string | null, ...args: string[]) => {
  const { options } = readCommandLine(['verify', ...(target === null ? [] : [target]), ...args], {}) as CommandOf<'verify'>;
  const read = target === null ? null : parseTarget(target);
  return sentProbe(options, read, read?.scheme ?? 'tcp');
};

describe('askedProbe', () => {
  it('is nothing without an option that asks', () => {
    for (const args of [[], ['--strict'], ['--namespace', 'shop'], ['--report', 'json']]) assert.equal(asked(...args), null);
  });

  for (const [args, probe] of [
    [['--host', 'Reviews'], { host: 'Reviews' }],
    [['--host', 'shop.example:8080'], { host: 'shop.example' }],
    [['--host', '[2001:db8::1]:80'], { host: '2001:db8::1' }],
    [['-H', 'host: a', '-H', 'b: c'], { host: 'a', headers: [['b', 'c']] }],
    [['-H', 'end-user: jason'], { headers: [['end-user', 'jason']] }],
    [['--path', '/'], {}],
    [['--port', '31400'], { port: 31400 }],
    [['--method', 'post'], { method: 'POST' }],
    [['--from', 'mesh', '--namespace', 'shop'], { from: { kind: 'mesh' }, namespace: 'shop' }],
    [['--target', 'https://shop.example/cart'], { protocol: 'https', host: 'shop.example', port: 443, path: '/cart' }],
    [
      ['--target', 'http://10.0.0.1:31380/a', '--host', 'shop.example', '--path', '/', '--port', '80'],
      { protocol: 'http', host: 'shop.example', port: 80, path: '/' },
    ],
  ] as const)
    it(`${args.join(' ')}`, () => assert.deepEqual(asked(...args), { ...PLAIN, ...probe }));
});

describe('sentProbe', () => {
  for (const [target, args, probe] of [
    ['http://shop.example/cart', [], { protocol: 'http', host: 'shop.example', port: 80, path: '/cart' }],
    ['tcp://10.0.0.1:31400', [], { protocol: 'tcp', host: '10.0.0.1', port: 31400 }],
    ['grpc://shop.example:50051', [], { ...GRPC, host: 'shop.example', port: 50051 }],
    [
      'grpcs://shop.example/a.B/C',
      ['-H', 'x-user: eric'],
      { ...GRPC, host: 'shop.example', port: 443, path: '/a.B/C', headers: [...GRPC.headers, ['x-user', 'eric']] },
    ],
    [
      'http://10.0.0.1:31380/',
      ['--host', 'shop.example:80', '-H', 'a: b'],
      { protocol: 'http', host: 'shop.example', port: 31380, headers: [['a', 'b']] },
    ],
    [
      'http://front/',
      ['--probe', 'http://hello2-svc:8001/hello/eric', '--host', 'front.example', '-H', 'a: b', '--from', 'mesh'],
      {
        protocol: 'http',
        host: 'hello2-svc',
        port: 8001,
        path: '/hello/eric',
        headers: [['a', 'b']],
        from: { kind: 'mesh' },
      },
    ],
    [null, [], { protocol: 'tcp' }],
    [null, ['--probe', 'tcp://any:31400'], { protocol: 'tcp', host: 'any', port: 31400 }],
  ] as const)
    it(`${target ?? 'a lab'} ${args.join(' ')}`, () => assert.deepEqual(sent(target, ...args), { ...PLAIN, ...probe }));
});
