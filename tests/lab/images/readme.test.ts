import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { freePort } from '../free-port.ts';
import { skipWithout } from '../parts.ts';
import { REPOSITORY, runProgram } from '../run-program.ts';
import { docker } from './docker.ts';

/** The README's container commands, on a free port and under names of this test's own, so that nothing of the user's is touched. */
async function commands(name: string): Promise<readonly string[]> {
  const readme = readFileSync(`${REPOSITORY}README.md`, 'utf8');
  const block = /^```sh docker\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const port = await freePort();
  return block
    .replaceAll('--name tcp-echo', `--name ${name}`)
    .replaceAll('stop tcp-echo', `stop ${name}`)
    .replaceAll(/(--tag |9000:9000 )tcp-echo/g, `$1${name}`)
    .replaceAll('9000:9000', `${port}:9000`)
    .replaceAll('localhost 9000', `localhost ${port}`)
    .trim()
    .split('\n');
}

test('the container commands of the README do what it says', { skip: skipWithout('docker') }, async (context) => {
  const name = `weighbridge-readme-${process.pid}`;
  context.after(() => docker('rm', '--force', name));
  context.after(() => docker('image', 'rm', '--force', name));
  const outputs: string[] = [];
  for (const command of await commands(name)) {
    const ended = await runProgram('sh', ['-c', command]);
    assert.equal(ended.code, 0, `${command}: ${ended.stderr}`);
    outputs.push(ended.stdout);
    // A person types the next line later than the server needs to start; this loop does not.
    if (command.startsWith('docker run')) await untilListening(name);
  }
  assert.equal(outputs.length, 4);
  assert.equal(outputs[2], 'hello world\n');
});

async function untilListening(name: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await docker('logs', name)).stdout.includes('listening on')) {
    assert.ok(Date.now() < deadline, `${name} does not listen`);
  }
}
