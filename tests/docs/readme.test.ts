import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { optionsTable, steadyReport } from '../../scripts/readme-sections.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(`${root}README.md`, 'utf8');

/** The lines of every block that starts with exactly ```sh: those are promised to work as they stand. */
function promisedCommands(): { command: string; exitCode: number }[] {
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  return blocks
    .flatMap((block) => block.trim().split('\n'))
    .map((line) => ({ command: line.replace(/\s+# exit \d+$/, ''), exitCode: Number(/# exit (\d+)$/.exec(line)?.[1] ?? 0) }));
}

function section(name: string): string {
  return new RegExp(`<!-- generated: ${name} -->\n([\\s\\S]*?)\n<!-- /generated -->`).exec(readme)?.[1] ?? '';
}

// What the commands of the README write where they are typed.
after(() => {
  for (const [, file = ''] of readme.matchAll(/--out (report\.\w+)/g)) rmSync(`${root}${file}`, { force: true });
});

/** npm ci would replace the packages under the running tests; CI runs it before them. */
const RUN_BEFORE = ['npm ci'];

test('the README promises commands at all', () => {
  assert.ok(promisedCommands().length >= 6);
});

for (const { command, exitCode } of promisedCommands().filter((promised) => !RUN_BEFORE.includes(promised.command))) {
  test(`README: ${command} exits ${exitCode}`, () => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8', timeout: 60_000 });
    assert.equal(status, exitCode, `${stdout}\n${stderr}`);
  });
}

test('the option table is the one that npm run readme writes', () => {
  assert.equal(section('options'), optionsTable());
});

test('whatever the latencies of a run were, the README shows the same', () => {
  const run = (head: string, one: string, two: string) =>
    `PASS\n\n      latency in ms  ${head}\n      one            ${one}\n      two            ${two}\n\n      3 requests in 9 ms`;
  const quick = steadyReport(run(' p50   p90   p99   max', '0.21  0.40  1.20  5.04', '0.20  0.33  9.98  12.3'));
  const slow = steadyReport(run('  p50    p90    p99    max', '1,211  1,240  1,320  5,000', '  0.2   33.1   98.1  123.0'));
  assert.equal(quick, slow);
  assert.match(quick, /\n {6}two {12}11\.0 {2}21\.0 {2}29\.0 {2}32\.0\n\n {6}3 requests in 0\.4 s$/);
});

for (const name of ['pass', 'fail', 'routes']) {
  test(`the ${name} report is what its command prints`, () => {
    const [, command = '', shown = ''] = /^```\n\$ npx weighbridge (.*)\n\n([\s\S]*)\n```$/.exec(section(name)) ?? [];
    const { stdout } = spawnSync(process.execPath, [`${root}harness/bin.js`, ...command.split(' ')], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.equal(shown, steadyReport(stdout));
  });
}
