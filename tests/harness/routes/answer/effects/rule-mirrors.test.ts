import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawnPercent } from '../../../../../harness/routes/answer/effects/rule-mirrors.ts';

describe('drawnPercent', () => {
  for (const [numerator, denominator, text] of [
    [0, 100, '0'],
    [20, 100, '20'],
    [100, 100, '100'],
    [125, 10_000, '1.25'],
    [10_000, 10_000, '100'],
    [5, 10_000, '0.05'],
    [200_000, 1_000_000, '20'],
    [333_333, 1_000_000, '33.3333'],
    [1, 1_000_000, '0.0001'],
    [1_000_000, 1_000_000, '100'],
  ] as const) {
    it(`${numerator} of ${denominator} is ${text} %`, () =>
      assert.equal(drawnPercent({ numerator, denominator, text: 'as written' }), text));
  }
});
