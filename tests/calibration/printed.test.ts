import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agrees, percentText } from './printed.ts';

test('a value agrees with what it is rounded to, once or twice, and with nothing else', () => {
  for (const [value, printed] of [
    [0.6126, '0.6'],
    [92.348, '92.4'],
    [7.44e-21, '7e-21'],
    [99.957, '99.96'],
    [99.6, '100'],
  ] as const)
    assert.ok(agrees(value, printed), `${value} is printed as ${printed}`);
  for (const [value, printed] of [
    [0.67, '0.6'],
    [7.44e-21, '8e-21'],
    [7e-20, '7e-21'],
    [99.94, '99.96'],
    [99.4, '100'],
    [Number.NaN, '1'],
  ] as const)
    assert.ok(!agrees(value, printed), `${value} is not printed as ${printed}`);
});

test('percentages never round to certainty', () => {
  assert.equal(percentText(0, 1), '0 %');
  assert.equal(percentText(1, 0), '100 %');
  assert.equal(percentText(1, 7e-23), 'over 99.99 %');
  assert.equal(percentText(3e-9, 1), 'under 0.01 %');
  assert.equal(percentText(0.9986, 0.0014), '99.86 %');
  assert.equal(percentText(0.0014, 0.9986), '0.14 %');
  assert.equal(percentText(0.068, 0.932), '6.8 %');
});
