import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FORMATS } from '../../../harness/report/formats.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

describe('FORMATS', () => {
  it('gives every file ending to one format only', () => {
    const endings = Object.values(FORMATS).flatMap(({ extensions }) => extensions);
    assert.equal(new Set(endings).size, endings.length);
  });

  it('ends every report with one newline and tells the verdict in it', async () => {
    for (const format of Object.values(FORMATS))
      for (const given of Object.values(CASES)) {
        const report = judged(given);
        const text = await format.render(report, { columns: 80, color: false });
        assert.match(text, /[^\n]\n$/);
        assert.ok(text.includes(report.verdict));
      }
  });
});
