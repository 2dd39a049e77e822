import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT, startProcess } from './command.ts';

const BIN = join(ROOT, 'harness/bin.js');

/** Runs the command while nobody reads one of its streams: that end is closed before anything is printed. */
async function unread(stream: 'stdout' | 'stderr', args: readonly string[]) {
  const child = startProcess(process.execPath, [BIN, ...args]);
  child[stream].destroy();
  child[stream === 'stdout' ? 'stderr' : 'stdout'].resume();
  const [code, signal] = await once(child, 'close');
  return { code, signal };
}

describe('a reader that goes away', () => {
  // 300 versions: more than one page of output, and more than one write.
  const many = Array.from({ length: 300 }, () => '10').join(',');
  const judge = ['judge', '--counts', many, '--expect', many, '--report', 'json'];

  it('does not change the exit code of a PASS', async () =>
    assert.deepEqual(await unread('stdout', judge), { code: 0, signal: null }));

  it('does not change the exit code of a FAIL', async () =>
    assert.deepEqual(await unread('stdout', ['judge', '--counts', '1,99', '--expect', '1,1']), { code: 1, signal: null }));

  it('does not change the exit code of a usage error', async () =>
    assert.deepEqual(await unread('stderr', ['judge', '--counts', 'x', '--expect', '1,1']), { code: 2, signal: null }));
});
