import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FORMATS } from '../../../harness/report/formats.ts';
import { REPORTS } from './reports.ts';

const FOLDER = fileURLToPath(new URL('../../fixtures/report/', import.meta.url));
/** The formats whose texts are stored, by what their files are called; text has its own in tests/fixtures/reports. */
const STORED = { junit: 'junit.xml', markdown: 'md', github: 'github.txt' } as const;
const LOOK = { columns: 80, color: false, command: 'weighbridge verify --expect 80,20', made: 'weighbridge 0.1.0' };

// `node --import ./tests/property-seed.ts --test --test-update-snapshots tests/harness/report/stored.test.ts` writes them anew; read
// every changed one before committing it.
describe('a stored report', () => {
  for (const [name, report] of Object.entries(REPORTS))
    for (const [format, ending] of Object.entries(STORED))
      it(`${name}.${ending} is what ${format} says`, async (t) => {
        const text = await FORMATS[format]!.render(report, LOOK);
        t.assert.fileSnapshot(text, `${FOLDER}${name}.${ending}`, { serializers: [(value) => value] });
      });

  it('has no file without a report', () => {
    const expected = Object.keys(REPORTS).flatMap((name) => Object.values(STORED).map((ending) => `${name}.${ending}`));
    const others = ['junit.xsd'];
    assert.deepEqual(readdirSync(FOLDER).sort(), [...expected, ...others].sort());
  });
});
