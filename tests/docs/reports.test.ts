import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { FORMATS } from '../../harness/report/formats.ts';
import { inProcess, ROOT, scratch } from '../cli/command.ts';

const page = readFileSync(join(ROOT, 'docs/reports.md'), 'utf8');
const rowsOf = (head: string) => {
  const [, table = ''] = page.split(`| ${head} |`);
  const rows = table.split('\n\n')[0]!.split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const codes = (cell: string | undefined) => [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

test('the command of docs/reports.md writes what it says', async () => {
  const folder = scratch();
  const [, typed = ''] = /^```sh\nweighbridge (.*)\n```$/m.exec(page) ?? [];
  const args = typed.split(' ').map((word) => (word.startsWith('report.') ? join(folder, word) : word));
  const { code, stdout } = await inProcess(args);
  assert.equal(code, 1);
  assert.match(stdout, /^::error title=FAIL/);
  for (const file of args.filter((word) => word.startsWith(folder))) assert.ok(readFileSync(file, 'utf8').includes('FAIL'), file);
});

test('docs/reports.md lists the formats and their endings', () => {
  const listed = rowsOf('format | ending | for').map(([name, endings]) => [codes(name)[0], codes(endings)]);
  const real = Object.entries(FORMATS).map(([name, { extensions }]) => [name, extensions.map((extension) => `.${extension}`)]);
  assert.deepEqual(listed, real);
});

test('the schemas of docs/reports.md lie where it says, under these names', () => {
  const rows = rowsOf('`schema` | printed by | in the package | in the repository').map((row) =>
    row.map((cell) => codes(cell)[0]!),
  );
  assert.equal(rows.length, 3);
  const { exports } = createRequire(import.meta.url)(join(ROOT, 'harness/package.json')) as { exports: Record<string, unknown> };
  for (const [id, , packed = '', path = ''] of rows) {
    assert.ok(existsSync(join(ROOT, path)), path);
    const schema = JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
    assert.deepEqual([schema.$id, schema.$schema], [id, 'https://json-schema.org/draft/2020-12/schema']);
    assert.equal(exports[packed.replace('weighbridge/', './')], `./dist/${path}`);
  }
});
