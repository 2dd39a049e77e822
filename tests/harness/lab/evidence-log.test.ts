import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { openEvidenceLog } from '../../../harness/lab/evidence-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'weighbridge-evidence-'));
after(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'shadows.log');

test('lines of several pods are whole, however their pieces come', async () => {
  const piece = fc.tuple(fc.nat({ max: 2 }), fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (pieces) => {
      rmSync(path, { force: true });
      const log = openEvidenceLog(path);
      const writers = [log.writer(), log.writer(), log.writer()];
      for (const [pod, text] of pieces) writers[pod]!(text);
      await log.close();
      const said = writers.map((_, pod) => pieces.map(([who, text]) => (who === pod ? text : '')).join(''));
      const lines = said.flatMap((text) => text.split('\n').slice(0, -1));
      assert.deepEqual(readFileSync(path, 'utf8').split('\n').slice(0, -1).sort(), lines.sort());
    }),
    { numRuns: 50 },
  );
});

test('what stands in the file already stays, and closing twice does nothing', async () => {
  writeFileSync(path, 'before\n');
  const log = openEvidenceLog(path);
  log.writer()('after\n');
  await Promise.all([log.close(), log.close()]);
  await log.close();
  assert.equal(readFileSync(path, 'utf8'), 'before\nafter\n');
});

test('what a pod says after the end is left out', async () => {
  rmSync(path, { force: true });
  const log = openEvidenceLog(path);
  await log.close();
  log.writer()('late\n');
  assert.equal(readFileSync(path, 'utf8'), '');
});

test('a file that cannot be written is told, and can still be closed', async () => {
  const log = openEvidenceLog(join(folder, 'missing', 'shadows.log'));
  assert.match(await log.failed, /^the log of the mirrors cannot be written: ENOENT/);
  await log.close();
});
