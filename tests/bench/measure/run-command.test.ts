import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { BenchError } from '../../../bench/bench-error.ts';
import { runCommand } from '../../../bench/measure/run-command.ts';

const skip = existsSync('/proc/self/stat') ? false : 'CPU time is read from /proc, which only Linux has';

test('a program gives its output and what it cost, its children included', { skip }, async () => {
  const burn = 'const end = process.cpuUsage().user + 2e5; while (process.cpuUsage().user < end);';
  const run = await runCommand({
    program: 'sh',
    args: ['-c', '"$0" -e "$1"; echo "done $WORD"', process.execPath, burn],
    env: { WORD: 'yes' },
  });
  assert.equal(run.stdout, 'done yes\n');
  // It burns 0.2 s of CPU time by its own account; how long that takes is nobody's business here.
  assert.ok(run.cpuMs >= 150, `${run.cpuMs}`);
  assert.ok(run.peakMib > 1, `${run.peakMib}`);
});

test('npm settings of the command that measures do not reach what is measured', { skip }, async (t) => {
  process.env.npm_config_requests = 'true';
  t.after(() => delete process.env.npm_config_requests);
  const run = await runCommand({ program: process.execPath, args: ['-p', 'process.env.npm_config_requests'] });
  assert.equal(run.stdout, 'undefined\n');
});

test('a failure names the command, its exit code and what it said', { skip }, async () => {
  const failing = runCommand({ program: 'sh', args: ['-c', 'echo no such port >&2; exit 3'] });
  await assert.rejects(
    failing,
    (error) => error instanceof BenchError && /sh -c .*ended with 3:\nno such port/s.test(error.message),
  );
  await assert.rejects(runCommand({ program: 'no-such-program-here', args: [] }), BenchError);
});
