import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { addStepSummary, placeInRepository } from '../../../harness/cli/github-step.ts';
import { fakeHost, scratch } from '../../cli/command.ts';

const folder = scratch();

describe('placeInRepository', () => {
  const inShop = placeInRepository({ GITHUB_WORKSPACE: '/home/runner/work/shop' }, '/home/runner/work/shop/deploy');
  const at = (file: string) => inShop({ file, line: 3 })?.file;

  it('goes from the folder of the step to the root of the repository', () => {
    assert.equal(at('istio/route.yaml'), 'deploy/istio/route.yaml');
    assert.equal(at('./istio/../route.yaml'), 'deploy/route.yaml');
    assert.equal(at('../route.yaml'), 'route.yaml');
    assert.equal(at('/home/runner/work/shop/a/route.yaml'), 'a/route.yaml');
    assert.equal(at('..hidden.yaml'), 'deploy/..hidden.yaml');
    assert.deepEqual(inShop({ file: 'a.yaml', line: 7 }), { file: 'deploy/a.yaml', line: 7 });
  });

  it('leaves files outside of the repository, and all outside of a job, as they are', () => {
    for (const file of ['/etc/route.yaml', '../../other/route.yaml', '/home/runner/work/shop2/a.yaml'])
      assert.equal(at(file), file);
    for (const env of [{}, { GITHUB_WORKSPACE: '' }])
      assert.deepEqual(placeInRepository(env, '/anywhere')({ file: 'a.yaml', line: 1 }), { file: 'a.yaml', line: 1 });
  });

  it('has no place for standard input', () => {
    assert.equal(inShop({ file: 'standard input', line: 3 }), null);
  });
});

describe('addStepSummary', () => {
  it('adds to what other commands of the step have written', async () => {
    const path = join(folder, 'summary.md');
    writeFileSync(path, 'before\n');
    const { host, stderr } = fakeHost([], { env: { GITHUB_STEP_SUMMARY: path } });
    await addStepSummary('one\n', host);
    await addStepSummary('two\n', host);
    assert.equal(readFileSync(path, 'utf8'), 'before\none\n\ntwo\n\n');
    assert.equal(stderr.text, '');
  });

  it('writes nothing outside of a job', async () => {
    const { host, stderr, stdout } = fakeHost([]);
    await addStepSummary('one\n', host);
    assert.equal(stderr.text + stdout.text, '');
  });

  it('tells what cannot be written', async () => {
    const path = join(folder, 'folder');
    mkdirSync(path);
    const { host, stderr } = fakeHost([], { env: { GITHUB_STEP_SUMMARY: path } });
    await addStepSummary('one\n', host);
    assert.match(stderr.text, /^weighbridge: GITHUB_STEP_SUMMARY .*folder: cannot be written \(it is a folder\); [^\n]+\n$/);
  });
});
