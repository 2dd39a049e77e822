import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quietHost } from '../../../harness/api/quiet-host.ts';

test('hands on whole lines, and nothing else happens', async () => {
  const said: string[] = [];
  const host = quietHost((line) => said.push(line));
  for (const part of ['one', ' and\ntwo\n\nthr', 'ee\n', 'é', '…\n', 'unfinished']) host.stderr.write(part);
  host.stdout.write('a report\n');
  host.exit(1);
  assert.deepEqual(said, ['one and', 'two', 'three', 'é…']);
  assert.deepEqual(await host.stdin.toArray(), []);
});
