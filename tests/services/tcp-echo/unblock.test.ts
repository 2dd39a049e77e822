import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { unblock } from '../../../services/tcp-echo/unblock.ts';
import { exchange } from './peer.ts';
import { MAIN, Program } from './program.ts';

// `script` (util-linux) runs a program on a terminal of its own and passes on what it prints.
const SCRIPT = 'script';
const NO_TERMINAL = spawnSync(SCRIPT, ['--version']).status === 0 ? false : 'needs the script command of util-linux';

test('an output without a switch, such as a file, stays as it is', () => {
  unblock(new Writable());
  unblock(Object.assign(new Writable(), { _handle: null }));
  unblock(Object.assign(new Writable(), { _handle: {} }));
});

test('a terminal is told not to block', () => {
  const asked: boolean[] = [];
  unblock(Object.assign(new Writable(), { _handle: { setBlocking: (blocking: boolean) => asked.push(blocking) } }));
  assert.deepEqual(asked, [false]);
});

test('a terminal that nobody reads does not stop the answers', { skip: NO_TERMINAL }, async () => {
  const command = `"${process.execPath}" "${MAIN}" --host 127.0.0.1 0 hello`;
  await using terminal = new Program(SCRIPT, ['--quiet', '--flush', '--return', '--command', command, '/dev/null']);
  const [, port] = await terminal.printed(/listening on 127\.0\.0\.1:(\d+), prefix: hello\r\n/);
  terminal.child.stdout.pause();
  const input = `${'x'.repeat(200)}\n`.repeat(5_000);
  assert.equal(await exchange(Number(port), input), `hello ${'x'.repeat(200)}\n`.repeat(5_000));
});
