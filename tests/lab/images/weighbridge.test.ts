import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { skipWithout } from '../parts.ts';
import { buildImage, docker } from './docker.ts';
import { assertImageRules } from './image-rules.ts';

suite('the weighbridge image', { skip: skipWithout('docker') }, () => {
  let image: string;

  before(async () => {
    image = await buildImage('weighbridge');
  });

  /** Everything taken away that a cautious cluster takes away. */
  function weighbridge(...args: string[]) {
    return docker('run', '--rm', '--read-only', '--cap-drop', 'ALL', image, ...args);
  }

  test('keeps the rules of every image', () => assertImageRules(image, 'harness'));

  test('judges counts with the exit code of the verdict', async () => {
    const pass = await weighbridge('judge', '--counts', '80,20', '--expect', '80,20');
    assert.equal(pass.code, 0, pass.stderr);
    const fail = await weighbridge('judge', '--counts', '600,400', '--expect', '80,20');
    assert.equal(fail.code, 1, fail.stderr);
  });

  test('weighs the embedded labs, which it carries', async () => {
    for (const lab of [
      ['--expect', '80,20'],
      ['--lab', 'http-hello'],
    ]) {
      const ended = await weighbridge('verify', ...lab, '-n', '500', '--seed', '1', '--significance', '0.000001');
      assert.equal(ended.code, 0, `${lab.join(' ')}: ${ended.stdout}${ended.stderr}`);
    }
  });

  test('without arguments says what it can do', async () => {
    const ended = await weighbridge();
    assert.match(ended.stdout + ended.stderr, /verify/);
    assert.equal(ended.code, 0);
  });
});
