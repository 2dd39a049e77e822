import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { elapsed, latencyMs, percent, perSecond, pValue, risk, thousands } from '../../../harness/report/numbers.ts';

const cases = <A extends readonly unknown[]>(call: (...given: A) => string, table: readonly (readonly [A, string])[]) => {
  for (const [given, text] of table) it(`${given.join(', ')} -> ${text}`, () => assert.equal(call(...given), text));
};

describe('thousands', () => {
  cases(thousands, [
    [[0], '0'],
    [[999], '999'],
    [[1234567], '1,234,567'],
    [[Number.MAX_SAFE_INTEGER], '9,007,199,254,740,991'],
    [[1999.5], '2,000'],
  ]);
});

describe('percent', () => {
  cases(percent, [
    [[0], '0.0 %'],
    [[1], '100.0 %'],
    [[0.296], '29.6 %'],
    [[0.0055], '0.55 %'],
    [[0.0002], '0.020 %'],
    [[0.000001], '0.00010 %'],
    [[1e-15], '0.000000000000 %'],
  ]);
  it('is 0.0 only for nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (count) => {
        assert.ok(Number(percent(count / 1e9).replace(' %', '')) > 0);
      }),
      { seed: 5 },
    );
  });
});

describe('risk', () => {
  cases(risk, [
    [[0.01], '1 %'],
    [[0.95], '95 %'],
    [[0.05], '5 %'],
    [[0.000001], '0.0001 %'],
    [[0.29], '29 %'],
  ]);
});

describe('pValue', () => {
  cases(pValue, [
    [[1, 0], 'p = 1.0'],
    [[0.81, Math.log10(0.81)], 'p = 0.81'],
    [[0.001, -3], 'p = 0.0010'],
    [[3.2e-14, Math.log10(3.2e-14)], 'p = 3.2e-14'],
    [[9.96e-14, Math.log10(9.96e-14)], 'p = 1.0e-13'],
    [[0.00099999, Math.log10(0.00099999)], 'p = 1.0e-3'],
    [[0, -8688.31], 'p < 1e-300 (log10 p = -8688.3)'],
    [[1e-299, -299], 'p = 1.0e-299'],
  ]);
  it('is never printed as 0 and its mantissa is always from 1.0 to 9.9', () => {
    fc.assert(
      fc.property(fc.double({ min: -20_000, max: 0, noNaN: true }), (log10P) => {
        const text = pValue(10 ** log10P, log10P);
        assert.match(text, /^p (?:= (?:1\.0|0\.\d+|[1-9]\.\de-\d+)|< 1e-300 \(log10 p = -\d+\.\d\))$/);
        assert.doesNotMatch(text, /^p = 0\.0+$/);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe('latencyMs', () => {
  cases(latencyMs, [
    [[0], '0.000'],
    [[0.0412], '0.041'],
    [[0.0996], '0.10'],
    [[1.2345], '1.23'],
    [[9.996], '10.0'],
    [[12.34], '12.3'],
    [[99.96], '100'],
    [[1890.2], '1,890'],
  ]);
});

describe('perSecond', () => {
  cases(perSecond, [
    [[0.5], '0.5/s'],
    [[99.4321], '99.4/s'],
    [[200], '200/s'],
    [[4982.7], '4,983/s'],
  ]);
});

describe('elapsed', () => {
  cases(elapsed, [
    [[0], '0 ms'],
    [[90.4], '90 ms'],
    [[999.7], '1.0 s'],
    [[1500], '1.5 s'],
    [[59_960], '1.0 min'],
    [[90_000], '1.5 min'],
  ]);
});
