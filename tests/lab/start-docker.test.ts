import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { skipWithout } from './parts.ts';
import { runProgram } from './run-program.ts';

const SCRIPT = 'tests/lab/start-docker.sh';

suite('start-docker.sh', () => {
  test('uses the engine that runs', { skip: skipWithout('docker') }, async () => {
    const ended = await runProgram('bash', [SCRIPT]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stdout, /^Docker Engine \S+ was running already\n$/);
  });

  test('never starts an engine in place of the one that DOCKER_HOST names', { skip: skipWithout('docker') }, async () => {
    const ended = await runProgram('bash', [SCRIPT], { ...process.env, DOCKER_HOST: 'unix:///nonexistent.sock' });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /DOCKER_HOST=unix:\/\/\/nonexistent\.sock/);
  });
});
