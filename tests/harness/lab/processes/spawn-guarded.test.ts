import assert from 'node:assert/strict';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { NOT_FOUND, spawnGuarded } from '../../../../harness/lab/processes/spawn-guarded.ts';
import { startProcess } from '../../../cli/command.ts';

const MODULE = new URL('../../../../harness/lab/processes/spawn-guarded.ts', import.meta.url).href;

/** A parent that is killed the moment its first child exists: before anybody else can have been told of it. */
const KILLED_AT_ONCE = `
  import child_process from 'node:child_process';
  import { writeSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { spawn } = child_process;
  child_process.spawn = (...args) => {
    writeSync(1, String(spawn(...args).pid));
    process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();
  const { spawnGuarded } = await import(${JSON.stringify(MODULE)});
  spawnGuarded('sleep', ['3600']);
`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a guarded program', { timeout: 30_000 }, () => {
  it('gets its arguments and environment as they are, and nothing to read', async () => {
    const args = ['a b', "it's", '$HOME', '', '*', '-x', '\n'];
    const script =
      'process.stdin.pipe(process.stdout, { end: false }); console.log(JSON.stringify([process.argv.slice(1), process.env.WORD]))';
    const child = spawnGuarded(process.execPath, ['--eval', script, '--', ...args], { WORD: 'two words' });
    assert.deepEqual(JSON.parse(await text(child.stdout)), [args, 'two words']);
  });

  it('is the process that was started, so that its signals and exit codes are its own', async () => {
    const child = spawnGuarded(process.execPath, ['--eval', 'console.log(process.pid); setInterval(() => {}, 1000)']);
    const [printed] = await once(child.stdout.setEncoding('utf8'), 'data');
    assert.equal(Number(printed), child.pid);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM']);
  });

  it('that does not exist is told by the exit code alone', async () => {
    const child = spawnGuarded('no-such-program-anywhere', ['x']);
    const [said, ended] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.deepEqual(ended, [NOT_FOUND, null]);
    assert.equal(said, '');
  });

  it('that is killed before it was one ends no parent', async () => {
    const child = spawnGuarded('sleep', ['3600']);
    child.kill('SIGKILL');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);
  });

  it('does not outlive a parent that is killed before the guard knows of it', async () => {
    const parent = startProcess(process.execPath, ['--input-type=module', '--eval', KILLED_AT_ONCE]);
    const [printed, [, signal]] = await Promise.all([text(parent.stdout), once(parent, 'exit')]);
    assert.equal(signal, 'SIGKILL');
    assert.match(printed, /^\d+$/);
    // Its new parent takes note of its end in its own time.
    while (isAlive(Number(printed))) await wait(10);
  });
});
