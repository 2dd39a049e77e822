import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunningWorkload } from '../../../harness/lab/workload.ts';
import type { GateReport } from '../../../harness/model/report.ts';
import { inProcess } from '../../cli/command.ts';
import { freePort } from '../free-port.ts';
import { type Part, skipWithout } from '../parts.ts';
import { runProgram } from '../run-program.ts';
import { startEnvoy } from './envoy.ts';
import { startHaproxy, tellHaproxy } from './haproxy.ts';
import type { RunningGateway } from './running-gateway.ts';
import type { Split } from './split.ts';
import { startNamedWorkload } from './weigh.ts';

/** A random gateway may look odd once in a million runs: the whole risk of these tests, which never run twice. */
const CERTAIN = 1e-6;

const workloads = new Map<string, RunningWorkload>();

before(async () => {
  for (const scheme of ['tcp', 'http'] as const)
    for (const name of ['one', 'two']) workloads.set(`${scheme} ${name}`, await startNamedWorkload(scheme, name));
});
after(() => Promise.all([...workloads.values()].map((workload) => workload.stop())));

/** Starts a gateway that splits 80 : 20 between the two workloads. */
async function start(
  context: TestContext,
  scheme: 'tcp' | 'http',
  open: (split: Split) => Promise<RunningGateway>,
): Promise<RunningGateway> {
  const destinations = [80, 20].map((weight, i) => {
    const name = i === 0 ? 'one' : 'two';
    return { name, port: workloads.get(`${scheme} ${name}`)?.port ?? 0, weight };
  });
  const gateway = await open({ listenPort: await freePort(), destinations });
  context.after(() => gateway.stop());
  return gateway;
}

async function weigh(target: string, ...more: string[]): Promise<GateReport> {
  const rule = ['--expect', 'one=80,two=20', '--significance', String(CERTAIN), '--report', 'json'];
  const ended = await runProgram(process.execPath, ['harness/bin.js', 'verify', target, ...rule, ...more]);
  const [gate] = JSON.parse(ended.stdout).gates;
  return gate;
}

const tcp = (gateway: RunningGateway) => `tcp://127.0.0.1:${gateway.port}`;
const http = (gateway: RunningGateway) => `http://127.0.0.1:${gateway.port}/hello/eric`;
const firedIds = (gate: GateReport) =>
  gate.diagnostics.filter((diagnostic) => diagnostic.fired).map((diagnostic) => diagnostic.id);
const textOf = (gate: GateReport, id: string) =>
  gate.messages.find((message) => message.id === id)?.text ?? `no ${id}: ${JSON.stringify(gate.messages)}`;

function needs(part: Part) {
  return { skip: skipWithout(part) };
}

