import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type GatewayProgram, startProgram } from '../../../../harness/lab/gateways/program.ts';
import { scratch } from '../../../cli/command.ts';

const folder = scratch();
process.env.TMPDIR = folder;

const SLEEPER: GatewayProgram = {
  program: 'sleep',
  fileName: 'gateway.conf',
  configuration: () => 'nothing',
  args: () => ['3600'],
  howToGet: 'install coreutils',
};

describe('a gateway program', { timeout: 30_000 }, () => {
  it('leaves no folder when its configuration cannot be written', async () => {
    const inTheWay = (path: string) => {
      mkdirSync(join(path, SLEEPER.fileName));
      return '';
    };
    await assert.rejects(startProgram({ ...SLEEPER, configuration: inTheWay }, []), { code: 'EISDIR', syscall: 'open' });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leaves no folder when it is stopped', async () => {
    const running = await startProgram(SLEEPER, []);
    assert.equal(readdirSync(folder).length, 1);
    await running.stop();
    await running.stop();
    assert.match(await running.died, /^sleep ended with SIGTERM$/);
    assert.deepEqual(readdirSync(folder), []);
  });
});
