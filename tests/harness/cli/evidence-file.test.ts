import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { evidenceFile } from '../../../harness/cli/evidence-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'weighbridge-evidence-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('evidenceFile', () => {
  it('hands over what was appended, once, from the beginning on', async () => {
    const path = join(folder, 'growing.log');
    writeFileSync(path, 'one\n');
    const file = await evidenceFile(path);
    let text = '';
    const take = (bytes: Uint8Array) => {
      text += Buffer.from(bytes).toString();
    };
    const readMore = () => file.readMore(take);
    await readMore();
    await readMore();
    assert.equal(text, 'one\n');
    const long = `${'x'.repeat(600_000)}\n`;
    appendFileSync(path, long);
    await readMore();
    assert.equal(text, `one\n${long}`);
  });

  it('is a usage error without a file that can be read again', async () => {
    const refused = (path: string, message: RegExp) => assert.rejects(evidenceFile(path), { name: 'UsageError', message });
    await refused(join(folder, 'missing.log'), /^--evidence .*missing\.log: there is no such file; start the log first/);
    await refused(folder, /is a folder; write the log to a file/);
    await refused('/dev/null', /is not a plain file/);
  });

  it('could not measure when the log shrinks or goes away', async () => {
    const path = join(folder, 'shrinking.log');
    writeFileSync(path, 'one\n');
    const file = await evidenceFile(path);
    await file.readMore(() => {});
    truncateSync(path, 1);
    await assert.rejects(
      file.readMore(() => {}),
      { name: 'CannotMeasureError', message: /became shorter/ },
    );
    rmSync(path);
    await assert.rejects(
      file.readMore(() => {}),
      { name: 'CannotMeasureError', message: /cannot be read any more/ },
    );
  });
});
