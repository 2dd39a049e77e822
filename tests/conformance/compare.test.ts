import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareRecord, Simulated } from './compare.ts';

const none = { file: {}, own: undefined };
const fields = (got: Record<string, unknown>, want: Record<string, unknown>) =>
  compareRecord(got, want, none).map(({ field }) => field);

describe('compareRecord', () => {
  it('is exact about counts however large, and relative about the rest', () => {
    assert.deepEqual(fields({ n_plan: 10_000_000_001 }, { n_plan: 10_000_000_000 }), ['n_plan']);
    assert.deepEqual(fields({ n_equiv_real: 10_000_000_001 }, { n_equiv_real: 10_000_000_000 }), []);
    assert.deepEqual(fields({ lags: [{ lag: 1, z: 2 }] }, { lags: [{ lag: 1, z: 2.1 }] }), ['lags[0].z']);
  });

  it('compares tiny p-values by their logarithm only', () => {
    assert.deepEqual(fields({ p_chi2: 0, log10_p_chi2: -400 }, { p_chi2: 1e-300, log10_p_chi2: -400.1 }), ['log10_p_chi2']);
    assert.deepEqual(fields({ p_chi2: 0.5 }, { p_chi2: 1e-300 }), ['p_chi2']);
  });

  it('compares simulated p-values by standard errors, the estimate’s own included', () => {
    const got = { p: new Simulated(0.0105, 99_999), log10_p: new Simulated(0.0105, 99_999) };
    assert.deepEqual(fields(got, { p: 0.01, log10_p: -2 }), []);
    assert.deepEqual(fields(got, { p: 0.02 }), ['p']);
    assert.deepEqual(fields(got, { p: 0.013, se: 0.0006, reps: 30_000 }), []);
    assert.deepEqual(fields({ p: new Simulated(1e-5, 99_999) }, { p: 1e-12 }), []);
  });

  it('never accepts NaN, a missing field or a wrong length', () => {
    assert.deepEqual(fields({ x: Number.NaN, list: [1] }, { x: 0, y: 1, list: [1, 2] }), ['x', 'y', 'list']);
    assert.deepEqual(fields({ x: 0 }, { x: null }), ['x']);
    assert.deepEqual(fields({}, { x: null, exact: null }), []);
  });
});
