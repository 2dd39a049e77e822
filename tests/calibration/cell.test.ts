import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactCell, exactMeanCell, simulatedCell, simulatedMeanCell } from './cell.ts';

test('an exact cell fits what it rounds to', () => {
  assert.deepEqual(exactCell(0.00855, '0.9'), { text: '0.855', published: '0.9', fits: true });
  assert.equal(exactCell(0.0076, '0.9').fits, false);
  assert.equal(exactCell(Number.NaN, '0.9').fits, false);
  assert.equal(exactCell(0.5).fits, true);
});

test('a simulated cell fits within five standard errors and not far beyond', () => {
  assert.deepEqual(simulatedCell(50, 100, '50'), { text: '~50', published: '50', fits: true });
  assert.equal(simulatedCell(80, 100, '50').fits, false);
  assert.equal(simulatedCell(0, 1000, '0').fits, true);
  assert.equal(simulatedCell(1000, 1000, '100').fits, true);
  assert.equal(simulatedCell(980, 1000, '100').fits, false);
  assert.equal(simulatedCell(900, 1000, '99.9').fits, false);
  assert.equal(simulatedCell(970, 1000, '100', 0.03).fits, true);
  assert.equal(simulatedCell(940, 1000, '100', 0.03).fits, false);
});

test('means fit within rounding and slack, or within their own error', () => {
  assert.equal(exactMeanCell(5318, '5313', 0.002).fits, true);
  assert.equal(exactMeanCell(5350, '5313', 0.002).fits, false);
  assert.equal(simulatedMeanCell([90, 110, 95, 105], '100', 1).fits, true);
  assert.equal(simulatedMeanCell([90, 110, 95, 105], '130', 1).fits, false);
});
