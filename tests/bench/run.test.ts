import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bench/run.ts', import.meta.url));
const README = new URL('../../bench/README.md', import.meta.url);
const skip = existsSync('/proc/self/stat') ? false : 'CPU time is read from /proc, which only Linux has';

function bench(...args: readonly string[]) {
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', timeout: 120_000 });
}

test('a whole part, from its target to its table, with the README left alone', { skip }, () => {
  const before = readFileSync(README, 'utf8');
  const { status, stdout, stderr } = bench('--only', 'tcp', '--requests', '64', '--pairs', '1', '--print');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Measured on \d{4}-\d\d-\d\d: .*32 connections, 64 requests/);
  assert.match(stdout, /^\| bare loop on node:net, Node [\d.]+ \| .* ≥ 0\.90: (met|missed) /m);
  assert.equal(readFileSync(README, 'utf8'), before);
});

test('wrong arguments are a usage error, and help is none', () => {
  const wrong = bench('--only', 'udp');
  assert.deepEqual([wrong.status, wrong.stdout], [2, '']);
  assert.match(wrong.stderr, /--only "udp"/);
  const help = bench('--help');
  assert.equal(help.status, 0);
  assert.match(help.stdout, /^usage: npm run bench/);
});
