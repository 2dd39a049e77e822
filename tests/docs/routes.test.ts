import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RoutesReport } from '../../harness/model/routes-report.ts';
import { inProcess } from '../cli/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/routes.md`, 'utf8');
const table = /<!-- problems -->\n([\s\S]*?)<!-- \/problems -->/.exec(page)?.[1] ?? '';
const documented = new Set([...table.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, id]) => id ?? ''));
const sources = globSync(['harness/routes/**/*.ts', 'harness/cli/manifest-*.ts'], { cwd: root }).map((file) =>
  readFileSync(`${root}${file}`, 'utf8'),
);

test('docs/routes.md lists every problem that the readers can tell, and only those', () => {
  const call = /\b(?:error|missing|warning|note|fault|doubt)\(\s*'([a-z0-9]+(?:-[a-z0-9]+)+)'/g;
  const told = new Set(sources.flatMap((source) => [...source.matchAll(call)].map(([, id]) => id ?? '')));
  assert.ok(told.size > 60);
  assert.deepEqual(
    [...told].filter((id) => !documented.has(id)),
    [],
    'not in docs/routes.md',
  );
  assert.deepEqual(
    [...documented].filter((id) => !sources.some((source) => source.includes(`'${id}'`))),
    [],
    'told by nobody',
  );
});

test('every problem of the scenarios stands there', async () => {
  for (const scenario of globSync('manifests/*/', { cwd: root })) {
    const { stdout } = await inProcess(['routes', `${root}${scenario}`, '--report', 'json']);
    const { sets } = JSON.parse(stdout) as RoutesReport;
    for (const { id } of sets.flatMap(({ problems }) => problems)) assert.ok(documented.has(id), id);
  }
});

const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.trim().split('\n'));

test('the page shows commands', () => assert.ok(commands.length >= 6));

for (const command of commands) {
  test(`docs/routes.md: ${command}`, async () => {
    const args = command.replace(/^npx weighbridge /, '').match(/'[^']*'|\S+/g) ?? [];
    const plain = args.map((argument) => argument.replace(/^'(.*)'$/, '$1'));
    const { code, stdout, stderr } = await inProcess(
      plain.map((argument) => argument.replace(/^manifests\//, `${root}manifests/`)),
    );
    assert.equal(code, 0, stderr + stdout);
  });
}
