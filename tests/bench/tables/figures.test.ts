import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askedText, countText, figure, spreadText } from '../../../bench/tables/figures.ts';

test('figures have about three digits that say something', () => {
  const cases: readonly (readonly [number, string])[] = [
    [94_211.7, '94,212'],
    [213.4, '213'],
    [21.34, '21.3'],
    [2.134, '2.13'],
    [0.5, '0.50'],
    [0, '0.00'],
    [-119.48, '-119'],
  ];
  for (const [value, text] of cases) assert.equal(figure(value), text);
});

test('a count is a whole number', () => {
  assert.deepEqual([countText(64), countText(10_000_000)], ['64', '10,000,000']);
});

test('a spread is a median with its range', () => {
  assert.equal(spreadText({ median: 0.954, lowest: 0.9, highest: 1.02 }), '0.95 (0.90 to 1.02)');
});

test('what is asked is met on the line and missed below or above it', () => {
  assert.equal(askedText(0.9, { least: 0.9 }), '≥ 0.90: met');
  assert.equal(askedText(0.8999, { least: 0.9 }), '≥ 0.90: missed');
  assert.equal(askedText(1.2, { most: 1.2 }), '≤ 1.20: met');
  assert.equal(askedText(1.2001, { most: 1.2 }), '≤ 1.20: missed');
  assert.equal(askedText(5, {}), '');
});
