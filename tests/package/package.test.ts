import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../harness/cli/version.ts';
import { FORMATS } from '../../harness/report/formats.ts';
import { otherNode, skipWithout } from '../lab/parts.ts';
import { examplesIn } from './doc-examples.ts';
import { type Installed, installPackage, SURROUNDINGS } from './install-package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

// Packing builds harness/dist anew, so whatever needs the package is in this one file: files of tests run at the same time.
let installed: Installed;
before(() => {
  installed = installPackage();
});
after(() => installed?.remove());

function ran(program: string, args: readonly string[], env = SURROUNDINGS) {
  return spawnSync(program, args, { encoding: 'utf8', cwd: installed.home, env, timeout: 60_000 });
}

const weighbridge = (...args: string[]) => ran(process.execPath, [join(installed.folder, 'bin.js'), ...args]);

describe('the package', () => {
  it('holds compiled code, its licence and the types of its API, and no sources', () => {
    const files = readdirSync(installed.folder, { recursive: true, encoding: 'utf8' });
    for (const file of ['LICENSE', 'README.md', 'dist/harness/main.js', 'dist/harness/api/index.d.ts'])
      assert.ok(files.includes(file), file);
    assert.deepEqual(
      files.filter((file) => /(?<!\.d)\.ts$|\.map$|\.test\.|^tests/.test(file)),
      [],
    );
    const types = files.filter((file) => file.endsWith('.d.ts') && !/^dist\/harness\/(api|model)\//.test(file));
    assert.deepEqual(types, ['dist/harness/cli/usage-error.d.ts'], 'what is not the API has no types to lean on');
    assert.equal(readFileSync(join(installed.folder, 'LICENSE'), 'utf8'), textOf('LICENSE'));
  });

  it('is clean for publint and attw', () => {
    const lint = ran('publint', ['run', '--strict', installed.tarball]);
    assert.equal(lint.status, 0, lint.stdout);
    assert.match(lint.stdout, /All good!/);
    const types = ran('attw', [installed.tarball, '--profile', 'esm-only', '--format', 'json']);
    assert.equal(types.status, 0, types.stdout);
  });

  it('gives its schemas under the names that stay', () => {
    for (const name of ['report', 'plan', 'routes', 'tally', 'gates']) {
      const code = `import schema from 'weighbridge/schemas/${name}.json' with { type: 'json' }; console.log(schema.$id)`;
      const { stdout, stderr } = ran(process.execPath, ['--input-type=module', '--eval', code]);
      assert.equal(stdout, `weighbridge/${name}/v1\n`, stderr);
    }
    const inside = ran(process.execPath, ['--input-type=module', '--eval', "import 'weighbridge/dist/harness/main.js'"]);
    assert.match(inside.stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
});

describe('the installed command', () => {
  it('is found by npx, and says what it was built from', () => {
    const { status, stdout, stderr } = ran('npx', ['--no-install', 'weighbridge', '--version']);
    assert.equal(status, 0, stderr);
    const [first, second] = stdout.split('\n');
    assert.equal(first, `weighbridge ${VERSION}`);
    assert.match(
      second ?? '',
      /^Node v[\d.]+, \w+ \w+; report weighbridge\/report\/v1, tally weighbridge\/tally\/v1, gates weighbridge\/gates\/v1(; commit [0-9a-f]{12}(\+changes)?)?$/,
    );
    assert.equal(JSON.parse(textOf('harness/package.json')).version, VERSION);
  });

  it('judges', () => {
    const { status, stdout } = weighbridge('judge', '--counts', '61,28,11', '--expect', '60,30,10');
    assert.equal(status, 0);
    assert.match(stdout, /^PASS /);
  });

  it('finds its workloads and weighs real traffic', () => {
    const { status, stdout, stderr } = weighbridge('verify', '--expect', '80,20', '--actual', '60,40');
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^FAIL /);
    const chain = weighbridge('verify', '--lab', 'http-hello', '-n', '300');
    assert.equal(chain.status, 0, chain.stderr);
  });

  it('sends from several threads', () => {
    const { status, stdout, stderr } = weighbridge('verify', '--expect', '80,20', '--threads', '2', '-n', '2000');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^PASS /);
    assert.match(stdout, /2,000 requests/);
  });

  it('runs a gates file by the published schema', () => {
    writeFileSync(join(installed.home, 'gates.yaml'), 'gates:\n  - {name: two, lab: tcp-echo, expect: "80,20", requests: 300}\n');
    const { status, stdout, stderr } = weighbridge('verify', '--config', 'gates.yaml');
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^PASS {2}two: /);
  });

  it('writes every format of a report', () => {
    const extensions = Object.values(FORMATS).flatMap((format) => format.extensions);
    const outs = extensions.flatMap((ending) => ['--out', `report.${ending}`]);
    const { status, stderr } = weighbridge('judge', '--counts', '80,20', '--expect', '80,20', ...outs);
    assert.equal(status, 0, stderr);
    for (const ending of extensions) assert.ok(readFileSync(join(installed.home, `report.${ending}`), 'utf8').length > 0, ending);
  });
});

describe('the API', () => {
  for (const document of ['docs/api.md', 'harness/README.md']) {
    for (const [index, { code, prints }] of examplesIn(textOf(document)).entries()) {
      it(`example ${index + 1} of ${document} runs and prints what it says`, () => {
        const file = join(installed.home, `example-${index + 1}.mjs`);
        writeFileSync(file, code);
        const { status, stdout, stderr } = ran(process.execPath, [file]);
        assert.equal(status, 0, `${stdout}${stderr}`);
        assert.equal(stderr, '');
        if (prints.length > 0) assert.equal(stdout, prints.map((line) => `${line}\n`).join(''));
      });
    }
  }

  it('has types that a strict compiler takes, with and without a bundler', () => {
    writeFileSync(join(installed.home, 'user.mts'), USER);
    for (const resolution of ['nodenext', 'bundler']) {
      const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
      const target = ['--module', module, '--moduleResolution', resolution, '--target', 'es2022', '--types', ''];
      const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
      const { status, stdout } = ran('tsc', ['--noEmit', ...strict, ...target, 'user.mts']);
      assert.equal(status, 0, stdout);
    }
  });
});

/** What a user may write, and what the types must not let through. */
const USER = `import { CannotMeasureError, type Estimate, expectationFromRoutes, judge, plan, type Report, type Tally, UsageError, verify, type VerifyOptions } from 'weighbridge';

const tallies: Tally[] = [];
const options: VerifyOptions = { target: new URL('http://127.0.0.1/'), expect: { one: 80, two: '20' }, timeoutMs: 500, diagnostics: 'warn' };
const report: Report = await verify({ ...options, signal: AbortSignal.timeout(1), onTally: (tally) => tallies.push(tally), log: console.log });
const again: Report = judge({ tallies });
const typed: Report = judge({ counts: [1, 2] }, { expect: [80, 20], labels: ['one', 'two'] });
const estimate: Estimate = plan({ expect: '1:2:3', tolerancePoints: 2 });
const { expect, versions } = await expectationFromRoutes(['shop'], { target: 'http://shop/' });
const line: number | undefined = versions[0]?.place?.line;
const verdicts: readonly ('PASS' | 'FAIL' | 'INCONCLUSIVE')[] = [report, again, typed].map(({ verdict }) => verdict);
new UsageError('x') instanceof Error && new CannotMeasureError('x') instanceof Error;
export { estimate, expect, line, verdicts };

// @ts-expect-error a unit is in the name
void (() => verify({ timeout: 500 }));
// @ts-expect-error no such choice
void (() => verify({ diagnostics: 'maybe' }));
// @ts-expect-error counts or tallies, not both
void (() => judge({ counts: [1], tallies }, { expect: [1] }));
`;

describe('on every Node that it is for', () => {
  for (const major of [22, 26] as const) {
    it(`Node ${major}`, { skip: skipWithout(`node${major}`) }, () => {
      const node = otherNode(major);
      const env = { ...SURROUNDINGS, PATH: [join(node, '..'), SURROUNDINGS.PATH].join(delimiter) };
      const version = ran('npx', ['--no-install', 'weighbridge', '--version'], env);
      assert.match(version.stdout, new RegExp(`^weighbridge [\\d.]+\nNode v${major}\\.`), version.stderr);
      const command = join(installed.folder, 'bin.js');
      const verified = ran(node, [command, 'verify', '--expect', '80,20', '--threads', '2', '-n', '300'], env);
      assert.equal(verified.status, 0, verified.stderr);
      assert.match(verified.stdout, /^PASS /);
      const wrong = ran(node, [command, 'verify', '--lab', 'http-hello', '--actual', '60,30,10', '-n', '200'], env);
      assert.equal(wrong.status, 1, wrong.stderr);
      const gates = ran(
        node,
        [command, 'routes', join(installed.folder, 'dist/manifests/tcp-echo/istio'), '--port', '31400'],
        env,
      );
      assert.equal(gates.status, 0, gates.stderr);
      const [example] = examplesIn(textOf('docs/api.md'));
      const program = ran(node, ['--input-type=module', '--eval', example?.code ?? ''], env);
      assert.equal(program.stdout, example?.prints.map((line) => `${line}\n`).join(''), program.stderr);
    });
  }

  const old = olderNode();
  it('an older one is told so, and never looks like a FAIL', {
    skip: old === null && 'no Node older than 22.22 is on PATH',
  }, () => {
    const { status, stdout, stderr } = ran(old ?? '', [
      join(installed.folder, 'bin.js'),
      'judge',
      '--counts',
      '1,1',
      '--expect',
      '1,1',
    ]);
    assert.equal(status, 70);
    assert.equal(stdout, '');
    assert.match(stderr, /^weighbridge: Node [\d.]+ is too old; use Node 22\.22 or newer\n$/);
  });
});

/** A Node on PATH that the package is not for: 16 to 22.21. */
function olderNode(): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const { stdout } = spawnSync(join(folder, 'node'), ['--version'], { encoding: 'utf8' });
    const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(stdout ?? '') ?? [];
    if (Number(major) < 22 || (Number(major) === 22 && Number(minor) < 22)) return join(folder, 'node');
  }
  return null;
}
