import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../harness/cli/version.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}harness/package.json`, 'utf8'));

/** The packed package, unpacked as an installer would lay it out, with this repository's dependencies beside it. */
let home = '';
let installed = '';

before(() => {
  home = mkdtempSync(join(tmpdir(), 'weighbridge-package-'));
  execFileSync('npm', ['pack', '--silent', '--workspace', 'weighbridge', '--pack-destination', home], { cwd: root });
  const tarball = readdirSync(home).find((name) => name.endsWith('.tgz')) ?? '';
  installed = join(home, 'node_modules', 'weighbridge');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(home, tarball), '-C', installed, '--strip-components=1']);
  for (const name of Object.keys(manifest.dependencies)) {
    const parts = name.split('/');
    mkdirSync(join(home, 'node_modules', ...parts.slice(0, -1)), { recursive: true });
    // A dependency that another workspace holds in another version lies beside the harness.
    const near = `${root}harness/node_modules/${name}`;
    const found = spawnSync('test', ['-e', near]).status === 0 ? near : `${root}node_modules/${name}`;
    symlinkSync(found, join(home, 'node_modules', name));
  }
});

after(() => rmSync(home, { recursive: true, force: true }));

function weighbridge(...args: string[]) {
  return spawnSync(process.execPath, [join(installed, 'bin.js'), ...args], { encoding: 'utf8', cwd: home, timeout: 60_000 });
}

test('the package holds compiled code only', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  assert.ok(files.includes('dist/harness/main.js'));
  assert.deepEqual(
    files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    [],
  );
});

test('the packed judge answers', () => {
  const { status, stdout } = weighbridge('judge', '--counts', '61,28,11', '--expect', '60,30,10');
  assert.equal(status, 0);
  assert.match(stdout, /^PASS /);
});

test('the packed verify finds its workloads and weighs real traffic', () => {
  const { status, stdout, stderr } = weighbridge('verify', '--expect', '80,20', '--actual', '60,40');
  assert.equal(status, 1, stderr);
  assert.match(stdout, /^FAIL /);
  const chain = weighbridge('verify', '--lab', 'http-hello', '-n', '300');
  assert.equal(chain.status, 0, chain.stderr);
});

test('the packed verify sends from several threads', () => {
  const { status, stdout, stderr } = weighbridge('verify', '--expect', '80,20', '--threads', '2', '-n', '2000');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^PASS /);
  assert.match(stdout, /2,000 requests/);
});

test('the packed verify runs a gates file by the published schema', () => {
  assert.ok(readFileSync(join(installed, 'dist/harness/expect/gates.schema.json'), 'utf8').includes('weighbridge/gates/v1'));
  writeFileSync(join(home, 'gates.yaml'), 'gates:\n  - {name: two, lab: tcp-echo, expect: "80,20", requests: 300}\n');
  const { status, stdout, stderr } = weighbridge('verify', '--config', 'gates.yaml');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^PASS {2}two: /);
});

test('--version is the version of the package', () => {
  assert.equal(weighbridge('--version').stdout, `weighbridge ${manifest.version}\n`);
  assert.equal(VERSION, manifest.version);
});
