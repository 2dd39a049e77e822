import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { ROOT, runStep, scratchFolder } from './bash-step.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly id?: string; readonly run: string; readonly env: Readonly<Record<string, string>> }[];
  };
}

const action: Action = parse(readFileSync(`${ROOT}/action.yml`, 'utf8'));
const [install, weigh] = action.runs.steps;
const folder = scratchFolder();
let runs = 0;

/** Runs a step with these inputs, the others at their defaults, as GitHub's runner fills them in. */
async function act(step: typeof weigh, inputs: Readonly<Record<string, string>>, actionPath = ROOT) {
  runs += 1;
  const workspace = join(folder, `run-${runs}`);
  mkdirSync(workspace);
  const unknown = Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name));
  assert.deepEqual(unknown, []);
  const filled = Object.entries(step?.env ?? {}).map(([name, text]) => {
    const value = text
      .replaceAll(/\$\{\{ github\.action_path \}\}/g, actionPath)
      .replaceAll(/\$\{\{ inputs\.(\S+) \}\}/g, (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? '');
    assert.doesNotMatch(value, /\$\{\{/);
    return [name, value] as const;
  });
  const output = join(workspace, 'output');
  const summary = join(workspace, 'summary');
  const github = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: workspace, CI: 'true' };
  const end = await runStep(step?.run ?? '', workspace, { ...Object.fromEntries(filled), ...github });
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
  const outputs = Object.fromEntries(
    [...read(output).matchAll(/^([^=]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  return { ...end, workspace, outputs, summary: read(summary) };
}

describe('the action', () => {
  it('hands no input to a shell as text', () => {
    for (const { run } of action.runs.steps) assert.doesNotMatch(run, /\$\{\{/);
  });

  it('names what its script writes', () => {
    const script = readFileSync(`${ROOT}/scripts/github-action.sh`, 'utf8');
    for (const [name, { value }] of Object.entries(action.outputs)) {
      assert.equal(value, `\${{ steps.weigh.outputs.${name} }}`);
      assert.ok(script.includes(`echo "${name}=`), name);
    }
  });

  it('passes with right weights, and says so in outputs, summary and reports', async () => {
    const { code, outputs, summary, workspace, stderr } = await act(weigh, { expect: '80,20', requests: '600' });
    assert.equal(code, 0, stderr);
    assert.deepEqual(outputs, { verdict: 'PASS', 'exit-code': '0', report: 'weighbridge-report/report.html' });
    assert.match(summary, /PASS/);
    for (const name of ['report.html', 'report.json', 'report.xml'])
      assert.ok(existsSync(join(workspace, 'weighbridge-report', name)), name);
  });

  it('fails with wrong ones, with an annotation', async () => {
    const { code, outputs, stdout, summary } = await act(weigh, { expect: '80,20', args: '--actual\n60,40' });
    assert.equal(code, 1);
    assert.equal(outputs.verdict, 'FAIL');
    assert.match(stdout, /^::error /m);
    assert.match(summary, /FAIL/);
  });

  it('has no verdict for a usage error', async () => {
    const { code, outputs, stderr } = await act(weigh, { expect: '80;20' });
    assert.equal(code, 2);
    assert.equal(outputs.verdict, '');
    assert.equal(outputs['exit-code'], '2');
    assert.match(stderr, /--expect "80;20"/);
  });

  it('runs nothing that a workflow writes into an input', async () => {
    const hostile = '$(touch pwned)`touch pwned`;touch pwned';
    const { code, workspace } = await act(weigh, { expect: hostile, target: `--out=${hostile}`, report: 'a "b" $(touch pwned)' });
    assert.equal(code, 2);
    assert.ok(!existsSync(join(workspace, 'pwned')));
  });

  it('installs itself from a clone, and weighs', async () => {
    const clone = join(folder, 'clone');
    execFileSync('bash', ['-c', `mkdir "$0" && git ls-files -z | tar --null -T - -c | tar -x -C "$0"`, clone], { cwd: ROOT });
    const installed = await act(install, {}, clone);
    assert.equal(installed.code, 0, installed.stderr);
    const { code, stderr } = await act(weigh, { expect: '80,20', requests: '600' }, clone);
    assert.equal(code, 0, stderr);
  });
});
