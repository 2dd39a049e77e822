import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PARTS } from '../../../bench/options.ts';
import { fillSection } from '../../../bench/tables/fill-section.ts';

const page = 'a\n<!-- generated: x -->\nold\n<!-- /generated -->\nb\n<!-- generated: y -->\n<!-- /generated -->\nc\n';

test('only the named section changes, and $ is no pattern', () => {
  const filled = fillSection(page, 'x', "new $& $'");
  assert.equal(
    filled,
    page.replace('old', () => "new $& $'"),
  );
  assert.equal(fillSection(filled, 'x', 'old'), page);
  assert.equal(fillSection(page, 'y', '1'), page.replace('y -->\n', 'y -->\n1\n'));
});

test('a section that is not there is named', () => {
  assert.throws(() => fillSection(page, 'z', '1'), /generated: z/);
});

test('the README has a section for every part', () => {
  const readme = readFileSync(new URL('../../../bench/README.md', import.meta.url), 'utf8');
  for (const part of PARTS) assert.notEqual(fillSection(readme, part, 'new text'), readme);
});
