import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { httpServer, tcpServer } from '../harness/drive/loopback-server.ts';
import { assertUsage, inProcess, ROOT, reportOf, scratch } from './command.ts';
import { GATEWAY, manifest, splits, workloads } from './shop.ts';

const folder = scratch();
const SHOP = manifest(folder, 'shop.yaml', GATEWAY, workloads({ v1: 1, v2: 1 }), splits({ v1: 80, v2: 20 }));
const lineOf = (file: string, text: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

/** A gateway that answers in turn from `answers`: a version, or a status. */
async function shop(...answers: readonly (string | number)[]) {
  let next = 0;
  const server = await httpServer((_request, response) => {
    const answer = answers[next++ % answers.length] ?? '';
    if (typeof answer === 'number') response.statusCode = answer;
    else response.setHeader('x-version', answer);
    response.end();
  });
  return `shop.example:80:127.0.0.1:${server.port}`;
}

/** Weighs the shop by what its manifests say about its gateway. */
const weigh = (connectTo: string, ...args: readonly string[]) =>
  inProcess([
    'verify',
    'http://shop.example/',
    '--connect-to',
    connectTo,
    '--from',
    'gateway/shop',
    '-n',
    '200',
    '--diagnostics',
    'off',
    ...args,
  ]);
const refuse = async (args: readonly string[], ...parts: readonly (string | RegExp)[]) =>
  assertUsage(await inProcess(['verify', ...args]), ...parts);

describe('verify --routes', () => {
  it('weighs by what the manifests promise, and says in which line', async () => {
    const ended = await weigh(await shop('v1', 'v1', 'v2', 'v1', 'v1'), '--routes', SHOP, '--report', 'json');
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    const [gate] = reportOf(ended).gates;
    assert.deepEqual(
      gate?.weights.map(({ name, weight }) => [name, weight]),
      [
        ['v1', '80'],
        ['v2', '20'],
      ],
    );
    const [weightLine, ruleLine] = [lineOf(SHOP, 'weight: 80'), lineOf(SHOP, '- route:')];
    assert.deepEqual(gate?.notes.slice(0, 3), [
      `expected by VirtualService shop/cart at ${SHOP}:${ruleLine} (shop.example, gateway shop/shop :80 HTTP)`,
      `v1: weight 80 at ${SHOP}:${weightLine}`,
      `v2: weight 20 at ${SHOP}:${weightLine + 2}`,
    ]);
    assert.equal((await weigh(await shop('v1', 'v2'), '--routes', SHOP)).code, 1, 'and fails another split');
  });

  it('expects nothing of a version with weight 0, and everything of a single one', async () => {
    const zero = manifest(folder, 'zero.yaml', GATEWAY, workloads({ v1: 1, v2: 1 }), splits({ v1: 100, v2: 0 }));
    const leak = await weigh(await shop(...Array(99).fill('v1'), 'v2'), '--routes', zero, '--report', 'json');
    assert.equal(leak.code, 1);
    assert.equal(reportOf(leak).gates[0]?.reason, 'structural');
    const single = manifest(folder, 'single.yaml', GATEWAY, workloads({ v1: 1 }), splits({ v1: 100 }));
    assert.equal((await weigh(await shop('v1'), '--routes', single)).code, 0);
  });

  it('follows endpoints outside the mesh', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(`v${1 + (server.accepted() % 2)}\n`)));
    const ended = await inProcess([
      ...['verify', 'tcp://cart.shop:80', '--connect-to', `cart.shop::127.0.0.1:${server.port}`, '--routes', SHOP],
      ...['--from', 'outside', '-n', '200', '--diagnostics', 'off', '--report', 'json'],
    ]);
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    assert.match(reportOf(ended).gates[0]?.notes[1] ?? '', /^v1: 1 of 2 endpoints, \S+shop\.yaml:\d+$/);
  });

  it('asks about another hop than the one that is sent to, and renames its versions', async () => {
    let next = 0;
    const front = await httpServer((_request, response) =>
      response.end(`Hello, front -> ${next++ % 5 === 0 ? 'Bonjour' : 'Hello'}, cart\n`),
    );
    const ended = await inProcess([
      ...['verify', `http://127.0.0.1:${front.port}/`, '--probe', 'http://cart/', '--namespace', 'shop', '--routes', SHOP],
      ...['--labels', 'Hello,Bonjour', '--group-by', 'regex:-> (\\w+)', '-n', '200', '--diagnostics', 'off', '--report', 'json'],
    ]);
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    assert.match(reportOf(ended).gates[0]?.notes.join('\n') ?? '', /^Bonjour: v2, weight 20 at /m);
  });

  it('weighs statuses where not every request reaches a version', async () => {
    const abort = '      fault: {abort: {httpStatus: 500, percentage: {value: 50}}}\n';
    const file = manifest(folder, 'abort.yaml', GATEWAY, workloads({ v1: 1, v2: 1 }), splits({ v1: 80, v2: 20 }, abort));
    const ended = await weigh(await shop(500, 'v1'), '--routes', file, '--group-by', 'status', '--report', 'json');
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    const { weights, notes } = reportOf(ended).gates[0]!;
    assert.deepEqual(weights.map(({ name, p }) => [name, p]).sort(), [
      ['200', 0.5],
      ['500', 0.5],
    ]);
    assert.match(notes.join('\n'), /^500: from ".*abort.*" \(\S+abort\.yaml:\d+\)$/m);
    await refuse(
      ['http://shop.example/', '--from', 'gateway/shop', '--routes', file],
      `${file}:${lineOf(file, 'fault:')}: "`,
      '50 % of the requests',
      '--group-by status',
    );
    const lost = await inProcess([
      ...['verify', 'http://other.example/', '--from', 'gateway/shop', '--routes', SHOP, '--group-by', 'status', '-n', '100'],
      ...['--connect-to', (await shop(404)).replace('shop.example', '')],
    ]);
    assert.equal(lost.code, 0, lost.stderr + lost.stdout);
    assert.match(lost.stdout, /^PASS {2}http:\/\/other\.example splits 404 1/);
  });

  it('reads standard input once, also where the target is weighed twice', async () => {
    const stdin = readFileSync(SHOP, 'utf8');
    const args = ['--routes', '-', '--compare-connections', '--connect-to', await shop('v1', 'v1', 'v2', 'v1', 'v1')];
    const ended = await inProcess(
      [
        'verify',
        'http://shop.example/',
        '--from',
        'gateway/shop',
        '-n',
        '100',
        '--diagnostics',
        'off',
        ...args,
        '--report',
        'json',
      ],
      { stdin },
    );
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    for (const { notes } of reportOf(ended).gates) assert.match(notes.join(), /weight 80 at standard input:\d+/);
  });

  it('gives the lab its weights, unless --actual does', async () => {
    const lab = ['--lab', 'tcp-echo', '--routes', join(ROOT, 'manifests/tcp-echo/istio'), '--probe', 'tcp://any:31400'];
    const right = await inProcess(['verify', ...lab, '--labels', 'one,two']);
    assert.equal(right.code, 0, right.stderr + right.stdout);
    assert.match(
      right.stdout.replaceAll(/\s+/g, ' '),
      /^PASS tcp:\S+ splits one 80 : two 20 .* one: v1, weight 80 at \S+yaml:\d+/,
    );
    assert.equal((await inProcess(['verify', ...lab])).code, 0, 'the workloads of the lab have names of their own');
    assert.equal((await inProcess(['verify', ...lab, '--actual', '50,50'])).code, 1);
    const three = manifest(folder, 'three.yaml', GATEWAY, workloads({ v1: 1, v2: 1, v3: 1 }), splits({ v1: 1, v2: 1, v3: 1 }));
    await refuse(
      ['--routes', three, '--probe', 'http://shop.example/', '--from', 'gateway/shop'],
      '--routes',
      'tcp-echo has 2 versions',
      '3 weights',
    );
    await refuse([...lab, '--group-by', 'status'], 'the lab tcp-echo answers no statuses');
  });

  it('says what is not decided, and by which flag it can be', async () => {
    const target = 'http://shop.example/';
    await refuse([target, '--routes', SHOP, '--expect', '80,20'], '--expect 80,20: --routes is given too');
    await refuse([target, '--expect', '80,20', '--from', 'mesh'], '--from: --routes is missing');
    await refuse([target, '--expect', '80,20', '--probe', 'http://a/'], '--probe: --routes is missing');
    await refuse([target, '--routes', SHOP], 'fits 2 ways in', 'gateway shop/shop :80 HTTP', '--from (gateway/shop/shop, mesh)');
    await refuse([target, '--routes', SHOP, '--from', 'gateway/other'], `--routes ${SHOP}: `, 'other', 'shop');
    await refuse(
      [target, '--routes', SHOP, '--from', 'gateway/shop', '--labels', 'a'],
      '--labels a: the routes have 2 versions (v1, v2)',
    );
    await refuse([target, '--routes', join(folder, 'gone.yaml')], '--routes', 'gone.yaml', 'no such file');
    await refuse([target, '--routes', join(ROOT, 'manifests/tcp-echo')], 'overlays', 'manifests/tcp-echo/istio');
    const typo = manifest(folder, 'typo.yaml', GATEWAY, splits({ v1: 1 }).replace('weight:', 'wieght:'));
    await refuse(
      [target, '--routes', typo],
      `--routes: ${typo}:${lineOf(typo, 'wieght')}: `,
      'weight',
      `weighbridge routes ${typo} shows everything`,
    );
    const client = splits({ v1: 1 }).replace(
      '    - route:',
      '    - match: [{sourceLabels: {app: front}}]\n      route: [{destination: {host: cart, subset: v2}}]\n    - route:',
    );
    const file = manifest(folder, 'client.yaml', workloads({ v1: 1, v2: 1 }), client);
    await refuse(['http://cart.shop/', '--routes', file, '--from', 'mesh'], 'the manifests do not decide', 'app');
  });

  it('is a field of a gate, beside the file', async () => {
    mkdirSync(join(folder, 'gates'), { recursive: true });
    const file = join(folder, 'gates/weighbridge.yaml');
    writeFileSync(
      file,
      [
        'defaults: {routes: ../shop.yaml, from: gateway/shop, diagnostics: "off", requests: 200}',
        'gates:',
        '  - {name: promised, target: "http://shop.example/"}',
        '  - {name: by hand, target: "http://shop.example/", expect: "v1=4,v2=1"}',
        '  - {name: inside, target: "http://cart.shop/", from: mesh, connect-to: "cart.shop:80:127.0.0.1:1"}',
      ].join('\n'),
    );
    const connectTo = await shop('v1', 'v1', 'v2', 'v1', 'v1');
    const listed = await inProcess(['verify', '--config', file, '--list-gates']);
    assert.equal(listed.code, 0, listed.stderr);
    assert.deepEqual(
      listed.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replaceAll(/ {2,}/g, ' | ')),
      [
        'promised | http://shop.example | v1=80,v2=20 | 200 requests',
        'by hand | http://shop.example | v1=4,v2=1 | 200 requests',
        'inside | http://cart.shop | v1=80,v2=20 | 200 requests',
      ],
    );
    const typed = ['--connect-to', connectTo, '--connect-to', connectTo.replace('shop.example', 'cart.shop')];
    const ended = await inProcess(['verify', '--config', file, ...typed, '--report', 'json']);
    assert.equal(ended.code, 0, ended.stderr + ended.stdout);
    assert.deepEqual(
      reportOf(ended).gates.map(({ name, notes }) => [name, /weight 80 at \S+shop\.yaml:\d+/.test(notes.join())]),
      [
        ['promised', true],
        ['by hand', false],
        ['inside', true],
      ],
    );
    writeFileSync(file, 'gates:\n  - {name: shop, target: "http://shop.example/",\n     routes: ../shop.yaml}\n');
    await refuse(['--config', file], `${file}:2: gate "shop": --routes`, 'fits 2 ways in');
  });
});
