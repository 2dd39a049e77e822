import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { otherNode, skipWithout } from '../lab/parts.ts';

/** What rests on how Node's sockets end, and start again: the part of the driver that other versions could answer otherwise. */
const FILES = ['tcp.test.ts', 'socket-supply.test.ts'].map((name) =>
  fileURLToPath(new URL(`../harness/drive/${name}`, import.meta.url)),
);

for (const major of [22, 26] as const) {
  test(`tcp probes tell the same on Node ${major}`, { skip: skipWithout(`node${major}`) }, () => {
    // A test runner within a test would report to the outer one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['--test', '--test-reporter=tap', ...FILES];
    const { status, stdout, stderr } = spawnSync(otherNode(major), args, { env, encoding: 'utf8' });
    const failed = stdout.split('\n').filter((line) => line.startsWith('not ok'));
    assert.deepEqual([status, failed], [0, []], stderr);
    assert.match(stdout, /^# pass [1-9]/m);
  });
}
