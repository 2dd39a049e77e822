import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GateReport } from '../../harness/model/report.ts';
import { httpServer, tcpServer } from '../harness/drive/loopback-server.ts';
import { type Ended, ended, inProcess, ROOT, reportOf, startProcess } from './command.ts';
import { PORTS, skipWithoutNetwork, TARGET, withFewPorts } from './few-ports.ts';
import { skipWithoutStates, startFullQueue } from './full-queue.ts';

const V1 = ['--expect', 'v1=1', '--report', 'json'];

/** The command as a process that may open so many files. */
function withHandles(handles: number, args: readonly string[]): Promise<Ended> {
  const script = 'ulimit -n "$1" && shift && exec "$@"';
  return ended(startProcess('sh', ['-c', script, 'sh', String(handles), process.execPath, `${ROOT}/harness/bin.js`, ...args]));
}

const gateOf = (end: Ended): GateReport => reportOf(end).gates[0]!;

function assertAllAnswered(end: Ended, requests: number): GateReport {
  assert.equal(end.code, 0, end.stderr + end.stdout);
  const gate = gateOf(end);
  assert.deepEqual([gate.verdict, gate.n, gate.failing], ['PASS', requests, 0]);
  return gate;
}

describe('few file handles', { skip: process.platform === 'win32' && 'there is no ulimit' }, () => {
  const waited = /requests waited for a free file handle, .* this machine was at its limit, the target was not/;

  it('let all requests through, one after the other, over tcp', async () => {
    const server = await tcpServer((socket) => socket.on('data', () => socket.write('v1\n')));
    const end = await withHandles(60, ['verify', `tcp://127.0.0.1:${server.port}`, '-c', '200', '-n', '1000', ...V1]);
    assert.match(assertAllAnswered(end, 1_000).notes.join(), waited);
  });

  for (const how of [['--fresh'], ['--no-fresh'], ['--fresh', '--threads', '2']])
    it(`let all requests through over http ${how.join(' ')}`, async () => {
      const server = await httpServer((_request, response) => response.end('v1\n'));
      const args = ['verify', `http://127.0.0.1:${server.port}`, '-c', '200', '-n', '1000', ...how, ...V1];
      const notes = assertAllAnswered(await withHandles(60, args), 1_000).notes.join();
      assert.match(notes, waited);
      if (how.includes('--no-fresh')) assert.match(notes, /connections were given up after each answer/);
    });

  it('find a wrong split as surely as many do', async () => {
    let answered = 0;
    const server = await tcpServer((socket) => socket.on('data', () => socket.write(answered++ % 2 === 0 ? 'v1\n' : 'v2\n')));
    const split = ['--expect', 'v1=80,v2=20', '-c', '200', '-n', '1000', '--report', 'json'];
    const end = await withHandles(60, ['verify', `tcp://127.0.0.1:${server.port}`, ...split]);
    assert.equal(end.code, 1, end.stderr + end.stdout);
    assert.equal(gateOf(end).failing, 0);
  });

  it('are said to be too few when not even the threads can be started', async () => {
    const server = await tcpServer((socket) => socket.on('data', () => socket.write('v1\n')));
    const args = ['verify', `tcp://127.0.0.1:${server.port}`, '-c', '64', '-n', '1000', '--threads', '64', ...V1];
    const { code, stdout, stderr } = await withHandles(60, args);
    assert.equal(code, 4, stderr + stdout);
    assert.match(stderr, /^weighbridge: could not measure: .*no more files.*ulimit -n.*--threads/m);
  });
});

