import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/api/judge.ts';
import type { VerifyOptions } from '../../../harness/api/options.ts';
import { verify } from '../../../harness/api/verify.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import type { Report } from '../../../harness/model/report.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { inProcess, ROOT, reportOf, scratch } from '../../cli/command.ts';
import { tcpServer } from '../drive/loopback-server.ts';

/** A report without what differs from run to run: when it ran and how long that took. */
const steady = (report: Report) =>
  report.gates.map(({ verdict, reason, weights, counts, expected, p, notes, exitCode, target }) => {
    return { verdict, reason, weights, counts, expected, p, notes, exitCode, target: target.replace(/:\d+$/, '') };
  });

const refused = (options: VerifyOptions, message: RegExp) =>
  assert.rejects(verify(options), (error) => error instanceof UsageError && message.test(error.message));

describe('verify', () => {
  it('gives the report that the command prints', async () => {
    const args = ['verify', '--expect', 'one=80,two=20', '--actual', '60,40', '-n', '300', '--report', 'json'];
    const printed = reportOf(await inProcess(args));
    const listeners = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const before = listeners();
    const report = await verify({ expect: { one: 80, two: 20 }, actual: [60, 40], requests: 300 });
    assert.equal(report.verdict, 'FAIL');
    assert.deepEqual(listeners(), before, 'the signals of a process are its own');
    assert.deepEqual(steady(report), steady(printed));
  });

  it('weighs a target, which may be a URL', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('one\n')));
    const target = new URL(`tcp://127.0.0.1:${server.port}`);
    const report = await verify({ target, expect: { one: 1, two: 0 }, requests: 50 });
    assert.deepEqual([report.verdict, report.gates[0]?.counts], ['PASS', [50, 0]]);
  });

  it('weighs the gates of a file and says line by line what the command says', async () => {
    const file = join(scratch(), 'gates.yaml');
    writeFileSync(file, 'gates:\n  - {name: a, lab: tcp-echo, expect: "80,20"}\n  - {name: b, lab: tcp-echo, expect: "50,50"}\n');
    const said: string[] = [];
    const tallies: Tally[] = [];
    const report = await verify({
      config: file,
      significance: 1e-6,
      log: (line) => said.push(line),
      onTally: (one) => tallies.push(one),
    });
    assert.deepEqual(
      report.gates.map(({ name, verdict }) => [name, verdict]),
      [
        ['a', 'PASS'],
        ['b', 'PASS'],
      ],
    );
    assert.ok(said.includes('gate 2 of 2: b'), said.join('\n'));
    for (const [i, tally] of tallies.entries()) assert.equal(judge({ tallies: tally }).gates[0]?.p, report.gates[i]?.p);
  });

  it('weighs both kinds of connections', async () => {
    const report = await verify({ lab: 'http-hello', compareConnections: true, requests: 200 });
    assert.equal(report.gates.length, 2);
    assert.notEqual(report.comparison, null);
  });

  it('ends with the reason of its signal, and leaves nothing open', async () => {
    await assert.rejects(verify({ signal: AbortSignal.abort(new Error('not now')) }), /not now/);
    const controller = new AbortController();
    const server = await tcpServer((socket) => socket.once('data', () => controller.abort(new Error('enough'))));
    const run = verify({
      target: `tcp://127.0.0.1:${server.port}`,
      expect: { one: 1 },
      requests: 100_000,
      readyTimeoutMs: 0,
      signal: controller.signal,
    });
    await assert.rejects(run, /enough/);
  });

  it('refuses before anything is sent', async () => {
    await refused({ target: 5 as unknown as string }, /^verify: target is no text/);
    await refused({ signal: {} as AbortSignal }, /^verify: signal is no AbortSignal/);
    await refused({ log: 'x' as unknown as () => void }, /^verify: log is no function/);
    await refused({ target: 'tcp://127.0.0.1:1' }, /^--expect is missing/);
    await refused({ target: 'gopher://127.0.0.1:1', expect: [1, 1] }, /gopher/);
    await refused({ routes: `${ROOT}manifests/none`, target: 'http://a/' }, /there is no such file or folder/);
    await refused({ config: `${ROOT}examples/weighbridge.yaml`, requests: 5 }, /^--requests cannot stand beside --config/);
  });
});
