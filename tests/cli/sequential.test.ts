import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseTally } from '../../harness/classify/parse-tally.ts';
import type { GateReport } from '../../harness/model/report.ts';
import { httpServer, tcpServer } from '../harness/drive/loopback-server.ts';
import { assertUsage, type Ended, inProcess, reportOf, scratch } from './command.ts';

const folder = scratch();
const verify = (...args: string[]): Promise<Ended> => inProcess(['verify', '--sequential', ...args]);
const gateOf = (ended: Ended): GateReport => reportOf(ended).gates[0]!;
const json = ['--report', 'json'];

/** Instead of a delay: the answer does not come. */
const NEVER = -1;

/** A tcp workload that gives the n-th connection the n-th answer, so that send order is what it says. */
async function scripted(answerOf: (n: number) => string, delayMsOf: (answer: string, n: number) => number = () => 0) {
  let next = 0;
  const server = await tcpServer((socket: Socket) => {
    const n = next++;
    const answer = answerOf(n);
    const delayMs = delayMsOf(answer, n);
    if (delayMs !== NEVER) socket.once('data', () => setTimeout(() => socket.end(`${answer}\n`), delayMs));
  });
  return { target: `tcp://127.0.0.1:${server.port}`, seen: () => next };
}

describe('verify --sequential in the lab', () => {
  it('fails a 50/50 gateway that should be 80/20 within 200 requests', async () => {
    for (const seed of ['1', '2', '3']) {
      const ended = await verify('--expect', '80,20', '--tolerance', '2', '--actual', '50,50', '--seed', seed, ...json);
      const gate = gateOf(ended);
      assert.equal(ended.code, 1);
      assert.equal(gate.reason, 'significant-and-beyond-tolerance');
      assert.ok(gate.measurement.sent <= 200, `${gate.measurement.sent} sent`);
      assert.ok(gate.measurement.sent < gate.sequential!.stopN + 64);
      assert.equal(gate.measurement.end, 'decided');
    }
  });

  it('passes a right gateway after some 4,000 requests, far below the cap', async () => {
    const ended = await verify('--expect', '80,20', '--tolerance', '2', '--seed', '3', ...json);
    const gate = gateOf(ended);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual([gate.reason, gate.sequential!.capRequests], ['within-tolerance', 21_378]);
    assert.ok(gate.sequential!.stopN >= 1_000 && gate.sequential!.stopN <= 12_000, `${gate.sequential!.stopN}`);
  });

  it('names both numbers and keeps to -n', async () => {
    const decided = await verify('--expect', '80,20', '--actual', '20,80', '-n', '900');
    assert.match(decided.stdout.replaceAll(/\s+/g, ' '), /Decided after \d+ of at most 900 requests; \d+ were sent\./);
    const capped = await verify('--expect', '80,20', '--tolerance', '2', '-n', '300', ...json);
    const gate = gateOf(capped);
    assert.deepEqual([capped.code, gate.reason, gate.measurement.sent], [3, 'not-enough-data', 300]);
    assert.deepEqual([gate.sequential!.decision, gate.sequential!.stopN], ['cap', 300]);
  });

  it('without a tolerance passes at the cap and says what it would have noticed', async () => {
    const ended = await verify('--expect', '80,20');
    assert.equal(ended.code, 0);
    const text = ended.stdout.replaceAll(/\s+/g, ' ');
    assert.match(text, /A shift of 6\.\d pp or more would have been noticed/);
    assert.match(text, /not decided within the cap of 1,141 requests; 1,141 were sent/);
  });

  it('weighs http over keep-alive connections and stops at a version of weight zero', async () => {
    const names = '--expect=Hello=30,Bonjour=60,Hola=10';
    const right = await verify('--lab', 'http-hello', names, '--tolerance', '5', ...json);
    assert.equal(right.code, 0, right.stdout);
    const zero = await verify('--lab', 'http-hello', '--expect=Hello=40,Bonjour=60,Hola=0', '--actual=30,60,10', ...json);
    assert.equal(zero.code, 1);
    assert.equal(gateOf(zero).reason, 'structural');
    assert.equal(gateOf(zero).sequential!.decision, 'structural');
    assert.ok(gateOf(zero).measurement.sent < 200);
  });

  it('is repeated byte for byte by judge, and a changed rule is told as a what-if', async () => {
    const runs = [
      ['--expect', '80,20', '--tolerance', '5'],
      ['--expect', '80,20', '--actual', '1,1'],
      ['--expect', '80,20', '--tolerance', '2', '-n', '200'],
      ['--expect', 'one=100,two=0', '--actual', '9,1'],
      ['--expect', 'one=100,two=0', '--tolerance', '2'],
    ];
    for (const [i, args] of runs.entries()) {
      const file = join(folder, `run-${i}.json`);
      for (const format of ['json', 'text']) {
        const live = await verify(...args, '--tally', file, '--report', format);
        const later = await inProcess(['judge', file, '--report', format]);
        assert.equal(later.stdout, live.stdout);
        assert.equal(later.code, live.code);
      }
    }
    const other = await inProcess(['judge', join(folder, 'run-0.json'), '--tolerance', '3', ...json]);
    assert.equal(gateOf(other).sequential, null);
    assert.match(gateOf(other).notes.join(), /what-if.*as if the number of requests had been fixed beforehand/);
    const same = await inProcess(['judge', join(folder, 'run-0.json'), '--max-failures', '0.5', ...json]);
    assert.notEqual(gateOf(same).sequential, null);
  });

  it('is added up from shards by the counts at their decisions', async () => {
    const files = ['11', '12', '13'].map((seed) => ({ seed, file: join(folder, `shard-${seed}.json`) }));
    const target = await scripted((n) => (n % 5 === 4 ? 'two' : 'one'));
    for (const { file } of files)
      await verify(target.target, '--expect', 'one=80,two=20', '--tolerance', '2', '-n', '1500', '--tally', file);
    const merged = await inProcess(['judge', ...files.map(({ file }) => file), ...json]);
    const gate = gateOf(merged);
    assert.deepEqual([merged.code, gate.reason, gate.sequential!.stopN], [0, 'within-tolerance', 4_500]);
    const fixed = join(folder, 'fixed.json');
    await inProcess(['verify', target.target, '--expect', 'one=80,two=20', '--tolerance', '2', '-n', '100', '--tally', fixed]);
    const mixed = await inProcess(['judge', files[0]!.file, fixed]);
    assertUsage(mixed, 'only one of them was a --sequential run');
  });

  it('refuses a record that was tampered with', async () => {
    const file = join(folder, 'tampered.json');
    await verify('--expect', '80,20', '--actual', '1,1', '--tally', file);
    const tally = parseTally(readFileSync(file, 'utf8'), file);
    const [found] = tally.gate!.sequential;
    const forged = { ...tally, gate: { ...tally.gate, sequential: [{ ...found, decision: 'pass' }] } };
    writeFileSync(file, JSON.stringify(forged));
    assertUsage(await inProcess(['judge', file]), 'does not follow from its counts');
  });
});

