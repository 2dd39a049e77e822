import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { guard } from '../../../harness/cli/guard.ts';
import { CannotMeasureError, UsageError } from '../../../harness/cli/usage-error.ts';
import { fakeHost } from '../../cli/command.ts';

const guarded = async (command: () => Promise<number>) => {
  const { host, stderr, events, exits } = fakeHost([]);
  return { code: await guard(host, command), stderr: stderr.text, events, exits };
};
const failing = (error: unknown) => async () => {
  throw error;
};

describe('guard', () => {
  it('passes the command’s exit code on', async () => assert.equal((await guarded(async () => 3)).code, 3));

  it('a usage error is 2 and one line, whatever its message holds', async () => {
    const { code, stderr } = await guarded(failing(new UsageError(`--x "\u001b[2J\n\u202e${'y'.repeat(100_000)}"`)));
    assert.equal(code, 2);
    assert.match(stderr, /^weighbridge: --x "\\u\{1b\}\[2J\\u\{a\}\\u\{202e\}y+…\n$/);
    assert.ok(stderr.length < 1100);
  });

  it('a lab that does not start is 4', async () => {
    const { code, stderr } = await guarded(failing(new CannotMeasureError('lab: tcp-echo did not start')));
    assert.deepEqual([code, stderr], [4, 'weighbridge: could not measure: lab: tcp-echo did not start\n']);
  });

  it('a process that may open no more files is 4, also after the result', async () => {
    const error = Object.assign(new Error("EMFILE: too many open files, open 'threads.ts'"), { code: 'EMFILE' });
    const { code, stderr } = await guarded(failing(error));
    assert.equal(code, 4);
    assert.match(stderr, /^weighbridge: could not measure: [^\n]*threads\.ts[^\n]*ulimit -n[^\n]*\n$/);
    const { events, exits } = await guarded(async () => 0);
    events.emit('uncaughtException', new Error('spawn /bin/sh EMFILE'));
    assert.deepEqual(exits, [4]);
  });

  for (const error of [new Error('bug'), new RangeError('bug'), 'bug', null, undefined, 5])
    it(`${String(error)} thrown is a fault of ours: 70`, async () => {
      const { code, stderr } = await guarded(failing(error));
      assert.equal(code, 70);
      assert.match(stderr, /^weighbridge: internal fault, please report it: /);
    });

  it('an exception outside the command ends the process with 70, also after the result', async () => {
    const { events, exits } = await guarded(async () => 0);
    events.emit('uncaughtException', new Error('late'));
    assert.deepEqual(exits, [70]);
  });

  it('a closed pipe is nobody’s fault, another output error is', async () => {
    const { host, stdout, stderr, exits } = fakeHost([]);
    await guard(host, async () => 0);
    stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    stderr.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    assert.deepEqual(exits, []);
    stdout.emit('error', Object.assign(new Error('write EBADF'), { code: 'EBADF' }));
    assert.deepEqual(exits, [70]);
  });

  it('a full disk behind standard output is told once and is exit code 2, also after the end', async () => {
    const full = Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' });
    const { host, stdout, stderr, exits } = fakeHost([]);
    const code = await guard(host, async () => {
      stdout.emit('error', full);
      return 1;
    });
    assert.deepEqual([code, exits], [2, []]);
    stdout.emit('error', full);
    assert.deepEqual(exits, [2]);
    assert.equal(stderr.text, 'weighbridge: standard output cannot be written (no space left on the disk)\n');
  });

  it('a full disk behind stderr changes nothing', async () => {
    const { host, stderr, exits } = fakeHost([]);
    const code = await guard(host, async () => {
      stderr.emit('error', Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }));
      return 1;
    });
    assert.deepEqual([code, exits], [1, []]);
  });
});