describe('few local ports', { skip: skipWithoutNetwork() }, () => {
  it('suffice for as many connections at once, because each is reset', async () => {
    const gate = assertAllAnswered(await withFewPorts(['verify', TARGET, '-c', '20', '-n', '2000', ...V1]), 2_000);
    assert.doesNotMatch(gate.notes.join(), /waited/);
    assert.equal(gate.measurement.connections.opened, 2_000);
  });

  it('make more connections than ports wait, and nothing fails', async () => {
    const args = ['verify', TARGET, '-c', '200', '-n', '1000', ...V1];
    const gate = assertAllAnswered(await withFewPorts(args, { answerAfterMs: 5 }), 1_000);
    assert.match(
      gate.notes.join(),
      /requests waited for a free local port, .* this machine was at its limit, the target was not; .*ip_local_port_range/,
    );
  });

  it('that somebody else has are waited for before the first answer, too', async () => {
    const args = ['verify', TARGET, '-c', '5', '-n', '50', ...V1];
    assertAllAnswered(await withFewPorts(args, { taken: PORTS, freedAfterMs: 300 }), 50);
  });

  it('that somebody else keeps are no failure of the target', async () => {
    const args = ['verify', TARGET, '-c', '20', '-n', '40', '--timeout', '100ms', '--ready-timeout', '0', ...V1];
    const end = await withFewPorts(args, { taken: PORTS });
    assert.equal(end.code, 4, end.stderr + end.stdout);
    const gate = gateOf(end);
    assert.deepEqual([gate.verdict, gate.reason], ['INCONCLUSIVE', 'could-not-measure']);
    assert.deepEqual(
      gate.measurement.failures.map(({ kind, count }) => [kind, count]),
      [['local', 40]],
    );
    assert.match(gate.message, /no free local port for 100 ms \(EADDRNOTAVAIL\): .*ip_local_port_range/);
  });

  it('never make a split FAIL, even when some requests get one in time', async () => {
    const args = ['verify', TARGET, '-c', '30', '-n', '90', '--timeout', '100ms', '--ready-timeout', '0', ...V1];
    const gate = gateOf(await withFewPorts(args, { taken: PORTS - 1, answerAfterMs: 20 }));
    assert.equal(gate.reason, 'could-not-measure', gate.message);
    assert.ok(gate.n > 0);
    assert.ok(gate.measurement.failures.some(({ kind }) => kind === 'local'));
  });

  it('are named when there was never a first answer', async () => {
    const end = await withFewPorts(['verify', TARGET, '--ready-timeout', '200ms', '--expect', 'v1=1'], { taken: PORTS });
    assert.equal(end.code, 4);
    const text = end.stdout.replaceAll(/\s+/g, ' ');
    assert.match(text, /never gave a first answer: local: no free local port .*Next: look at what else runs on this machine/);
  });

  it('are not taken for an address that this machine has not, which is not waited for', { timeout: 30_000 }, async () => {
    const end = await withFewPorts(['verify', 'tcp://[::1]:9000', '--ready-timeout', '60s', ...V1]);
    assert.equal(end.code, 4, end.stderr + end.stdout);
    assert.match(gateOf(end).message, /this machine has no address ::1, IPv6 is switched off/);
  });
});

describe('a full accept queue', { skip: skipWithoutStates }, () => {
  for (const scheme of ['tcp', 'http'])
    it(`is recognised by connections that open when the kernel asks again, over ${scheme}`, async () => {
      const queue = await startFullQueue();
      try {
        const args = ['-c', '8', '-n', '8', '--ready-timeout', '0', '--timeout', '30s', ...V1];
        const running = inProcess(['verify', `${scheme}://127.0.0.1:${queue.port}`, ...args]);
        await queue.unanswered(4);
        queue.goOn();
        const { notes } = assertAllAnswered(await running, 8);
        assert.match(notes.join(), /connections? took [1-7, or]+ s to open, .* probably the accept queue/);
      } finally {
        queue.end();
      }
    });

  it('that nobody ever empties is told from a target that does not answer', async () => {
    const queue = await startFullQueue();
    try {
      const args = ['-c', '8', '-n', '8', '--ready-timeout', '0', '--timeout', '300ms', ...V1];
      const end = await inProcess(['verify', `tcp://127.0.0.1:${queue.port}`, ...args]);
      assert.equal(end.code, 4, end.stdout);
      const gate = gateOf(end);
      assert.deepEqual(
        gate.measurement.failures.map(({ kind, count }) => [kind, count]),
        [['timeout', 8]],
      );
      assert.match(gate.notes.join(), /[4-7] connections did not open within the time-out: probably the accept queue/);
    } finally {
      queue.end();
    }
  });
});
