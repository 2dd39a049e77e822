import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../harness/cli/exit-code.ts';
import { inProcess } from '../cli/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(`${root}docs/troubleshooting.md`, 'utf8');
const between = (name: string) => new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)<!-- /${name} -->`).exec(page)?.[1] ?? '';
const entries = between('messages').split(/^### /m).slice(1);

/** The ids of all messages that the product can print. */
function printedIds(): string[] {
  const sources = globSync('harness/**/*.ts', { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] });
  const ids = sources.flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/\bid: '(M-[A-Z]+)'/g)]);
  return [...new Set(ids.map(([, id = '']) => id))].sort();
}

test('every message that can be printed has an entry, and no other', () => {
  assert.ok(printedIds().length > 25);
  assert.deepEqual(entries.map((entry) => entry.split('\n')[0]).sort(), printedIds());
});

test('no message id is made in another way than this test looks for', () => {
  const sources = globSync('harness/{judge,cli,report,api}/**/*.ts', { cwd: root });
  const found = sources.flatMap((file) => [...readFileSync(root + file, 'utf8').matchAll(/M-[A-Z]{2,}/g)].map(([id]) => id));
  assert.deepEqual([...new Set(found)].sort(), printedIds());
});

test('every entry says what to do', () => {
  for (const entry of entries) assert.match(entry, /\*Do\*:\s|Nothing to do\./, entry.split('\n')[0]);
});

test('the exit codes are those of the command', () => {
  const rows = [...page.matchAll(/^\| (\d[\d, ]*) \|/gm)].flatMap(([, codes = '']) => codes.split(', ').map(Number));
  assert.deepEqual(
    rows,
    Object.values(EXIT).toSorted((a, b) => a - b),
  );
});

test('every kind of failure that a tally can hold has a row, and no other', () => {
  const schema = JSON.parse(readFileSync(`${root}harness/classify/tally.schema.json`, 'utf8'));
  const kinds = kindsIn(schema);
  assert.deepEqual(
    [...between('kinds').matchAll(/^\| `([a-z]+)` \|/gm)].map(([, kind]) => kind),
    kinds,
  );
});

/** The list of kinds, wherever the schema keeps it. */
function kindsIn(value: unknown): readonly string[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('enum' in value && Array.isArray(value.enum) && value.enum.includes('refused')) return value.enum;
  for (const part of Object.values(value)) {
    const found = kindsIn(part);
    if (found !== null) return found;
  }
  return null;
}

for (const [, command = ''] of page.matchAll(/^npx weighbridge (.*?)\s+# /gm)) {
  test(`weighbridge ${command}`, async () => {
    const { code, stderr } = await inProcess(command.split(' '));
    assert.equal(code, 0, stderr);
  });
}
