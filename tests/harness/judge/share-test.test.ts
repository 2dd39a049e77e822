import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { testShares } from '../../../harness/judge/share-test.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { splitOf } from '../../../harness/stats/split.ts';

const rule = { significance: 0.01, method: 'auto', seed: '1' } as const;

describe('testShares', () => {
  it('decides by the method the expected counts ask for', () => {
    assert.equal(testShares(weigh([803, 197], splitOf([4n, 1n])), rule).method, 'chi2');
    assert.equal(testShares(weigh([10, 5], splitOf([4n, 1n])), rule).method, 'exact');
    assert.equal(testShares(weigh([120, 60, 14, 3, 3], splitOf([60n, 30n, 8n, 1n, 1n])), rule).method, 'mc');
  });

  it('lets a rule force a method, and all three agree within their errors', () => {
    const weighed = weigh([310, 590, 100], splitOf([3n, 6n, 1n]));
    const [chi2 = 0, exact = 0, mc = 0] = (['chi2', 'exact', 'mc'] as const).map((method) =>
      Math.exp(testShares(weighed, { ...rule, method }).lnP),
    );
    assert.ok(Math.abs(chi2 - exact) < 0.02 && Math.abs(mc - exact) < 0.01);
  });

  it('shows the exact p-value of two versions beside the chi-square', () => {
    const { method, exact, monteCarlo } = testShares(weigh([803, 197], splitOf([4n, 1n])), rule);
    assert.equal(method, 'chi2');
    assert.ok(exact !== null && monteCarlo === null);
  });

  it('says so when a forced exact test is out of reach', () => {
    const weighed = weigh([1e6, 1e6, 1e6], splitOf([1n, 1n, 1n]));
    assert.throws(() => testShares(weighed, { ...rule, method: 'exact' }), /use mc or auto/);
  });
});