suite('how real gateways split', () => {
  test('HAProxy roundrobin deals in a fixed rotation', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'tcp', (split) => startHaproxy('tcp', 'roundrobin', split));
    const gate = await weigh(tcp(gateway), '-n', '1000', '-c', '1');
    assert.equal(gate.verdict, 'PASS', gate.message);
    assert.match(textOf(gate, 'M-UNDER'), /rotation \(period 5\)/);
  });

  test('a HAProxy that draws at random raises no diagnostic', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'tcp', (split) => startHaproxy('tcp', 'random-draw', split));
    const gate = await weigh(tcp(gateway), '-n', '3000');
    assert.equal(gate.verdict, 'PASS', gate.message);
    assert.ok(gate.diagnostics.length >= 4);
    assert.deepEqual(
      gate.diagnostics.filter((diagnostic) => diagnostic.pHolm < CERTAIN),
      [],
    );
  });

  test('HAProxy balance random is judged as what it is', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'tcp', (split) => startHaproxy('tcp', 'random', split));
    const gate = await weigh(tcp(gateway), '-n', '3000');
    // Not exact: measured between 71 and 80 % for 80 : 20, depending on concurrency. Either verdict must fit its counts.
    assert.equal(gate.verdict === 'FAIL', gate.log10P !== null && gate.log10P < Math.log10(CERTAIN), gate.message);
    assert.equal(gate.n, 3000);
  });

  test('a balancer by client address is one draw, and the FAIL says so', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'tcp', (split) => startHaproxy('tcp', 'source', split));
    const gate = await weigh(tcp(gateway), '-n', '1000');
    assert.equal(gate.verdict, 'FAIL');
    assert.match(textOf(gate, 'M-ALLSAME'), /hashes the client address/);
  });

  test('with 50 pinned connections the unit is the connection, and a right split passes', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'http', (split) => startHaproxy('tcp', 'random-draw', split));
    const gate = await weigh(http(gateway), '-n', '5000', '-c', '50');
    assert.deepEqual(firedIds(gate).includes('CONN'), true, JSON.stringify(gate.diagnostics));
    assert.equal(gate.unit, 'connection');
    assert.equal(gate.verdict, 'PASS', gate.message);
    assert.match(textOf(gate, 'M-CONN'), /50 independent decisions/);
  });

  test('weights that change in mid-run are found, with the moment', needs('haproxy'), async (context) => {
    const gateway = await start(context, 'tcp', (split) => startHaproxy('tcp', 'roundrobin', split));
    // 95 : 5 at first and 65 : 35 then: the right split on the whole, and at no time.
    await setWeights(gateway, 95, 5);
    const weighing = weigh(tcp(gateway), '-n', '4000', '-c', '4', '--rate', '1500');
    await untilConnections(gateway, 2000);
    await setWeights(gateway, 65, 35);
    const gate = await weighing;
    assert.equal(gate.verdict, 'INCONCLUSIVE', gate.message);
    assert.ok(firedIds(gate).some((id) => id === 'DRIFT' || id === 'CUSUM'));
    assert.match(textOf(gate, 'M-DRIFT'), /changed around request (1,[5-9]|2,[0-5])/);
  });

  test('Envoy weighted clusters raise no diagnostic', needs('envoy'), async (context) => {
    const gateway = await start(context, 'http', (split) => startEnvoy('http', split));
    const gate = await weigh(http(gateway), '-n', '10000');
    assert.equal(gate.verdict, 'PASS', gate.message);
    assert.ok(gate.diagnostics.some((diagnostic) => diagnostic.id === 'CONN'));
    assert.deepEqual(
      gate.diagnostics.filter((diagnostic) => diagnostic.pHolm < CERTAIN),
      [],
    );
  });

  test('100 runs through Envoy fire no more than the family rate allows', needs('envoy'), async (context) => {
    const gateway = await start(context, 'http', (split) => startEnvoy('http', split));
    const args = ['verify', http(gateway), '--expect', 'one=80,two=20', '-n', '500', '--report', 'json'];
    let fired = 0;
    for (let run = 0; run < 100; run += 1) {
      const [gate] = JSON.parse((await inProcess(args)).stdout).gates;
      assert.equal(gate.n, 500, gate.message);
      fired += firedIds(gate).length > 0 ? 1 : 0;
    }
    // At 0.0016, the highest rate that the family was measured at, more than 5 of 100 happen less than once in 10 million.
    assert.ok(fired <= 5, `${fired} of 100 runs fired a diagnostic`);
  });
});

async function setWeights(gateway: RunningGateway, one: number, two: number): Promise<void> {
  await tellHaproxy(gateway, `set weight split/one ${one}`);
  await tellHaproxy(gateway, `set weight split/two ${two}`);
}

/** Waits until HAProxy has accepted that many connections; the column is `stot` of its statistics. */
async function untilConnections(gateway: RunningGateway, connections: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const rows = (await tellHaproxy(gateway, 'show stat')).split('\n').map((row) => row.split(','));
    const column = (rows[0] ?? []).indexOf('stot');
    const frontend = rows.find((row) => row[0] === 'split' && row[1] === 'FRONTEND');
    if (Number(frontend?.[column]) >= connections) return;
    assert.ok(Date.now() < deadline, `only ${frontend?.[column]} connections`);
    await wait(5);
  }
}
