import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requiredParts } from './parts.ts';
import { runProgram } from './run-program.ts';

test('reads the list of required parts', () => {
  assert.deepEqual(requiredParts(''), []);
  assert.deepEqual(requiredParts(' docker, envoy ,'), ['docker', 'envoy']);
});

test('refuses a part it does not know: a misspelt requirement would require nothing', () => {
  assert.throws(() => requiredParts('docker,evnoy'), /"evnoy".*docker, envoy, nginx, haproxy/);
  assert.throws(() => requiredParts('toString'), /"toString"/);
});

/** What `skipWithout('haproxy')` does on a machine whose PATH is empty. */
function withoutAnything(required: string) {
  const ask = "const { skipWithout } = await import('./tests/lab/parts.ts'); process.stdout.write(skipWithout('haproxy'));";
  return runProgram(process.execPath, ['--input-type=module', '-e', ask], { PATH: '', WEIGHBRIDGE_REQUIRE: required });
}

test('a missing part is skipped with a reason', async () => {
  const ended = await withoutAnything('docker');
  assert.equal(ended.code, 0, ended.stderr);
  assert.match(ended.stdout, /haproxy is not on PATH; apt-get install haproxy/);
});

test('a missing part that is required fails', async () => {
  const ended = await withoutAnything('docker,haproxy');
  assert.notEqual(ended.code, 0);
  assert.match(ended.stderr, /WEIGHBRIDGE_REQUIRE names haproxy/);
});
