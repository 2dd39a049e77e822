import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { BESIDE_SCENARIO, GATE_OPTIONS } from '../../harness/cli/gate-options.ts';
import { GATEWAY_KINDS } from '../../harness/lab/gateways/gateway-kind.ts';
import { RUNTIMES } from '../../harness/lab/runtime.ts';
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

test('what docs/gates.md shows of a scenario runs, and what it names is there', async () => {
  const [, shown = ''] = /^```sh\nweighbridge (.*)\n```$/m.exec(page) ?? [];
  const { code, stdout, stderr } = await inProcess(shown.split(' '));
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^istio: luffy is told 504 after a second +http:/);
  for (const [, folder = ''] of page.matchAll(/--lab (manifests\/\S+)/g)) assert.ok(existsSync(`${root}${folder}`), folder);
  for (const [, link = ''] of page.matchAll(/\]\((?!https:)([^)#]+)\)/g)) assert.ok(existsSync(`${root}docs/${link}`), link);
  const gates = readFileSync(`${root}manifests/bookinfo/gates.yaml`, 'utf8');
  for (const [, gate = ''] of page.matchAll(/--gate '([^']+)'/g)) assert.ok(gates.includes(`name: "${gate}"`), gate);
});

test('fields that docs/gates.md explains for labs are those of the gates file, and no others about labs are', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+): /gm)].map(([, name]) => name ?? '');
  assert.deepEqual(rows, ['lab-overlay', 'lab-peer', 'evidence']);
  const about = GATE_OPTIONS.filter((name) => name.startsWith('lab-') || name === 'evidence');
  assert.deepEqual(about.toSorted(), rows.toSorted());
  for (const name of ['gateway', 'runtime'] as const) assert.ok(!GATE_OPTIONS.includes(name) && BESIDE_SCENARIO.includes(name));
  for (const kind of [...GATEWAY_KINDS, ...RUNTIMES]) assert.ok(page.includes(`\`${kind}\``), kind);
});
