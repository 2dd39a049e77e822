import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { skipWithout } from '../lab/parts.ts';
import { assertUsage, inProcess, scratch } from './command.ts';

// `script` (util-linux) gives a shell a terminal of its own: only there it completes.
const TERMINAL = spawnSync('script', ['--version']).status === 0 ? false : 'needs the script command of util-linux';

const folder = scratch();
writeFileSync(join(folder, 'a tally.json'), '');
mkdirSync(join(folder, 'tallies'));

/** What is typed in front of the tab key, and what the command is called with then. */
const TYPED: readonly (readonly [typed: string, called: string])[] = [
  ['weighbridge ver', 'verify'],
  ['weighbridge --vers', '--version'],
  ['weighbridge help rou', 'help|routes'],
  ['weighbridge completion fi', 'completion|fish'],
  ['weighbridge verify --prove', 'verify|--prove-it-can-fail'],
  ['weighbridge verify tcp://127.0.0.1:1 --expect one=1 --seq', 'verify|tcp://127.0.0.1:1|--expect|one=1|--sequential'],
  ['weighbridge verify --report js', 'verify|--report|json'],
  ['weighbridge verify --report=js', 'verify|--report=json'],
  ['weighbridge verify --gateway nginx:sp', 'verify|--gateway|nginx:split_clients'],
  ['weighbridge verify --gateway=nginx:sp', 'verify|--gateway=nginx:split_clients'],
  ['weighbridge verify --lab http-h', 'verify|--lab|http-hello'],
  ['weighbridge verify --lab tall', 'verify|--lab|tallies/'],
  ['weighbridge verify --tally tall', 'verify|--tally|tallies/'],
  ['weighbridge judge a', 'judge|a tally.json'],
  ['weighbridge judge --prov', 'judge|--prove-it-can-fail'],
  ['weighbridge plan --requ', 'plan|--requests'],
];

/** Instead of the command, a function that shows its arguments: the shell must find nothing else to run. */
const SHOW = `weighbridge() { printf 'called<%s>\\n' "$(IFS='|'; echo "$*")"; }`;

/** Types every line, the tab key and the return key into a shell on a terminal; gives what the command was called with each time. */
async function typedInto(shell: string, args: readonly string[], setUp: string): Promise<string[]> {
  const file = join(folder, `set-up.${shell}`);
  writeFileSync(file, `${setUp}\n${SHOW}\n`);
  const child = spawn('script', ['--quiet', '--flush', '--command', `${shell} ${args.join(' ')}`, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm', PS1: '> ' },
  });
  const lines = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  let printed = '';
  const calls: string[] = [];
  for (const line of [`source ./set-up.${shell}; weighbridge ready`, ...TYPED.map(([typed]) => `${typed}\t`)]) {
    child.stdin.write(`${line}\n`);
    for (;;) {
      const call = /called<([^>%]*)>/.exec(printed);
      if (call !== null) {
        calls.push(call[1] ?? '');
        printed = printed.slice(call.index + call[0].length);
        break;
      }
      const { value, done } = await lines.next();
      assert.ok(!done, `${shell} ended after: ${printed}`);
      printed += value;
    }
  }
  child.stdin.end('exit\n');
  return calls.slice(1);
}

const expected = TYPED.map(([, called]) => called);

describe('completion', () => {
  it('in bash, on a terminal', { skip: TERMINAL, timeout: 60_000 }, async () => {
    const { stdout } = await inProcess(['completion', 'bash']);
    assert.deepEqual(await typedInto('bash', ['--norc', '-i'], stdout), expected);
  });

  it('in zsh, on a terminal', { skip: TERMINAL || skipWithout('zsh'), timeout: 60_000 }, async () => {
    const { stdout } = await inProcess(['completion', 'zsh']);
    const setUp = `autoload -Uz compinit; compinit -u -D\n${stdout}`;
    // zsh leaves the slash of a folder out when the line ends.
    const plain = expected.map((called) => called.replace(/\/$/, ''));
    assert.deepEqual(await typedInto('zsh', ['-f', '-i'], setUp), plain);
  });

  it('in fish', { skip: skipWithout('fish') }, async () => {
    const { stdout } = await inProcess(['completion', 'fish']);
    writeFileSync(join(folder, 'set-up.fish'), stdout);
    for (const [typed, called] of TYPED) {
      const ask = `source ./set-up.fish; complete -C ${JSON.stringify(typed)}`;
      const env = { PATH: process.env.PATH, HOME: folder };
      const offered = spawnSync('fish', ['--no-config', '-c', ask], { cwd: folder, env, encoding: 'utf8' });
      assert.equal(offered.stderr, '');
      const words = offered.stdout.split('\n').map((line) => line.split('\t')[0]);
      assert.deepEqual(words, [called.split('|').at(-1), ''], typed);
    }
  });

  it('is a usage error without one of these shells', async () => {
    assertUsage(await inProcess(['completion']), 'the shell is missing; write weighbridge completion bash, zsh or fish');
    assertUsage(await inProcess(['completion', 'tcsh']), '"tcsh"');
    assertUsage(await inProcess(['completion', 'bash', '--report', 'json']), 'unknown option --report');
  });
});
