import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  counted,
  expectedText,
  intervalText,
  latencyText,
  pCell,
  pHolmCell,
  signed,
} from '../../../harness/report/number-text.ts';
import { pValue } from '../../../harness/report/numbers.ts';

describe('cells of numbers', () => {
  for (const [found, expected] of [
    [pCell(0.81, Math.log10(0.81)), '0.81'],
    [pCell(3.2e-14, Math.log10(3.2e-14)), '3.2e-14'],
    [pCell(0, -8688.3), '< 1e-300 (log10 p = -8688.3)'],
    [pCell(null, null), '–'],
    [pHolmCell(0), '< 1e-300'],
    [pHolmCell(0.5), '0.50'],
    [pHolmCell(null), '–'],
    [intervalText(0.5714, 0.6231), '57.1 % – 62.3 %'],
    [intervalText(null, 0.5), '–'],
    [expectedText(0), '0'],
    [expectedText(0.4), '0.4'],
    [expectedText(1200.4), '1,200'],
    [signed(-0.523, 2), '−0.52'],
    [signed(0.79, 2), '+0.79'],
    [signed(-0.001, 2), '0.00'],
    [latencyText(0.0421), '0.0421'],
    [latencyText(38.16), '38.2'],
    [latencyText(999.7), '1,000'],
    [latencyText(1204.2), '1,204'],
    [counted(1, 'request'), '1 request'],
    [counted(2000, 'request'), '2,000 requests'],
  ] as const)
    it(expected, () => assert.equal(found, expected));

  it('say the same p as every other format', () => {
    fc.assert(
      fc.property(fc.double({ min: -400, max: 0, noNaN: true }), (log10P) => {
        const sentence = pValue(10 ** log10P, log10P);
        assert.ok([`p = ${pCell(10 ** log10P, log10P)}`, `p ${pCell(10 ** log10P, log10P)}`].includes(sentence));
      }),
    );
  });
});
