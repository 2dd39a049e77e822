import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import process from 'node:process';
import { type TestContext, test } from 'node:test';
import { exchange } from './peer.ts';
import { MAIN, Program, startEcho } from './program.ts';

const USAGE = 'usage: tcp-echo PORT[,PORT...] PREFIX [--host ADDRESS] [--quiet] [--help]';
const LOOPBACK_V6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'));
const NO_IPV6 = LOOPBACK_V6 ? false : 'this machine has no IPv6';
const NOT_LINUX = process.platform === 'linux' ? false : 'needs /dev/full';

/** Runs the program to its end. */
async function run(...args: string[]) {
  await using program = new Program(process.execPath, [MAIN, ...args]);
  const { code } = await program.exited;
  return { code, stdout: program.stdout, stderr: program.stderr };
}

async function takePort(t: TestContext, host: string): Promise<number> {
  const server = new Server().listen(0, host);
  t.after(() => server.close());
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

test('listens on every address of the machine and says so in one line per port', { skip: NO_IPV6 }, async () => {
  await using program = new Program(process.execPath, [MAIN, '0,0', 'hello']);
  const [line, ...ports] = await program.printed(
    /^listening on \[::\]:(\d+), prefix: hello\nlistening on \[::\]:(\d+), prefix: hello\n/,
  );
  assert.equal(program.stdout, line);
  for (const port of ports.map(Number)) {
    assert.equal(await exchange(port, 'world\n'), 'hello world\n');
    const socket = connect(port, '::1');
    socket.end('six\n');
    const [answer] = await once(socket, 'data');
    assert.equal(String(answer), 'hello six\n');
  }
  assert.equal(program.stderr, '');
});

test('the log stands on stdout as in the article; --quiet leaves only the first line', async () => {
  for (const [flags, expected] of [
    [[], 'request: world\nresponse: hello world\n'],
    [['--quiet'], ''],
  ] as const) {
    await using program = await startEcho('hello', flags);
    await exchange(program.port, 'world\n');
    await program.stop('SIGTERM');
    assert.equal(program.stdout, `listening on 127.0.0.1:${program.port}, prefix: hello\n${expected}`);
    assert.equal(program.stderr, '');
  }
});

test('the prefix is any text, sent as UTF-8', async () => {
  await using program = await startEcho('grüß  dich \\n 世界');
  assert.ok(program.stdout.endsWith(', prefix: grüß  dich \\n 世界\n'), program.stdout);
  assert.equal(await exchange(program.port, 'x\n'), Buffer.from('grüß  dich \\n 世界 x\n').toString('latin1'));
});

test('wrong arguments: one clear line, the usage, exit code 2', async () => {
  for (const [args, line] of [
    [[], 'no port given; add a port and a prefix, for example 9000 hello'],
    [['99999', 'hello'], 'port "99999" is not a number from 0 to 65535; write plain digits, for example 9000 or 9000,9001'],
    [['0', 'hello', 'world'], '"world" is one argument too many; put a prefix with spaces in quotes'],
  ] as const) {
    assert.deepEqual(await run(...args), { code: 2, stdout: '', stderr: `${line}\n${USAGE}\n` });
  }
});

test('a taken port: one clear line, the usage, exit code 1, whichever address holds it', async (t) => {
  const port = await takePort(t, '0.0.0.0');
  const { code, stdout, stderr } = await run(String(port), 'hello');
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, new RegExp(`^cannot listen on \\[::\\]:${port}: port ${port} is taken; choose another port[^\\n]*\\n`));
  assert.ok(stderr.endsWith(`\n${USAGE}\n`));
});

test('one taken port of several ends the program: never half up', async (t) => {
  const port = await takePort(t, '127.0.0.1');
  const { code, stdout, stderr } = await run('--host', '127.0.0.1', `0,${port}`, 'hello');
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, new RegExp(`port ${port} is taken`));
});

test('--help prints the usage and every flag', async () => {
  const { code, stdout, stderr } = await run('--help');
  assert.equal(code, 0);
  assert.equal(stderr, '');
  assert.ok(stdout.startsWith(`${USAGE}\n`));
  for (const [flag] of USAGE.matchAll(/--\w+/g)) assert.ok(stdout.includes(`\n  ${flag}`), flag);
});

test('a log whose reader has left (EPIPE) does not end the service', async () => {
  await using program = await startEcho('hello');
  program.child.stdout.destroy();
  for (let round = 0; round < 20; round += 1) assert.equal(await exchange(program.port, 'world\n'), 'hello world\n');
  program.child.kill('SIGTERM');
  const [code] = await once(program.child, 'exit');
  assert.equal(code, 0);
});

test('a log on a full disk does not end the service', { skip: NOT_LINUX }, async (t) => {
  const port = await takePort(t, '127.0.0.1');
  // The line with the port goes to the full disk, so the port is one that was free a moment ago on another loopback address.
  const child = spawn('sh', [
    '-c',
    'exec "$0" "$@" > /dev/full',
    process.execPath,
    MAIN,
    '--host',
    '127.0.0.2',
    String(port),
    'hello',
  ]);
  t.after(() => child.kill('SIGKILL'));
  const ask = () =>
    new Promise<string>((resolve) => {
      const socket = connect({ port, host: '127.0.0.2', allowHalfOpen: true });
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      socket.on('error', () => resolve(''));
      socket.on('end', () => resolve(answer));
      socket.end('world\n');
    });
  let answer = '';
  while (answer === '' && child.exitCode === null) answer = await ask();
  assert.equal(answer, 'hello world\n');
  assert.equal(await ask(), 'hello world\n');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
});
