import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allFinite } from '../../../harness/judge/finite.ts';

describe('allFinite', () => {
  it('returns a sound record unchanged', () => {
    const record = { p: 0.5, list: [1, null], text: 'NaN', nested: { none: null } };
    assert.equal(allFinite(record, 'verdict'), record);
  });

  it('names the first number that is not finite, however deep', () => {
    assert.throws(() => allFinite({ ci: { lo: [0, Number.NaN] } }, 'verdict'), /verdict\.ci\.lo\.1 is NaN/);
    assert.throws(() => allFinite({ log10P: Number.NEGATIVE_INFINITY }, 'verdict'), /log10P is -Infinity/);
  });
});
