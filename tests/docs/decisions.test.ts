import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../docs/decisions/', import.meta.url);
const files = readdirSync(folder).sort();

test('decisions are numbered without gaps', () => {
  assert.deepEqual(
    files.map((file) => file.slice(0, 4)),
    files.map((_, i) => String(i + 1).padStart(4, '0')),
  );
});

for (const file of files) {
  test(`${file} has a title, a status, a date, and the alternatives`, () => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    assert.match(file, /^\d{4}-[a-z0-9-]+\.md$/);
    assert.match(text, /^# .+\n\nStatus: (accepted|replaced by \d{4})\nDate: \d{4}-\d{2}-\d{2}\n\n/);
    assert.match(text, /\n## Alternatives\n/);
  });
}
