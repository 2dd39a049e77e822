import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { checkTallyPlace, keepTallies } from '../../../harness/cli/outputs.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { fakeHost, scratch } from '../../cli/command.ts';

const folder = scratch();
const tally = tallyFromCounts(['a', 'b'], [3, 4]);
const named = (...names: readonly string[]) => names.map((name) => ({ name, tally }));

describe('keepTallies', () => {
  it('gives every gate a file of its own that no file system takes for another', async () => {
    const path = join(folder, 'names');
    const names = ['Shop', 'shop', 'shop 2', '../../etc/passwd', '.hidden', '///', '---', 'été', 'a'.repeat(100)];
    const { tallySaved } = await keepTallies({ path, isFolder: true }, named(...names), fakeHost([]).host, () => ({
      tallies: names.map(() => tally),
    }));
    assert.ok(tallySaved);
    const files = readdirSync(path);
    assert.equal(files.length, names.length);
    assert.equal(new Set(files.map((file) => file.toLowerCase())).size, names.length);
    assert.ok(
      files.every((file) => /^[\p{L}\p{N}_][\p{L}\p{N}._-]*\.json$/u.test(file)),
      files.join(' '),
    );
    assert.ok(!existsSync(join(folder, 'etc')));
  });

  it('keeps the bare counts when concluding fails', async () => {
    const path = join(folder, 'bare');
    const conclude = () => {
      throw new UsageError('the names do not fit');
    };
    await assert.rejects(keepTallies({ path, isFolder: true }, named('x'), fakeHost([]).host, conclude), UsageError);
    assert.equal(JSON.parse(readFileSync(join(path, 'x.json'), 'utf8')).sent, 7);
  });

  it('tells when a folder cannot be one, before and after the traffic', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    await assert.rejects(checkTallyPlace({ path, isFolder: true }), /^UsageError: --tally .*file: is a file, .* name a folder$/);
    await checkTallyPlace({ path, isFolder: false });
    await checkTallyPlace({ path: join(folder, 'new'), isFolder: true });
    const { host, stderr } = fakeHost([]);
    const { tallySaved } = await keepTallies({ path, isFolder: true }, named('x'), host, () => ({ tallies: [tally] }));
    assert.equal(tallySaved, false);
    assert.match(stderr.text, /^weighbridge: --tally .*x\.json: cannot be written \(/);
  });
});
