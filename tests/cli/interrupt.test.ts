import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseTally } from '../../harness/classify/parse-tally.ts';
import { run } from '../../harness/cli/run.ts';
import { tcpServer } from '../harness/drive/loopback-server.ts';
import { ended, fakeHost, inProcess, ROOT, reportOf, scratch, startProcess } from './command.ts';

const folder = scratch();
const BIN = join(ROOT, 'harness/bin.js');

/** A gateway that answers `one` and `two` in turn, and what to wait for until some answers have been given. */
async function answering(until: number) {
  let answers = 0;
  let reached = () => {};
  const some = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const server = await tcpServer((socket) =>
    socket.once('data', () => {
      answers += 1;
      socket.end(answers % 2 === 0 ? 'two\n' : 'one\n');
      if (answers === until) reached();
    }),
  );
  return { target: `tcp://127.0.0.1:${server.port}`, some, server };
}

/** Process ids whose parent, or whose process group's leader, is `pid`. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readFileSync(`/proc/${name}/stat`, 'utf8')
            .replace(/^.*\) . /s, '')
            .split(' ')[0] === String(pid)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Neither gone nor dead and waiting for its parent to notice. */
const isAlive = (pid: number) => {
  try {
    return !/^.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

describe('an interrupted run', { timeout: 30_000 }, () => {
  for (const [signal, code] of [
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const) {
    it(`by ${signal} ends with ${code}, a report of what was measured and a whole tally`, async () => {
      const { target, some } = await answering(200);
      const tally = join(folder, `${signal}.json`);
      const out = join(folder, `${signal}-report.json`);
      const args = ['verify', target, '--expect', 'one=1,two=1', '-n', '1000000', '--rate', '500', '--report', 'json'];
      const child = startProcess(process.execPath, [BIN, ...args, '--tally', tally, '--out', out]);
      const end = ended(child);
      await some;
      child.kill(signal);
      const { code: exitCode, stdout, stderr } = await end;
      assert.equal(exitCode, code, stderr);
      const report = reportOf({ code, stdout, stderr });
      const gate = report.gates[0]!;
      assert.equal(report.exitCode, code);
      assert.equal(gate.measurement.end, 'stopped');
      assert.ok(gate.nAll >= 190 && gate.nAll < 1_000_000);
      assert.equal(gate.nAll, gate.n + gate.unattributed);
      assert.equal(gate.notes[0], 'interrupted: judged on the part that was measured');
      const saved = parseTally(readFileSync(tally, 'utf8'), tally);
      assert.equal(saved.sent, gate.nAll);
      assert.equal(readFileSync(out, 'utf8'), stdout);
      assert.match(stderr, /stopping: judging what was measured so far/);
      // The saved part gives the same report, apart from the exit code: judging it is not interrupted.
      const later = reportOf(await inProcess(['judge', tally, '--report', 'json']));
      const withoutExitCode = { ...report, exitCode: null, gates: [{ ...gate, exitCode: null }] };
      assert.deepEqual({ ...later, exitCode: null, gates: [{ ...later.gates[0]!, exitCode: null }] }, withoutExitCode);
    });
  }

  it('by a terminal that is closed saves everything, although nobody reads it any more', async () => {
    const { target, some } = await answering(200);
    const tally = join(folder, 'unread.json');
    const args = ['verify', target, '--expect', 'one=1,two=1', '-n', '1000000', '--rate', '500', '--tally', tally];
    const child = startProcess(process.execPath, [BIN, ...args]);
    await some;
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill('SIGHUP');
    assert.deepEqual(await once(child, 'close'), [129, null]);
    assert.ok(parseTally(readFileSync(tally, 'utf8'), tally).sent >= 190);
  });

  it('while it waits for the target has measured nothing and says so', async () => {
    const waiting = await tcpServer(() => events.emit('SIGINT'));
    const { host, stdout, events } = fakeHost(['verify', `tcp://127.0.0.1:${waiting.port}`, '--expect', '1,1']);
    assert.equal(await run(host), 130);
    assert.match(stdout.text, /^INCONCLUSIVE .* nothing was measured/);
  });

  it('twice ends at once', async () => {
    const { host, events, exits } = fakeHost(['verify', 'tcp://127.0.0.1:1', '--expect', '1,1', '--ready-timeout', '5s']);
    const code = run(host);
    await new Promise((resolve) => setImmediate(resolve));
    events.emit('SIGINT');
    assert.deepEqual(exits, []);
    events.emit('SIGINT');
    assert.deepEqual(exits, [130]);
    assert.equal(await code, 130);
    assert.equal(events.listenerCount('SIGINT'), 0, 'nobody listens after the run');
  });

  const linux = { skip: !existsSync('/proc/self/stat') && 'needs /proc to see child processes' };
  for (const [what, signals, code] of [
    ['once', 1, 130],
    ['twice', 2, 130],
  ] as const) {
    it(`${what} leaves no process of the lab behind`, linux, async () => {
      const child = startProcess(process.execPath, [BIN, 'verify', '--expect', '1,1', '-n', '1000000', '--rate', '100']);
      const end = ended(child);
      // The first progress line says that the lab runs and requests are sent.
      await once(child.stderr, 'data');
      // Two workloads, and the guard that would end them if the command were killed.
      const children = childrenOf(child.pid!);
      assert.equal(children.length, 3);
      for (let i = 0; i < signals; i += 1) child.kill('SIGINT');
      assert.equal((await end).code, code);
      // A killed process takes a moment to go; one that was forgotten stays until the test's limit.
      while (children.some(isAlive)) await new Promise((resolve) => setImmediate(resolve));
    });
  }
});