describe('verify --sequential on an awkward target', () => {
  const expect = ['--expect', 'slow=50,fast=50'];

  it('is not biased by a version that answers later: the prefix holds both alike', async () => {
    // In turn, and slow ones take 50 ms: whatever finished by then would be nearly all fast.
    const { target } = await scripted(
      (n) => (n % 2 === 0 ? 'slow' : 'fast'),
      (answer) => (answer === 'slow' ? 50 : 0),
    );
    const ended = await verify(target, ...expect, '-n', '400', '-c', '16', ...json);
    const gate = gateOf(ended);
    assert.equal(ended.code, 0, ended.stdout);
    assert.deepEqual(gate.sequential!.stopCounts, [200, 200]);
    assert.ok(gate.sequential!.maxLogE < 0.5, `${gate.sequential!.maxLogE}`);
  });

  it('waits for the requests under way at the decision and counts them as answers', async () => {
    const { target, seen } = await scripted(
      () => 'fast',
      (_answer, n) => (n % 3 === 2 ? 40 : 0),
    );
    const ended = await verify(target, ...expect, '-c', '8', ...json);
    const gate = gateOf(ended);
    assert.deepEqual([ended.code, gate.failing, gate.reason], [1, 0, 'significant']);
    assert.equal(gate.nAll, seen() - 1, 'all but the readiness probe');
    assert.equal(gate.sequential!.stopCounts[0], 0);
  });

  it('is held up but not stopped by one request that never ends', async () => {
    const { target } = await scripted(
      (n) => (n % 2 === 0 ? 'slow' : 'fast'),
      (_answer, n) => (n === 5 ? NEVER : 0),
    );
    const ended = await verify(target, ...expect, '-n', '600', '--timeout', '400ms', '--max-failures', '0.01', ...json);
    const gate = gateOf(ended);
    assert.deepEqual([ended.code, gate.unattributed, gate.nAll], [0, 1, 600]);
    assert.equal(gate.sequential!.stopN, 600);
  });

  it('does not judge on when the target fails', async () => {
    const down = await verify('tcp://127.0.0.1:1', ...expect, '--ready-timeout', '50ms', ...json);
    assert.deepEqual([down.code, gateOf(down).reason], [4, 'could-not-measure']);
    let n = 0;
    const server = await httpServer((_request, response) => {
      n++;
      response.writeHead(n % 3 === 0 ? 503 : 200, { 'x-version': n % 2 === 0 ? 'slow' : 'fast' }).end();
    });
    const broken = await verify(`http://127.0.0.1:${server.port}`, ...expect, '-n', '300', ...json);
    assert.deepEqual([broken.code, gateOf(broken).reason], [1, 'failures']);
  });

  it('is void when keep-alive connections are pinned', async () => {
    const versions = new WeakMap<Socket, string>();
    let opened = 0;
    const server = await httpServer((request, response) => {
      const version = versions.get(request.socket) ?? (opened++ % 2 === 0 ? 'slow' : 'fast');
      versions.set(request.socket, version);
      response.setHeader('x-version', version).end();
    });
    const ended = await verify(
      `http://127.0.0.1:${server.port}`,
      ...expect,
      '--tolerance',
      '3',
      '-n',
      '3000',
      '-c',
      '20',
      ...json,
    );
    const gate = gateOf(ended);
    assert.deepEqual([ended.code, gate.reason, gate.unit], [3, 'unit-changed', 'connection'], ended.stdout);
  });
});

describe('verify --sequential asked wrongly', () => {
  it('needs names beforehand', async () => {
    assertUsage(
      await verify('tcp://127.0.0.1:1', '--expect', '80,20'),
      '--sequential: the weights 80,20 have no names',
      'write --expect one=80,two=20 or add --labels',
    );
  });

  it('has a test of its own', async () => {
    assertUsage(await verify('--expect', '80,20', '--test', 'exact'), '--test: a sequential run is judged by a test of its own');
  });

  it('cannot compare connection modes', async () => {
    assertUsage(await verify('--expect', '30,60,10', '--lab', 'http-hello', '--compare-connections'), '--sequential');
  });

  it('is an option of verify only', async () => {
    assertUsage(await inProcess(['plan', '--sequential', '--expect', '80,20']), '--sequential');
  });
});
