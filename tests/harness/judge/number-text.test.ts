import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chanceText,
  percentText,
  pointsText,
  probabilityText,
  shareText,
  statisticText,
  wholeText,
} from '../../../harness/judge/number-text.ts';

const table = (name: string, format: (value: number) => string, rows: readonly (readonly [number, string])[]): void => {
  describe(name, () => {
    for (const [value, text] of rows) {
      it(`${value} is ${text}`, () => assert.equal(format(value), text));
    }
  });
};

table('wholeText', wholeText, [
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234567, '1,234,567'],
  [9007199254740991, '9,007,199,254,740,991'],
  [7.1e281, '7.1e281'],
]);
table('percentText', percentText, [
  [0, '0 %'],
  [0.24, '24.0 %'],
  [0.01, '1.0 %'],
  [0.0016, '0.16 %'],
  [0.00001, '0.0010 %'],
  [1, '100.0 %'],
]);
table('shareText', shareText, [
  [0.2, '20 %'],
  [1 / 3, '33.33 %'],
  [0.001, '0.1 %'],
  [0, '0 %'],
  [1e-6, '0.00010 %'],
  [0.99, '99 %'],
]);
table('pointsText', pointsText, [
  [5.338, '5.3 pp'],
  [0.12, '0.12 pp'],
  [2, '2 pp'],
  [0.0001, '0.0001 pp'],
  [0, '0 pp'],
]);
table('statisticText', statisticText, [
  [0.05625, '0.056'],
  [0, '0.00'],
  [57.6, '57.60'],
  [3.84, '3.8'],
]);
table('probabilityText', (log10) => probabilityText(log10 * Math.LN10), [
  [Math.log10(0.8125), '0.81'],
  [0, '1'],
  [Math.log10(0.0016), '0.0016'],
  [Math.log10(3.2e-14), '3.2e-14'],
  [-400, '1e-400'],
  [-1_000_000.5, '3.2e-1000001'],
  [Math.log10(9.97e-5), '1e-4'],
]);
table('chanceText', (p) => chanceText(Math.log(p)), [
  [0.0016, '0.16 %'],
  [0.5, '50.0 %'],
  [3.2e-14, '3.2e-14'],
  [0.00002, '2e-5'],
]);
