import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toleranceFor } from './tolerance.ts';

describe('toleranceFor', () => {
  it('starts from the default and widens by pattern', () => {
    assert.deepEqual(toleranceFor('chi2', {}, undefined), { rel: 1e-9, abs: 1e-12 });
    assert.deepEqual(toleranceFor('log_e', {}, undefined), { rel: 1e-8, abs: 1e-8 });
    assert.deepEqual(toleranceFor('exact.p', {}, undefined), { rel: 1e-6, abs: 1e-12 });
    assert.deepEqual(toleranceFor('exact.log10_p', {}, undefined), { rel: 1e-6, abs: 1e-9 });
    assert.deepEqual(toleranceFor('clopper_pearson_first', {}, undefined), { rel: 1e-9, abs: 1e-10 });
  });

  it('lets a file and a case override', () => {
    assert.equal(toleranceFor('chi2', { 'chi*': { rel: 1e-3 } }, undefined).rel, 1e-3);
    assert.deepEqual(toleranceFor('chi2', {}, { chi2: { rel: 1e-2, abs: 1 } }), { rel: 1e-2, abs: 1 });
    assert.equal(toleranceFor('chi2', {}, { chi2: 0.5 }).rel, 0.5);
    assert.equal(toleranceFor('g', {}, { chi2: 0.5 }).rel, 1e-9);
    assert.equal(toleranceFor('g', {}, 0.5).rel, 0.5);
    assert.equal(toleranceFor('exact.p', {}, { 'exact.*': { rel: 0.1 } }).rel, 0.1);
  });

  it('reads prose in a file’s table as prose', () => {
    assert.equal(toleranceFor('chi2', { 'n_*': 'exact integer', chi2: 'about right' }, undefined).rel, 1e-9);
  });
});
