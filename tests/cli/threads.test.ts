import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseTally } from '../../harness/classify/parse-tally.ts';
import { run } from '../../harness/cli/run.ts';
import { httpServer, tcpServer } from '../harness/drive/loopback-server.ts';
import { assertUsage, ended, fakeHost, inProcess, ROOT, reportOf, scratch, startProcess } from './command.ts';

const folder = scratch();
const JSON_REPORT = ['--report', 'json'];

describe('--threads', { timeout: 60_000 }, () => {
  it('gives the same counts for a seed, whatever the number of threads', async () => {
    const counts = async (threads: string) => {
      const args = ['verify', '--lab', 'tcp-echo', '--seed', '7', '--expect', '80,20', '-n', '600', '--threads', threads];
      const report = reportOf(await inProcess([...args, ...JSON_REPORT]));
      const { measurement } = report.gates[0]!;
      assert.deepEqual([measurement.sent, measurement.failures, measurement.connections.opened], [600, [], 600]);
      return report.gates[0]!.counts;
    };
    const alone = await counts('1');
    for (const threads of ['2', '3', '8']) assert.deepEqual(await counts(threads), alone, `${threads} threads`);
  });

  it('gives the same counts after a warm-up, which ends for all before anyone counts', async () => {
    const counts = async (threads: string) => {
      const args = ['verify', '--seed', '7', '--expect', '80,20', '-n', '300', '--warmup', '31', '--threads', threads];
      return reportOf(await inProcess([...args, ...JSON_REPORT])).gates[0]!.counts;
    };
    assert.deepEqual(await counts('3'), await counts('1'));
  });

  it('gives the same counts over kept connections', async () => {
    const counts = async (threads: string) => {
      const args = ['verify', '--lab', 'http-hello', '--seed', '7', '-n', '120', '-c', '4', '--threads', threads];
      return reportOf(await inProcess([...args, ...JSON_REPORT])).gates[0]!.counts;
    };
    assert.deepEqual(await counts('3'), await counts('1'));
  });

  it('saves a tally that is judged as it was live', async () => {
    const tally = join(folder, 'threads.json');
    const live = await inProcess([
      'verify',
      '--expect',
      '80,20',
      '-n',
      '400',
      '--threads',
      '3',
      '--tally',
      tally,
      ...JSON_REPORT,
    ]);
    assert.equal(parseTally(readFileSync(tally, 'utf8'), tally).order?.streams.length, 3);
    assert.deepEqual(reportOf(await inProcess(['judge', tally, ...JSON_REPORT])), reportOf(live));
  });

  it('finds a wrong split as one thread does', async () => {
    const { code } = await inProcess(['verify', '--expect', '80,20', '--actual', '60,40', '-n', '600', '--threads', '2']);
    assert.equal(code, 1);
  });

  for (const [what, args, note] of [
    ['--sequential', ['--expect', 'one=80,two=20', '--sequential'], /^--threads 2: one thread sends, because a sequential run /],
    [
      'a low --rate',
      ['--expect', '80,20', '-n', '20', '--rate', '500'],
      /^--threads 2: one thread sends, because 500 requests per second /,
    ],
  ] as const)
    it(`is said not to be heeded with ${what}`, async () => {
      const { gates } = reportOf(await inProcess(['verify', ...args, '--threads', '2', ...JSON_REPORT]));
      assert.ok(
        gates[0]!.notes.some((text) => note.test(text)),
        gates[0]!.notes.join('\n'),
      );
    });

  it('is never more than there are connections', async () => {
    const { gates } = reportOf(
      await inProcess(['verify', '--expect', '80,20', '-n', '100', '-c', '2', '--threads', '5', ...JSON_REPORT]),
    );
    assert.ok(gates[0]!.notes.includes('--threads 5: only 2, one per connection'));
    assert.equal(gates[0]!.nAll, 100);
  });

  it('takes a whole number up to 256', async () => {
    for (const value of ['0', '-1', '1.5', 'all', '257'])
      assertUsage(await inProcess(['verify', '--expect', '80,20', `--threads=${value}`]), '--threads');
  });

  it('keeps the pace that was asked for over all threads', async () => {
    let requests = 0;
    const server = await httpServer((_request, response) => response.end(`v${(requests++ % 2) + 1}\n`));
    const args = [
      'verify',
      `http://127.0.0.1:${server.port}/`,
      '--expect',
      '1,1',
      '--rate',
      '1000',
      '--threads',
      '2',
      '-n',
      '500',
    ];
    const { measurement } = reportOf(await inProcess([...args, ...JSON_REPORT])).gates[0]!;
    assert.equal(measurement.sent, 500);
    // The last requests are due 498 ms after the first ones; a busy machine may make that longer, never shorter.
    assert.ok((measurement.elapsedMs ?? 0) >= 490, `${measurement.elapsedMs} ms`);
  });

  it('an interrupt keeps what all threads measured', async () => {
    let answers = 0;
    const { host, stdout, events } = fakeHost([]);
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        answers += 1;
        socket.end(answers % 2 === 0 ? 'two\n' : 'one\n');
        if (answers === 100) events.emit('SIGINT');
      }),
    );
    const tally = join(folder, 'interrupted.json');
    const args = ['verify', `tcp://127.0.0.1:${server.port}`, '--expect', 'one=1,two=1', '-n', '1000000', '--threads', '3'];
    const argv = ['node', 'weighbridge', ...args, '--tally', tally, ...JSON_REPORT];
    assert.equal(await run({ ...host, argv }), 130);
    const [gate] = reportOf({ code: 130, stdout: stdout.text, stderr: '' }).gates;
    assert.equal(gate!.measurement.end, 'stopped');
    assert.ok(gate!.nAll >= 90 && gate!.nAll < 1_000_000);
    assert.equal(gate!.nAll, gate!.n + gate!.unattributed);
    assert.equal(parseTally(readFileSync(tally, 'utf8'), tally).sent, gate!.nAll);
  });

  it('a fault in a thread is exit code 70, never lost requests', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('one\n')));
    const sabotage = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) setTimeout(() => { throw new Error('a bug') }, 50)`;
    const bin = join(ROOT, 'harness/bin.js');
    const args = ['verify', `tcp://127.0.0.1:${server.port}`, '--expect', '1,0', '-n', '100000000', '--threads', '2'];
    const imported = `data:text/javascript,${encodeURIComponent(sabotage)}`;
    const { code, stdout, stderr } = await ended(startProcess(process.execPath, ['--import', imported, bin, ...args]));
    assert.equal(code, 70, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, /^weighbridge: internal fault, please report it: Error: a bug/m);
  });
});
