import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { comparisonTable, fillSection } from '../../scripts/readme-sections.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README compares with the numbers that npm run readme writes', () => {
  assert.equal(readme, fillSection(readme, 'comparison', comparisonTable()));
});

test('the table says what the README is about', () => {
  for (const line of [
    '| 75 : 25, 5 points off | 99.86 % | over 99.99 % | 44.2 % | 6.8 % | under 0.01 % |',
    '| 90 : 10 : 0, a dead backend | 0 % | over 99.99 % |',
    '| 69.65 : 29.85 : 0.5, a leak | 56.7 % |',
  ]) {
    assert.ok(readme.includes(line), line);
  }
});
