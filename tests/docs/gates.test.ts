import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inProcess } from '../cli/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/gates.md`, 'utf8');

test('the gates file of docs/gates.md is one', async () => {
  const stdin = /^```yaml\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? '';
  const { code, stdout, stderr } = await inProcess(['verify', '--config', '-', '--list-gates'], { stdin });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^shop +https:\/\/shop\.example\/cart +v1=90,v2=10 /);
});

test('the examples name the schema for editors', () => {
  const example = readFileSync(`${root}examples/weighbridge.yaml`, 'utf8');
  const path = /^# yaml-language-server: \$schema=(\S+)$/m.exec(example)?.[1] ?? '';
  const schema = JSON.parse(readFileSync(new URL(path, `file://${root}examples/weighbridge.yaml`), 'utf8'));
  assert.equal(schema.$id, 'weighbridge/gates/v1');
});
