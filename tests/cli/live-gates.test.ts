import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { run } from '../../harness/cli/run.ts';
import { httpServer } from '../harness/drive/loopback-server.ts';
import { fakeHost, scratch } from './command.ts';
import { Terminal } from './terminal.ts';

async function watched(args: readonly string[]) {
  const { host } = fakeHost(args);
  const terminal = new Terminal(100);
  const code = await run({ ...host, stderr: terminal });
  return { code, terminal };
}

describe('a display that knows what is asked', { timeout: 60_000 }, () => {
  it('sets what answers against the weights, gate by gate', async () => {
    const file = join(scratch(), 'gates.yaml');
    const gates = ['first', 'second'].map((name) => `  - {name: ${name}, duration: 1500ms, rate: 200}`);
    writeFileSync(
      file,
      `schema: weighbridge/gates/v1\ndefaults: {lab: tcp-echo, expect: "80,20"}\ngates:\n${gates.join('\n')}\n`,
    );
    const { code, terminal } = await watched(['verify', '--config', file]);
    assert.equal(code, 0, terminal.screen);
    for (const gate of ['gate 1 of 2: first', 'gate 2 of 2: second'])
      assert.ok(terminal.text.includes(`${gate}\nweighing tcp://`), gate);
    assert.match(terminal.text, /one +80\.0 % +\d+\.\d % +\d+\.\d to \d+\.\d %/);
    // Half of the risk for each gate.
    assert.match(terminal.text, /so far: the 99\.5 % intervals hold at every look/);
    assert.equal(terminal.screen, 'gate 1 of 2: first\ngate 2 of 2: second');
  });

  it('tells the evidence of a run that stops by itself', async () => {
    const { terminal } = await watched(['verify', '--expect', '80,20', '--sequential', '--duration', '1500ms', '--rate', '200']);
    assert.match(terminal.text, /evidence against the weights · ln E -?\d+\.\d · p = \S+ so far/);
    assert.match(terminal.text, /of at most [\d,]+ answers/);
  });

  for (const threads of ['1', '2'])
    it(`counts the warm-up of ${threads} threads`, async () => {
      const server = await httpServer((_request, response) => setTimeout(() => response.end('one\n'), 20));
      const args = ['verify', `http://127.0.0.1:${server.port}/`, '--expect', 'one=1', '--warmup', '60', '-n', '2', '-c', '2'];
      const { terminal } = await watched([...args, '--threads', threads]);
      assert.match(terminal.text, /warming up: [1-9]\d? of 60/);
    });
});
