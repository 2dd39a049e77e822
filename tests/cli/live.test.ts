import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { run } from '../../harness/cli/run.ts';
import { tcpServer } from '../harness/drive/loopback-server.ts';
import { asProcess, assertHarmless, ended, fakeHost, ROOT, reportOf, scratch, startProcess } from './command.ts';
import { Terminal } from './terminal.ts';

const BIN = join(ROOT, 'harness/bin.js');
/** Gives a program a terminal of its own. */
const SCRIPT = 'script';
/** Long enough for a few drawings, and ended by its own clock. */
const WEIGH = ['verify', '--expect', '1,1', '--duration', '1500ms', '--rate', '200'];

/** Only the one of util-linux takes a command like this. */
function hasScript(): boolean {
  try {
    return /util-linux/.test(execFileSync(SCRIPT, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return false;
  }
}
const withScript = { skip: hasScript() ? false : 'no script of util-linux' };

/** Runs a shell command in a terminal of so many columns; what it showed, and with which code it ended. */
async function inTerminal(command: string, columns: number, env: Record<string, string> = {}) {
  const sized = `stty columns ${columns} rows 24; ${command}`;
  const { code, stdout } = await ended(startProcess(SCRIPT, ['-qec', sized, '/dev/null'], { env }));
  const terminal = new Terminal(columns);
  terminal.feed(stdout);
  return { code, terminal };
}
const quoted = (args: readonly string[]): string => [process.execPath, BIN, ...args].map((arg) => `'${arg}'`).join(' ');

/** A terminal in the place of stderr, with the command in this process. */
function watched(args: readonly string[], columns: number, env: Record<string, string> = {}) {
  const host = fakeHost(args, { env });
  const terminal = new Terminal(columns);
  return { ...host, terminal, host: { ...host.host, stderr: terminal } };
}

describe('a run in a terminal of its own', { timeout: 60_000, concurrency: 3 }, () => {
  for (const columns of [40, 80, 140])
    it(`of ${columns} columns leaves the report and nothing else`, withScript, async () => {
      const { code, terminal } = await inTerminal(quoted(WEIGH), columns);
      assert.match(terminal.text, /so far/, 'something was shown');
      assert.match(terminal.text, /━─/);
      assert.equal(code, 0, terminal.screen);
      assert.match(terminal.screen, /^PASS {2}tcp:/);
      assert.doesNotMatch(terminal.screen, /so far|weighing|━─/);
      for (const line of terminal.text.split('\n')) assert.ok(!/PASS|FAIL/.test(line) || !/so far/.test(line));
    });

  it('has no colour with NO_COLOR, and little with it', withScript, async () => {
    const bare = await inTerminal(quoted(WEIGH), 80, { NO_COLOR: '1' });
    assert.doesNotMatch(bare.terminal.text, /\[[\d;]*m/, 'no colour');
    const colored = await inTerminal(quoted(WEIGH), 80);
    assert.ok(colored.terminal.text.includes('\u001b[2m'), 'dimmed');
  });

  it('prints only JSON to stdout meanwhile', withScript, async () => {
    const file = join(scratch(), 'report.json');
    const { code, terminal } = await inTerminal(`${quoted([...WEIGH, '--report', 'json'])} > '${file}'`, 80);
    assert.equal(code, 0);
    assert.match(terminal.text, /so far/);
    assert.equal(terminal.screen, '');
    reportOf({ code, stdout: readFileSync(file, 'utf8'), stderr: '' });
  });

  for (const [what, env] of [
    ['CI', { CI: '1' }],
    ['CI with colours', { CI: 'true', FORCE_COLOR: '1' }],
  ] as const)
    it(`with ${what} is told in plain lines`, withScript, async () => {
      const { terminal } = await inTerminal(`${quoted(WEIGH)} > /dev/null`, 80, env);
      assert.match(terminal.screen, /^weighing: \d+ answers/);
      assertHarmless(terminal.text.replaceAll('\r\n', '\n'));
    });
});

// One after another: the servers close with the test that is running.
describe('a run watched in a terminal', { timeout: 60_000 }, () => {
  it('gives way to the word after Ctrl-C, and leaves no more than that', async () => {
    let answers = 0;
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        answers += 1;
        socket.end(answers % 2 === 0 ? 'two\n' : 'one\n');
        if (/so far/.test(terminal.text)) events.emit('SIGINT');
      }),
    );
    const target = `tcp://127.0.0.1:${server.port}`;
    const { host, events, exits, stdout, terminal } = watched(
      ['verify', target, '--expect', 'one=1,two=1', '-n', '1000000', '--rate', '300'],
      80,
    );
    const code = await run(host);
    assert.equal(code, 130);
    assert.match(terminal.screen, /^\nstopping: judging what was measured so far \(once more to stop at once\)$/);
    assert.match(stdout.text, /^(PASS|FAIL|INCONCLUSIVE) /);
    assert.ok(exits.every((exit) => exit === 130));
  });

  it('gives way to a fault', async () => {
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        socket.end('one\n');
        if (!/so far/.test(terminal.text)) return;
        events.emit('uncaughtException', new Error('a bug'));
        events.emit('SIGINT');
      }),
    );
    const args = ['verify', `tcp://127.0.0.1:${server.port}`, '--expect', 'one=1', '-n', '1000000', '--rate', '300'];
    const { host, events, exits, terminal } = watched(args, 80);
    await run(host);
    assert.equal(exits[0], 70);
    assert.match(terminal.screen, /^weighbridge: internal fault, please report it: Error: a bug/);
    assert.doesNotMatch(terminal.screen, /1,000,000/);
  });

  it('goes on when the terminal has gone', async () => {
    let isTold = false;
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        socket.end('one\n');
        if (isTold || !/so far/.test(terminal.text)) return;
        isTold = true;
        terminal.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }));
        shown = terminal.text;
      }),
    );
    let shown = '';
    const args = ['verify', `tcp://127.0.0.1:${server.port}`, '--expect', 'one=1', '--duration', '2s', '--rate', '300'];
    const { host, terminal, stdout, exits } = watched(args, 80);
    assert.equal(await run(host), 0, stdout.text);
    assert.match(stdout.text, /^PASS/);
    assert.deepEqual([exits, terminal.text], [[], shown]);
  });

  it('shows labels that act on a terminal as what they are', async () => {
    const server = await tcpServer((socket) =>
      socket.once('data', () => {
        socket.end('\u001b[2J\u202eolleh\u0007\n');
        if (/\\u\{1b\}\[2J\\u\{202e\}/.test(terminal.text)) events.emit('SIGINT');
      }),
    );
    const target = `tcp://127.0.0.1:${server.port}`;
    const { host, events, terminal } = watched(
      ['verify', target, '--expect', '1', '--group-by', 'line', '-n', '1000000', '--rate', '300'],
      80,
    );
    // The terminal fails the test at any escape that is not ours.
    assert.equal(await run(host), 130);
    assert.match(terminal.screen, /^\nstopping: [^\n]+$/);
  });
});

describe('a run watched in a log', { timeout: 60_000 }, () => {
  it('is told once per second, with rate and shares, and no escape codes', async () => {
    const { code, stderr } = await asProcess(['verify', '--expect', '1,1', '--duration', '2500ms', '--rate', '100']);
    assert.equal(code, 0);
    const lines = stderr.trimEnd().split('\n');
    assert.ok(lines.length >= 1 && lines.length <= 3, stderr);
    for (const line of lines)
      assert.match(line, /^(starting to weigh .*|weighing: \d+ answers(, [\d.]+\/s)?(, \d+ failed)?(, (one|two) \d+\.\d %)*)$/);
    assertHarmless(stderr);
  });

  it('is not told when it ends within the first second', async () => {
    const { host, stderr } = fakeHost(['verify', '--expect', '1,1', '-n', '20']);
    await run(host);
    assert.equal(stderr.text, '');
  });
});
