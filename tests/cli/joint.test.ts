import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { assertUsage, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();

/** The address of a server that lives as long as the test. */
async function served(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  t.after(() => server.close().closeAllConnections());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 1}/`;
}

/** Two hops that each draw 9 : 1; `together` makes the second hop follow the first, with the same shares for each hop alone. */
async function chain(t: TestContext, together: boolean): Promise<string> {
  const random = xoshiro('20260131');
  const draw = () => (random.nextUniform() < 0.9 ? 'v1' : 'v2');
  return served(t, (_request, response) => {
    const first = draw();
    const second = together ? first : draw();
    response.end(`front-tomcat-${first} x(127.0.0.1)<-bill-service-${second} x(127.0.0.1)\n`);
  });
}

const FOUR = [
  'front-tomcat-v1+bill-service-v1=81',
  'front-tomcat-v1+bill-service-v2=9',
  'front-tomcat-v2+bill-service-v1=9',
  'front-tomcat-v2+bill-service-v2=1',
].join(',');
// The sum of what a seeded server draws is the same in every run; the order of the answers is not. A stricter risk would cost millions of
// simulated runs, because one in a hundred is few.
const STRICT = ['--significance', '0.001', '--diagnostics', 'warn', '--report', 'json'];
const MANY = ['-n', '2000', ...STRICT];

describe('joint rules', () => {
  it('prove the hops of a chain and their independence', async (t) => {
    const target = await chain(t, false);
    const ended = await inProcess(['verify', target, '--group-by', 'hop:1+hop:2', '--expect', FOUR, ...MANY]);
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    assert.equal(reportOf(ended).gates[0]?.measurement.groupBy, 'hop:1+hop:2');
  });

  it('come through npm, which takes the flags for itself', async (t) => {
    const target = await chain(t, false);
    const spaced = { npm_command: 'run', npm_config_expect: 'true', npm_config_group_by: 'true' };
    const joined = { npm_command: 'run', npm_config_expect: FOUR, npm_config_group_by: 'hop:1+hop:2' };
    const rest = ['--requests', '500', ...STRICT];
    const said = await inProcess(['verify', target, FOUR, 'hop:1+hop:2', ...rest], { env: spaced });
    assert.equal(said.code, 0, said.stderr);
    assert.equal((await inProcess(['verify', target, ...rest], { env: joined })).code, 0);
    assert.equal((await inProcess(['verify', target, `expect=${FOUR}`, 'group-by=hop:1+hop:2', ...rest])).code, 0);
  });

  it('notice hops that depend on each other, which no hop alone shows', async (t) => {
    const target = await chain(t, true);
    const alone = (hop: string, expect: string) => inProcess(['verify', target, '--group-by', hop, '--expect', expect, ...MANY]);
    assert.equal((await alone('hop:1', 'front-tomcat-v1=9,front-tomcat-v2=1')).code, 0);
    assert.equal((await alone('hop:2', 'bill-service-v1=9,bill-service-v2=1')).code, 0);
    assert.equal((await alone('hop:1+hop:2', FOUR)).code, 1);
  });

  it('weigh statuses with the number of attempts, and count no status as a failure', async (t) => {
    let served503 = 0;
    const target = await served(t, (_request, response) => {
      served503 += 1;
      const isLost = served503 % 2 === 0;
      response.writeHead(isLost ? 503 : 200, { 'x-attempt': isLost ? '4' : '3' }).end('x');
    });
    const verify = (expect: string) =>
      inProcess(['verify', target, '--group-by', 'status+header:x-attempt', '--expect', expect, '-n', '400', ...STRICT]);
    const ended = await verify('200+3=50,503+4=50');
    assert.equal(ended.code, 0, ended.stdout + ended.stderr);
    assert.deepEqual(reportOf(ended).gates[0]?.measurement.failures, []);
    assert.equal((await verify('200+3=50,503+3=50')).code, 1);
  });

  it('leave an answer that lacks a part without a version', async (t) => {
    const target = await served(t, (_request, response) => void response.end('x'));
    const ended = await inProcess([
      'verify',
      target,
      '--by',
      'status+header:x-attempt',
      '--expect',
      '200+1=1',
      ...STRICT,
      '-n',
      '50',
    ]);
    assert.equal(ended.code, 4);
    assert.deepEqual(
      reportOf(ended).gates[0]?.measurement.failures.map(({ kind, status, count }) => [kind, status, count]),
      [['unclassified', 200, 50]],
    );
  });

  it('can be saved and judged again, with the same words', async (t) => {
    const target = await chain(t, false);
    const path = join(folder, 'joint.json');
    const risks = ['--significance', '0.001', '--diagnostics', 'warn'];
    const args = ['verify', target, '--by', 'hop:1+hop:2', '--expect', FOUR, ...risks, '-n', '500', '--tally', path];
    const verified = await inProcess(args);
    assert.equal(verified.code, 0, verified.stdout);
    assert.equal(JSON.parse(readFileSync(path, 'utf8')).groupBy, 'hop:1+hop:2');
    assert.deepEqual(await inProcess(['judge', path]), { ...verified, stderr: '' });
  });

  it('read a table of counted lines', async () => {
    const path = join(folder, 'table.txt');
    const line = (count: number, a: string, b: string) =>
      `${count} front-tomcat-${a} x(10.0.0.1)<-bill-service-${b} y(10.0.0.2)\n`;
    writeFileSync(path, line(809, 'v1', 'v1') + line(92, 'v1', 'v2') + line(88, 'v2', 'v1') + line(11, 'v2', 'v2'));
    assert.equal((await inProcess(['judge', path, '--group-by', 'hop:1+hop:2', '--expect', FOUR])).code, 0);
    assert.equal(
      (await inProcess(['judge', path, '--group-by', 'hop:1+hop:2', '--expect', FOUR.replace('=9,', '=19,')])).code,
      1,
    );
  });

  it('are refused before the first request where the target cannot have them', async () => {
    const ended = await inProcess(['verify', 'tcp://127.0.0.1:9', '--by', 'word:1+status', '--expect', 'a+200=1']);
    assertUsage(ended, /tcp answers have no status/);
  });
});
