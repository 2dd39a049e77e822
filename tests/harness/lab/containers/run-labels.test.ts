import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasEnded, ownerText, startByPs, startOf, thisOwner } from '../../../../harness/lab/containers/run-labels.ts';

test('this process has not ended', () => {
  const me = thisOwner();
  assert.equal(me.pid, process.pid);
  assert.notEqual(me.startedAt, '');
  assert.equal(hasEnded(ownerText(me), me.machine, startOf), false);
});

test('a process that is gone has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const label = ownerText({ machine: 'here', pid: child.pid ?? 0, startedAt: startOf(child.pid ?? 0) ?? '' });
  assert.equal(hasEnded(label, 'here', startOf), false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(hasEnded(label, 'here', startOf), true);
});

test('a zombie has ended, though its number is still taken', { skip: process.platform !== 'linux' }, () => {
  // The shell becomes a sleep that never asks how its child ended.
  const script = 'sleep 0.01 & echo $!; exec sleep 1000';
  const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  return once(parent.stdout, 'data')
    .then(async ([chunk]) => {
      const pid = Number.parseInt(String(chunk), 10);
      const limit = AbortSignal.timeout(10_000);
      while (startOf(pid) !== null) {
        limit.throwIfAborted();
        await new Promise(setImmediate);
      }
      assert.equal(spawnSync('kill', ['-0', `${pid}`]).status, 0, 'the number must still be taken');
    })
    .finally(() => parent.kill('SIGKILL'));
});

test('ps tells the same apart where there is no /proc', { skip: spawnSync('ps').error !== undefined }, async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
  const startedAt = startByPs(child.pid ?? 0);
  assert.ok(startedAt);
  assert.equal(startByPs(child.pid ?? 0), startedAt);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(startByPs(child.pid ?? 0), null);
});

test('a later process with the same number is another one', () => {
  const me = thisOwner();
  assert.equal(hasEnded(ownerText({ ...me, startedAt: 'earlier' }), me.machine, startOf), true);
});

test('nothing is said about another machine', () => {
  const label = ownerText({ machine: 'there', pid: 1, startedAt: '1' });
  assert.equal(
    hasEnded(label, 'here', () => null),
    false,
  );
});

test('nothing is said about a label of another form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (label) => {
      const isOurs = label.startsWith('["here",');
      fc.pre(!isOurs);
      assert.equal(
        hasEnded(label, 'here', () => null),
        false,
      );
    }),
  );
});

test('an owner is read back whatever its machine is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.string(), (machine, pid, startedAt) => {
      const label = ownerText({ machine, pid, startedAt });
      assert.equal(
        hasEnded(label, machine, (asked) => (asked === pid ? startedAt : null)),
        false,
      );
      assert.equal(
        hasEnded(label, machine, () => `${startedAt}.`),
        true,
      );
    }),
  );
});
