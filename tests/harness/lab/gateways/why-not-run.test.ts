import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { whyNotRun } from '../../../../harness/lab/gateways/why-not-run.ts';
import { spawnGuarded } from '../../../../harness/lab/processes/spawn-guarded.ts';
import { scratch } from '../../../cli/command.ts';

const home = scratch();
const path = process.env.PATH;
after(() => {
  process.env.PATH = path;
});

/** A folder with a program of this text; null: a folder of that name instead. */
function bin(text: string | null, mode = 0o755): string {
  const folder = mkdtempSync(join(home, 'bin-'));
  if (text === null) mkdirSync(join(folder, 'gate'));
  else writeFileSync(join(folder, 'gate'), text, { mode });
  return folder;
}

/** What is said of the program `gate` after it was started with these folders on PATH. */
async function saidWith(...folders: readonly string[]): Promise<string | null> {
  process.env.PATH = folders.join(delimiter);
  const [code] = await once(spawnGuarded('gate', []), 'exit');
  return whyNotRun('gate', 'install it', code);
}

describe('a gateway that the shell cannot start', { timeout: 30_000 }, () => {
  it('is nowhere', async () => {
    assert.equal(await saidWith(bin(null), '/no/such/folder'), 'gate is not on PATH; install it');
  });

  it('may not be executed', async () => {
    const [plain, later] = [bin('#!/bin/sh\n', 0o644), bin('#!/bin/sh\n', 0o600)];
    const said = `${plain}/gate is not executable; chmod +x ${plain}/gate, or install it`;
    assert.equal(await saidWith(bin(null), plain, later), said);
  });

  it('is for another machine, or lacks its interpreter', async () => {
    for (const text of ['\x7fELF of nothing', '#!/no/such/interpreter\n']) {
      const broken = bin(text);
      assert.equal(await saidWith(bin('', 0o644), broken), `${broken}/gate does not run on this machine; install it`);
    }
  });

  it('is none that ran and ended by itself', async () => {
    for (const code of [0, 1]) assert.equal(await saidWith(bin(`#!/bin/sh\nexit ${code}\n`)), null);
    assert.equal(whyNotRun('gate', 'install it', null), null);
  });
});
