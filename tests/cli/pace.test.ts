import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { bucketOf } from '../../harness/classify/latency-buckets.ts';
import { parseTally } from '../../harness/classify/parse-tally.ts';
import type { LatencyBuckets, Tally } from '../../harness/model/tally.ts';
import { httpServer } from '../harness/drive/loopback-server.ts';
import { inProcess, reportOf, scratch, startProcess } from './command.ts';

const folder = scratch();
const JSON_REPORT = ['--report', 'json'];

/** A server of one version in a process that can be stopped. Prints its port, and a word at its 20th request. */
const SERVER = `
  import { createServer } from 'node:http';
  let served = 0;
  const server = createServer((request, response) => {
    response.setHeader('x-version', 'v1');
    response.end('hello');
    if (++served === 20) console.log('twenty');
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;
const PAUSE_MS = 500;
const SLOW_MS = 300;

/** Weighs a server that is stopped for half a second once it has served twenty requests; the tally, and how long it was stopped. */
async function weighPaused(name: string, ...options: string[]): Promise<{ readonly tally: Tally; readonly stoppedMs: number }> {
  const child = startProcess(process.execPath, ['--input-type=module', '-e', SERVER]);
  const words = createInterface(child.stdout)[Symbol.asyncIterator]();
  try {
    const { value: port } = await words.next();
    const stopped = words.next().then(async () => {
      child.kill('SIGSTOP');
      const sinceMs = performance.now();
      await pause(PAUSE_MS);
      const stoppedMs = performance.now() - sinceMs;
      child.kill('SIGCONT');
      return stoppedMs;
    });
    const file = join(folder, `${name}.json`);
    const target = `http://127.0.0.1:${port}/`;
    const run = await inProcess(['verify', target, '--expect', 'v1=1', '-c', '2', ...options, '--tally', file, ...JSON_REPORT]);
    assert.equal(run.code, 0, run.stderr);
    return { tally: parseTally(readFileSync(file, 'utf8'), file), stoppedMs: await stopped };
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

/** Answers that took so long, or hardly less. */
const slow = ({ counts }: LatencyBuckets): number =>
  Object.entries(counts).reduce((sum, [bucket, count]) => sum + (Number(bucket) >= bucketOf(SLOW_MS) ? count : 0), 0);

/** A server that takes 5 ms for every answer. */
const unhurried = () =>
  httpServer((_request, response) => {
    setTimeout(() => response.setHeader('x-version', 'v1').end(), 5);
  });

describe('--rate', { timeout: 60_000 }, () => {
  it('shows a pause of the target in the latency of all requests that were due in it', async () => {
    const { tally, stoppedMs } = await weighPaused('open', '--rate', '200', '-n', '300');
    const [label] = tally.labels;
    assert.ok(label?.uncorrected !== undefined);
    assert.equal(label.count, 300);
    // One is due every 5 ms; the signal may need a moment to arrive.
    const dueEarly = Math.floor((stoppedMs - SLOW_MS) / 5) - 3;
    assert.ok(slow(label.latency) >= dueEarly, `${slow(label.latency)} slow ones of ${dueEarly}`);
    assert.ok(label.latency.maxMs >= SLOW_MS);
    // From the real send only the two that were under way took long.
    assert.ok(slow(label.uncorrected) <= dueEarly / 3, `${slow(label.uncorrected)} slow from the real send`);
    assert.ok((tally.pace?.behindMs ?? 0) >= SLOW_MS);
  });

  it('is what shows it: without a rate two requests wait, and the rest is never sent', async () => {
    const { tally } = await weighPaused('closed', '-n', '3000');
    const [label] = tally.labels;
    assert.equal(label?.count, 3000);
    assert.ok(slow(label.latency) <= 10, `${slow(label.latency)} slow ones`);
    assert.deepEqual([label.uncorrected, tally.pace], [undefined, undefined]);
  });

  it('reports both latencies, and again when the saved tally is judged', async () => {
    const { port } = await unhurried();
    const file = join(folder, 'both.json');
    const args = [`http://127.0.0.1:${port}/`, '--expect', 'v1=1', '-n', '20', '--rate', '500', '--tally', file];
    const live = await inProcess(['verify', ...args]);
    assert.match(live.stdout, /from the time a request was due\n +v1 .*\n +from the time it was sent\n +v1 /);
    assert.equal((await inProcess(['judge', file])).stdout, live.stdout);
    const again = reportOf(await inProcess(['judge', file, ...JSON_REPORT])).gates[0]!.measurement;
    assert.equal(again.pace?.askedPerSecond, 500);
    const [due, sent] = [again.latency[0]!, again.uncorrectedLatency[0]!];
    assert.ok(due.maxMs >= sent.maxMs && sent.p50Ms >= 4, JSON.stringify([due, sent]));
  });

  it('merges with a run without a rate to the one latency that both have', async () => {
    const { port } = await unhurried();
    const files = ['open', 'closed'].map((name) => join(folder, `merge-${name}.json`));
    for (const [i, file] of files.entries()) {
      const rate = i === 0 ? ['--rate', '500'] : [];
      await inProcess(['verify', `http://127.0.0.1:${port}/`, '--expect', 'v1=1', '-n', '10', ...rate, '--tally', file]);
    }
    const { latency, uncorrectedLatency, pace } = reportOf(await inProcess(['judge', ...files, ...JSON_REPORT])).gates[0]!
      .measurement;
    assert.deepEqual([latency.length, uncorrectedLatency, pace], [1, [], null]);
  });

  it('says when too few connections keep it from being reached', async () => {
    const { port } = await unhurried();
    const args = [`http://127.0.0.1:${port}/`, '--expect', 'v1=1', '-n', '100', '-c', '1', '--rate', '2000'];
    const { stdout } = await inProcess(['verify', ...args], { columns: 1000 });
    assert.match(stdout, /\n +sent at \d+(\.\d)?\/s instead of 2,000\/s: .* wait for earlier answers, .*\(-c\)/);
  });

  it('sends for the time it is given, never more than is due in it', async () => {
    const { port } = await unhurried();
    const args = [`http://127.0.0.1:${port}/`, '--expect', 'v1=1', '--rate', '100', '--duration', '500ms', '--warmup', '7'];
    const { sent, end, pace } = reportOf(await inProcess(['verify', ...args, ...JSON_REPORT])).gates[0]!.measurement;
    assert.ok(sent >= 1 && sent <= 50, String(sent));
    assert.deepEqual([end, pace?.askedPerSecond, pace?.sendingMs], ['duration', 100, 500]);
  });

  it('is shared by threads that take turns', async () => {
    const { port } = await unhurried();
    const args = [`http://127.0.0.1:${port}/`, '--expect', 'v1=1', '-n', '150', '--rate', '1500', '--threads', '3'];
    const { sent, pace } = reportOf(await inProcess(['verify', ...args, ...JSON_REPORT])).gates[0]!.measurement;
    assert.deepEqual([sent, pace?.askedPerSecond], [150, 1500]);
    // At this rate 150 requests take 100 ms; each thread alone at the whole rate would have needed a third of it.
    assert.ok((pace?.sendingMs ?? 0) >= 99, JSON.stringify(pace));
  });
});
