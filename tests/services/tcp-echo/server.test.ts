import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import process from 'node:process';
import { test } from 'node:test';
import { exchange, Peer } from './peer.ts';
import { MAIN, Program, startEcho } from './program.ts';

// The contract: exit within a second of the signal.
const FAREWELL_MS = 1_000;

type Echo = Program & { port: number };

/** Stops the process, lets `prepare` send what it cannot see yet, signals, and lets it go on. */
async function signalWhileFrozen(program: Echo, signal: NodeJS.Signals, prepare: () => Promise<void>) {
  program.child.kill('SIGSTOP');
  await prepare();
  const ended = program.stop(signal);
  program.child.kill('SIGCONT');
  return await ended;
}

/** Resolves once nothing listens on the port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const outcome = await new Promise((resolve) => {
      socket.on('connect', () => resolve('connected'));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    socket.destroy();
    if (outcome === 'ECONNREFUSED') return;
  }
}

function assertGone(ended: Awaited<ReturnType<Program['stop']>>): void {
  assert.deepEqual({ code: ended.code, signal: ended.signal }, { code: 0, signal: null });
  assert.ok(ended.tookMs < FAREWELL_MS, `took ${ended.tookMs} ms`);
}

/** A peer that sent 64 MiB of lines and reads nothing. */
async function stalledPeer(port: number): Promise<Peer> {
  const peer = await Peer.connect(port);
  peer.socket.pause();
  peer.socket.write(Buffer.alloc(67_108_864, 'not read\n'));
  await exchange(port, 'world\n');
  return peer;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal}: connections in the accept queue get their answers`, async () => {
    await using program = await startEcho('one');
    const answers: Promise<string>[] = [];
    const ended = await signalWhileFrozen(program, signal, async () => {
      for (let index = 0; index < 300; index += 1) {
        const peer = await Peer.connect(program.port);
        await peer.send(`line ${index}\nsecond\n`);
        answers.push(peer.all);
      }
    });
    const expected = answers.map((_, index) => `one line ${index}\none second\n`);
    assert.deepEqual(await Promise.all(answers), expected);
    assertGone(ended);
    assert.match(program.stdout, /^request: line 299\nresponse: one line 299\n/m);
  });
}

test('bytes in the buffers of open connections get their answers, half-closed ones included', async () => {
  await using program = await startEcho('one', ['--quiet']);
  const open = await Peer.connect(program.port);
  await open.ask('before\n');
  const halfClosed = await Peer.connect(program.port);
  await halfClosed.ask('before\n');
  const unfinished = await Peer.connect(program.port);
  await unfinished.ask('before\n');
  const ended = await signalWhileFrozen(program, 'SIGTERM', async () => {
    await open.send('line\n'.repeat(20_000));
    await new Promise<void>((resolve) => halfClosed.socket.end('tail', resolve));
    await unfinished.send('line\nhalf a li');
  });
  assert.equal(await open.all, `one before\n${'one line\n'.repeat(20_000)}`);
  assert.equal(await halfClosed.all, 'one before\none tail');
  assert.equal(await unfinished.all, 'one before\none line\n');
  assertGone(ended);
});

test('every port empties its own queue', async () => {
  await using program = await startEcho('one', ['--quiet']);
  await using two = await startTwoPorts();
  const answers: Promise<string>[] = [];
  const ended = await signalWhileFrozen(Object.assign(two.program, { port: two.ports[0]! }), 'SIGTERM', async () => {
    for (const port of [...two.ports, ...two.ports, two.ports[1]!, two.ports[1]!]) {
      const peer = await Peer.connect(port);
      await peer.send('x\n');
      answers.push(peer.all);
    }
  });
  assert.deepEqual(await Promise.all(answers), Array(6).fill('two x\n'));
  assertGone(ended);
  assert.equal(await exchange(program.port, 'untouched\n'), 'one untouched\n');
});

test('idle connections get a FIN, not a reset, and nobody waits for them', async () => {
  await using program = await startEcho('one', ['--quiet']);
  const peers = await Promise.all(Array.from({ length: 20 }, () => Peer.connect(program.port)));
  const ended = await program.stop('SIGTERM');
  assert.deepEqual(await Promise.all(peers.map((peer) => peer.all)), Array(20).fill(''));
  assertGone(ended);
});

test('a peer that keeps its side open after our FIN does not keep the program', async () => {
  await using program = await startEcho('one', ['--quiet']);
  using peer = await Peer.connect(program.port, true);
  await peer.ask('a\n');
  assertGone(await program.stop('SIGTERM'));
  assert.equal(await peer.all, 'one a\n');
});

test('a stalled peer does not keep the program, and is told about in the log', async () => {
  await using program = await startEcho('one', ['--quiet']);
  using _stalled = await stalledPeer(program.port);
  assertGone(await program.stop('SIGTERM'));
  assert.match(program.stdout, /^stopped before 1 connection took all answers$/m);
});

test('a peer that never stops sending is answered in whole lines and left with a FIN', async () => {
  await using program = await startEcho('one', ['--quiet']);
  using peer = await Peer.connect(program.port);
  peer.socket.on('data', () => {
    if (peer.socket.writable) peer.socket.write('again\n');
  });
  peer.socket.write('again\n');
  await once(peer.socket, 'data');
  const ended = await program.stop('SIGTERM');
  assert.match(await peer.all, /^(one again\n)+$/);
  assertGone(ended);
});

test('a log that nobody reads keeps neither the answers nor the exit', async () => {
  await using program = await startEcho('one');
  program.child.stdout.pause();
  const input = `${'x'.repeat(200)}\n`.repeat(50_000);
  assert.equal(await exchange(program.port, input), `one ${'x'.repeat(200)}\n`.repeat(50_000));
  assertGone(await program.stop('SIGTERM'));
});

for (const [signal, exitCode] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const) {
  test(`a second ${signal} ends the program at once with ${exitCode}; nobody is accepted after the first`, async () => {
    await using program = await startEcho('one', ['--quiet']);
    using _stalled = await stalledPeer(program.port);
    program.child.kill('SIGTERM');
    await refused(program.port);
    const { code } = await program.stop(signal);
    assert.equal(code, exitCode);
  });
}

/** The service on two ports at once. */
async function startTwoPorts(): Promise<AsyncDisposable & { program: Program; ports: number[] }> {
  const program = new Program(process.execPath, [MAIN, '--host', '127.0.0.1', '0,0', 'two', '--quiet']);
  const line = 'listening on 127\\.0\\.0\\.1:(\\d+), prefix: two\\n';
  const [, ...ports] = await program.printed(new RegExp(`^${line}${line}`));
  return { program, ports: ports.map(Number), [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}
