import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { guardOrphan } from '../../../../harness/lab/processes/orphan-guard.ts';

const GUARD = new URL('../../../../harness/lab/processes/orphan-guard.ts', import.meta.url);

/**
 * A parent with a child that would run for an hour in a process group of its own, as those of a lab do. The child holds the parent's
 * standard output too: it ends when both of them have.
 */
function family(isGuarded: boolean, children = 1) {
  const script = `
    import { spawn } from 'node:child_process';
    import { guardOrphan } from ${JSON.stringify(GUARD.href)};
    for (let number = 0; number < ${children}; number += 1) {
      const child = spawn('sleep', ['3600'], { stdio: ['ignore', 'inherit', 'ignore'], detached: true });
      if (${isGuarded}) guardOrphan(child);
      console.log('child', child.pid);
    }
    console.log('ready');
    process.stdin.on('data', () => process.exit(0));
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  return parent;
}

/** Resolves with the numbers of the children when all of them run. */
async function started({ stdout }: ChildProcess): Promise<readonly number[]> {
  let text = '';
  for await (const [chunk] of on(stdout!)) {
    text += chunk;
    if (text.includes('ready')) break;
  }
  return [...text.matchAll(/child (\d+)/g)].map(([, pid]) => Number(pid));
}

async function* on(stream: NodeJS.ReadableStream): AsyncGenerator<readonly [string]> {
  stream.setEncoding('utf8');
  for (;;) yield (await once(stream, 'data')) as [string];
}

describe('children of a lab', { timeout: 60_000 }, () => {
  it('do not outlive a parent that is killed without a word', async () => {
    const parent = family(true, 3);
    const pids = await started(parent);
    assert.equal(pids.length, 3);
    const ended = once(parent.stdout.resume(), 'end');
    parent.kill('SIGKILL');
    await ended;
  });

  it('do not outlive a parent that exits in the middle of everything', async () => {
    const parent = family(true, 2);
    await started(parent);
    const ended = once(parent.stdout.resume(), 'end');
    parent.stdin.write('exit\n');
    await ended;
  });

  it('would outlive it without the guard', async () => {
    const parent = family(false);
    const [pid] = await started(parent);
    assert.ok(pid !== undefined);
    let hasEnded = false;
    const ended = once(parent.stdout.resume(), 'end').then(() => {
      hasEnded = true;
    });
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    assert.equal(hasEnded, false);
    process.kill(pid, 'SIGKILL');
    await ended;
  });

  it('are forgotten once they have ended: their numbers may belong to others', async () => {
    const before = process.listenerCount('exit');
    const child = spawn('sleep', ['3600'], { stdio: 'ignore', detached: true });
    guardOrphan(child);
    assert.equal(process.listenerCount('exit'), before + 1);
    child.kill('SIGTERM');
    await once(child, 'exit');
    assert.equal(process.listenerCount('exit'), before);
  });

  it('need no guard when they could not be started', async () => {
    const before = process.listenerCount('exit');
    const child = spawn('/nowhere/envoy', [], { stdio: 'ignore' });
    const failed = once(child, 'error');
    guardOrphan(child);
    await failed;
    assert.equal(process.listenerCount('exit'), before);
  });
});
