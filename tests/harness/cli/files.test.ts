import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { readStream, readText, writeText } from '../../../harness/cli/files.ts';
import { scratch } from '../../cli/command.ts';

const folder = scratch();

describe('files', () => {
  it('come back as they were written', async () => {
    const path = join(folder, 'a.txt');
    assert.equal(await writeText(path, 'é\u0000版\n'), null);
    assert.equal(readFileSync(path, 'utf8'), 'é\u0000版\n');
    assert.equal(await readText('judge', path), 'é\u0000版\n');
  });

  it('that cannot be read are a usage error with flag, path and reason', async () => {
    await assert.rejects(readText('--cacert', join(folder, 'none')), {
      name: 'UsageError',
      message: /^--cacert .*none: cannot be read \(no such file or folder\); check the path$/,
    });
    await assert.rejects(readText('judge', folder), { message: /it is a folder/ });
    await assert.rejects(readText('judge', 'a\0b'), { name: 'UsageError' });
  });

  it('that cannot be written give the reason', async () => {
    assert.equal(await writeText(join(folder, 'no', 'x'), ''), 'no such file or folder');
    assert.equal(await writeText(folder, ''), 'it is a folder');
  });

  it('larger than any tally are refused before they fill the memory', async () => {
    const path = join(folder, 'big');
    writeFileSync(path, Buffer.alloc(64 * 1024 * 1024 + 1, ' '));
    await assert.rejects(readText('judge', path), { name: 'UsageError', message: /larger than 64 MiB/ });
  });
});

describe('readStream', () => {
  it('joins chunks before it decodes them', async () => {
    const bytes = Buffer.from('é版🚀');
    assert.equal(await readStream(Readable.from([...bytes].map((byte) => Buffer.of(byte)))), 'é版🚀');
  });

  it('stops at 64 MiB', async () => {
    const chunk = Buffer.alloc(8 * 1024 * 1024);
    await assert.rejects(readStream(Readable.from(Array.from({ length: 10 }, () => chunk))), {
      name: 'UsageError',
      message: /64 MiB/,
    });
  });
});
