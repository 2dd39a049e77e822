import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { inProcess, ROOT, reportOf, startProcess } from '../../cli/command.ts';
import { skipWithout } from '../parts.ts';

const PATHS = 'manifests/bookinfo/istio/paths';
const SURE = ['--significance', '0.000001', '--report', 'json'] as const;

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(Boolean(socket.destroy()))).once('error', () => resolve(false));
  });

/** `weighbridge lab` in a process of its own, once it has said where everything is. */
async function labUp(...args: readonly string[]) {
  const child = startProcess(process.execPath, [join(ROOT, 'harness/bin.js'), 'lab', ...args]);
  let text = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  let hasClosed = false;
  closed.then(() => {
    hasClosed = true;
  });
  while (!text.includes('Ctrl-C')) {
    assert.ok(!hasClosed, errors);
    await pause(20);
  }
  const ports = [...text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  return { child, closed, text, ports };
}

describe('commands with a lab on Envoy', { skip: skipWithout('envoy'), timeout: 300_000, concurrency: false }, () => {
  it('verify weighs a typed target by the manifests that the lab obeys', async () => {
    // LEAST_REQUEST spreads evenly only what comes one at a time.
    const args = ['verify', 'http://bookinfo.com/reviews/0', '--lab', PATHS, '-c', '1', '-n', '600', ...SURE];
    const ended = await inProcess(args);
    assert.equal(ended.code, 0, ended.stderr);
    const [gate] = reportOf(ended).gates;
    assert.match(
      gate?.notes.join('\n') ?? '',
      /expected by VirtualService bookinfo\/\S+ .*at manifests\/bookinfo\/istio\/paths\//,
    );
    assert.deepEqual([gate?.counts.length, gate?.n], [3, 600]);
  });

  it('verify fails when something else is promised than the lab does', async () => {
    const args = ['verify', 'http://bookinfo.com/reviews/0', '--lab', PATHS, '-c', '1', '-n', '600', ...SURE];
    const twin = await inProcess([...args, '--expect', 'v1=80,v2=10,v3=10']);
    assert.equal(twin.code, 1, twin.stderr);
    const elsewhere = await inProcess([...args.with(1, 'http://bookinfo.com/ratings/1'), '--expect', 'v1=1,v2=1,v3=1']);
    assert.equal(elsewhere.code, 1, elsewhere.stderr);
  });

  it('lab keeps every address open until Ctrl-C, and closes all of them', async () => {
    const { child, closed, ports } = await labUp(PATHS);
    assert.ok(ports.length > 5);
    for (const port of ports) assert.ok(await listens(port), String(port));
    child.kill('SIGINT');
    assert.deepEqual(await closed, [130, null]);
    for (const port of ports) assert.equal(await listens(port), false, String(port));
  });

  it('lab leaves nothing behind when it is killed without a word', async () => {
    const { child, closed, ports } = await labUp('tcp-echo/istio');
    child.kill('SIGKILL');
    assert.deepEqual(await closed, [null, 'SIGKILL']);
    for (const port of ports) while (await listens(port)) await pause(20);
  });
});
