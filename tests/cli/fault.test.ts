import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ended, ROOT, scratch, startProcess } from './command.ts';

const RUN = JSON.stringify(new URL('../../harness/cli/run.ts', import.meta.url).href);

/** Runs the command in a process whose surroundings break in the way that `sabotage` says. */
const sabotaged = (sabotage: string, ...args: string[]) =>
  ended(
    startProcess(process.execPath, [
      '--input-type=module',
      '--eval',
      `import { run } from ${RUN}; ${sabotage}; process.argv.splice(1, process.argv.length, 'weighbridge', ...${JSON.stringify(args)}); process.exitCode = await run(process);`,
    ]),
  );

const VERIFY = ['verify', 'tcp://127.0.0.1:1', '--expect', '1,1', '--ready-timeout', '10s'];

describe('a fault of ours is exit code 70, never 1', () => {
  it('thrown in a callback while the command runs', async () => {
    const { code, stderr, stdout } = await sabotaged(`setTimeout(() => { throw new Error('a bug') }, 50)`, ...VERIFY);
    assert.equal(code, 70);
    assert.match(stderr, /^weighbridge: internal fault, please report it: Error: a bug\n/m);
    assert.equal(stdout, '');
  });

  it('a promise that nobody waits for', async () => {
    const { code } = await sabotaged(`setTimeout(() => Promise.reject(new Error('a bug')), 50)`, ...VERIFY);
    assert.equal(code, 70);
  });

  it('thrown by something left over after the verdict', async () => {
    const judge = ['judge', '--counts', '80,20', '--expect', '80,20'];
    const late = `process.once('beforeExit', () => { throw new Error('a bug') })`;
    const { code, stdout } = await sabotaged(late, ...judge);
    assert.match(stdout, /^PASS/);
    assert.equal(code, 70);
  });

  it('thrown inside the command', async () => {
    const broken = `Object.defineProperty(process.stdout, 'columns', { get() { throw new Error('a bug\\u001b[2J') } })`;
    const { code, stderr } = await sabotaged(broken, '--help');
    assert.equal(code, 70);
    assert.doesNotMatch(stderr, /[^\P{Cc}\n]/u);
  });

  it('a broken installation', async () => {
    const folder = scratch();
    copyFileSync(join(ROOT, 'harness/bin.js'), join(folder, 'bin.js'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'main.ts'), "import './missing.ts';\n");
    const { code, stderr } = await ended(startProcess(process.execPath, [join(folder, 'bin.js'), '--version']));
    assert.equal(code, 70);
    assert.match(stderr, /^weighbridge: internal fault: .*missing\.ts/);
  });
});
