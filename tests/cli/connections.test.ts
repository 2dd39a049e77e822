import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { assertUsage, inProcess, ROOT, reportOf, scratch } from './command.ts';

const folder = scratch();
const schema = JSON.parse(readFileSync(join(ROOT, 'harness/report/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true }).compile(schema);
const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** A gateway that names a version per request, or one per connection; the address of it. */
async function gateway(per: 'request' | 'connection', seed: string): Promise<string> {
  const random = xoshiro(seed);
  const draw = () => (random.nextUniform() < 0.8 ? 'v1' : 'v2');
  const places = new WeakMap<Socket, string>();
  const server = createServer(({ socket }, response) => {
    const version = (per === 'connection' ? places.get(socket) : undefined) ?? draw();
    places.set(socket, version);
    response.setHeader('x-version', version).end('hello\n');
  });
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}/`;
}

const compare = async (target: string, ...more: readonly string[]) => {
  const args = ['verify', target, '--expect', 'v1=80,v2=20', '--compare-connections', '--report', 'json', ...more];
  const ended = await inProcess(args);
  const report = reportOf(ended);
  validate(report);
  assert.deepEqual(validate.errors ?? [], []);
  return { ...ended, report, comparison: report.comparison! };
};

describe('verify --compare-connections', () => {
  it('finds a gateway that picks per request', async () => {
    const { code, report, comparison } = await compare(await gateway('request', '5'), '-n', '1200');
    assert.equal(comparison.picks, 'per-request', comparison.text);
    assert.equal(comparison.differ, false);
    assert.deepEqual(
      report.gates.map(({ name, measurement }) => [name, measurement.sent, measurement.connections.fresh]),
      [
        ['fresh', 1200, true],
        ['keep-alive', 1200, false],
      ],
    );
    assert.equal(code, report.gates[0]?.exitCode);
  });

  it('finds a gateway that picks per connection, and lets new connections decide', async () => {
    const { code, report, comparison } = await compare(await gateway('connection', '6'), '-n', '1200', '-c', '40');
    assert.equal(comparison.picks, 'per-connection', comparison.text);
    assert.equal(comparison.keptUnit, 'connection');
    assert.match(comparison.text, /per connection/);
    assert.equal(report.gates[1]?.unit, 'connection');
    assert.equal(report.gates[0]?.unit, 'request');
    assert.equal(code, 0);
    assert.equal(report.verdict, report.gates[0]?.verdict);
  });

  it('tells it in words below both reports', async () => {
    const target = await gateway('request', '7');
    const { code, stdout } = await inProcess(['verify', target, '--expect', 'v1=80,v2=20', '--compare-connections', '-n', '600']);
    assert.equal(code, 0);
    const text = stdout.replaceAll(/\s+/g, ' ');
    assert.match(
      text,
      /PASS fresh: .* PASS keep-alive: .*The gateway picks per request.* New connections: .* Kept ones: .*do not differ/,
    );
  });

  it('saves both tallies', async () => {
    const saved = join(folder, 'both');
    const { report } = await compare(await gateway('request', '8'), '-n', '300', '--tally', saved);
    assert.deepEqual(readdirSync(saved).toSorted(), ['fresh.json', 'keep-alive.json']);
    for (const [i, name] of ['fresh', 'keep-alive'].entries()) {
      const again = await inProcess(['judge', join(saved, `${name}.json`), '--report', 'json']);
      assert.deepEqual(reportOf(again).gates, [report.gates[i]]);
    }
  });

  it('weighs the http lab, by two seeds', async () => {
    const ended = await inProcess(['verify', '--lab', 'http-hello', '--compare-connections', '-n', '400', '--report', 'json']);
    const { comparison, gates } = reportOf(ended);
    assert.equal(ended.code, gates[0]?.exitCode);
    assert.equal(comparison?.picks, 'per-request');
    assert.notDeepEqual(comparison?.fresh, comparison?.kept);
  });

  it('refuses what has nothing to compare', async () => {
    const refused = (...args: readonly string[]) => inProcess(['verify', '--compare-connections', '--expect', '80,20', ...args]);
    assertUsage(await refused(), '--compare-connections', 'lab tcp-echo is tcp', '--lab http-hello');
    assertUsage(await refused('tcp://127.0.0.1:1'), '--compare-connections', 'tcp://127.0.0.1:1 is tcp');
    assertUsage(await refused('http://127.0.0.1:1/', '--fresh'), '--fresh', 'leave it out');
    assertUsage(await refused('http://127.0.0.1:1/', '--no-fresh'), '--no-fresh', 'leave it out');
    assertUsage(await refused('http://127.0.0.1:1/', '--sequential', '--labels', 'a,b'), '--sequential');
  });
});

describe('verify --prove-it-can-fail', () => {
  it('lets a right gateway pass and tells of the control', async () => {
    const { code, stdout } = await inProcess(['verify', '--expect', '80,20', '--prove-it-can-fail']);
    assert.equal(code, 0);
    assert.match(
      stdout.replaceAll(/\s+/g, ' '),
      /negative control: with 10 points moved from one to two \(70 : 30\) the same answers FAIL, p = /,
    );
  });

  it('sends enough for a tolerance that its control is of the same size', async () => {
    const args = ['--expect', '80,20', '--tolerance', '5', '--prove-it-can-fail', '--report', 'json'];
    const ended = await inProcess(['verify', ...args]);
    const [gate] = reportOf(ended).gates;
    assert.equal(ended.code, 0, gate?.message);
    assert.equal(gate?.control?.movedPp, 5);
    assert.ok(gate!.n > 1141);
  });

  it('is INCONCLUSIVE, exit 3, when wrong weights would have passed, and judge repeats it', async () => {
    const tally = join(folder, 'few.json');
    const args = ['verify', '--expect', '80,20', '--prove-it-can-fail', '-n', '30', '--report', 'json', '--tally', tally];
    const ended = await inProcess(args);
    assert.equal(ended.code, 3);
    const [gate] = reportOf(ended).gates;
    assert.deepEqual([gate?.verdict, gate?.reason, gate?.control?.failed], ['INCONCLUSIVE', 'cannot-fail', false]);
    assert.match(gate!.message, new RegExp(`Send about ${gate!.control!.nNeeded}\\.$`));
    assert.equal((await inProcess(['judge', tally, '--report', 'json'])).stdout, ended.stdout);
    assert.equal((await inProcess([...args, '--on-inconclusive', 'pass'])).code, 0);
    assert.equal((await inProcess(['judge', '--counts', '24,6', '--expect', '80,20', '--prove-it-can-fail'])).code, 3);
  });

  it('leaves a FAIL a FAIL', async () => {
    const { code } = await inProcess(['verify', '--expect', '80,20', '--actual', '70,30', '--prove-it-can-fail']);
    assert.equal(code, 1);
  });

  it('refuses to share a run with --sequential', async () => {
    assertUsage(
      await inProcess(['verify', '--expect', '80,20', '--prove-it-can-fail', '--sequential']),
      '--prove-it-can-fail',
      '--sequential',
    );
  });
});
