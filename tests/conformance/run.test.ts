import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PUBLIC = here('../fixtures/stats.json');
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...paths: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [here('run.ts'), ...paths], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

let files = 0;
const written = (content: unknown): string => {
  files += 1;
  const path = join(folder, `cases-${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const file = (...cases: unknown[]) => written({ schema: 'weighbridge-stats-reference/1', cases });

describe('npm run conformance', () => {
  it('passes every public case and every extreme', () => {
    assert.deepEqual(run(PUBLIC), { status: 0, stdout: '56 passed, 0 failed\n', stderr: '' });
    const { status, stdout } = run(here('extremes.json'));
    assert.equal(status, 0, stdout);
  });

  it('fails every public case in which one expected number is changed', () => {
    const reference = JSON.parse(readFileSync(PUBLIC, 'utf8'));
    const spoil = (value: unknown): unknown => {
      if (typeof value === 'number') return value === 0 ? 0.001 : value * 1.001 + 1e-6;
      if (typeof value === 'string') return `${value}!`;
      if (Array.isArray(value)) return value.length === 0 ? [1] : [spoil(value[0]), ...value.slice(1)];
      return typeof value === 'boolean' ? !value : value;
    };
    const cases = reference.cases.flatMap((item: { id: string; expect: Record<string, unknown> }) =>
      Object.entries(item.expect)
        .filter(([, value]) => value !== null && (typeof value !== 'object' || Array.isArray(value)))
        .filter(([, value]) => !(Array.isArray(value) && typeof value[0] === 'object'))
        .map(([field, value]) => ({ ...item, id: `${item.id}-${field}`, expect: { ...item.expect, [field]: spoil(value) } })),
    );
    const { status, stdout } = run(file(...cases));
    assert.equal(status, 1);
    assert.match(stdout, new RegExp(`\\n0 passed, ${cases.length} failed\\n$`));
  });

  it('names the case, the kind, the field, both values and the tolerance', () => {
    const { status, stdout } = run(
      file({ id: 'P01', kind: 'gof', input: { counts: [803, 197], weights: [80, 20] }, expect: { chi2: 0.06 } }),
    );
    assert.equal(status, 1);
    assert.match(stdout, /^P01 gof chi2: got 0\.056\d*, want 0\.06, tolerance rel 1e-9 abs 1e-12\n0 passed, 1 failed\n$/);
  });

  it('fails what it does not know instead of passing over it', () => {
    const { status, stdout } = run(
      file(
        { id: 'A', kind: 'gof', input: { counts: [1, 1], weights: [1, 1] }, expect: { skewness: 0 } },
        { id: 'B', kind: 'tarot', input: {}, expect: { card: 'fool' } },
        { id: 'C', kind: 'verdict', input: { counts: [800, 200], weights: [80, 20], mercy: true }, expect: { verdict: 'PASS' } },
        { id: 'D', kind: 'constructor', input: {}, expect: { x: 1 } },
        { id: 'E', kind: 'gammaq', input: { a: 1, x: 1 }, expect: {} },
        { id: 'F', kind: 'gof', input: { counts: 'many', weights: [1, 1] }, expect: { chi2: 0 } },
        'G',
      ),
    );
    assert.equal(status, 1);
    assert.match(stdout, /A gof skewness: got nothing, want 0/);
    assert.match(stdout, /B tarot: unknown kind/);
    assert.match(stdout, /C verdict: input mercy is not understood/);
    assert.match(stdout, /D constructor: unknown kind/);
    assert.match(stdout, /E needs an input and at least one expected field/);
    assert.match(stdout, /F gof: input counts is not an array/);
    assert.match(stdout, /case 7 is not an object with a kind/);
    assert.match(stdout, /\n0 passed, 7 failed\n$/);
  });

  it('takes a tolerance of the case and nulls that mean not compared', () => {
    const input = { counts: [803, 197], weights: [80, 20] };
    const loose = { id: 'A', kind: 'gof', input, expect: { chi2: 0.0563, exact: null }, tol: { chi2: { rel: 0.01 } } };
    assert.equal(run(file(loose)).status, 0);
    assert.equal(run(file({ ...loose, tol: { g: { rel: 0.01 } } })).status, 1);
  });

  it('explains files and arguments it cannot use, exit 2', () => {
    const missing = join(folder, 'missing.json');
    for (const [args, message] of [
      [[], /no file given; usage/],
      [['--help'], /unknown option --help; usage/],
      [[missing], /missing\.json cannot be read/],
      [[written('{')], /is not JSON/],
      [[written({ schema: 'weighbridge-stats-reference/2', cases: [] })], /is not of schema/],
      [[file()], /has no cases/],
    ] as const) {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, message);
    }
  });
});
