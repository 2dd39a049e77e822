import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backendBudgetMs, budgetMs } from '../../../services/http-hello/time-budget.ts';

test('the smaller of the own limit and what the caller left', () => {
  assert.equal(budgetMs(15_000, undefined), 15_000);
  assert.equal(budgetMs(15_000, '300'), 300);
  assert.equal(budgetMs(200, '300'), 200);
  for (const nonsense of ['', '-1', '1e3', '1.5', 'abc', '9'.repeat(30)]) assert.equal(budgetMs(500, nonsense), 500);
});

test('a chain of any length runs out of time from its far end, and a loop ends', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600_000 }), (limitMs) => {
      let [left, hops] = [limitMs, 0];
      while (left > 0) {
        const next = budgetMs(limitMs, String(backendBudgetMs(left)));
        assert.ok(next < left);
        [left, hops] = [next, hops + 1];
      }
      assert.ok(hops < 200);
    }),
    { seed: 10 },
  );
});
