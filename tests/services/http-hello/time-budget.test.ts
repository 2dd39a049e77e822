import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backendBudgetMs, budgetMs, grpcBudgetMs } from '../../../services/http-hello/time-budget.ts';

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

test('over gRPC a pause is taken off what the caller left, and a deadline leaves a tenth for the way back', () => {
  const rows: [number, string | undefined, number, number, number][] = [
    [15_000, undefined, 0, Number.POSITIVE_INFINITY, 15_000],
    [15_000, '900', 0, Number.POSITIVE_INFINITY, 900],
    [15_000, '900', 300, Number.POSITIVE_INFINITY, 600],
    [15_000, '900', 901, Number.POSITIVE_INFINITY, 0],
    [15_000, 'abc', 60_000, Number.POSITIVE_INFINITY, 15_000],
    [15_000, '900', 0, 500, 450],
    [200, '900', 0, 500, 200],
    [200, undefined, 0, -5, 0],
  ];
  for (const [own, received, pausedMs, untilDeadline, expected] of rows) {
    assert.equal(grpcBudgetMs(own, received, { pausedMs, untilDeadline }), expected);
  }
});

test('over gRPC the time is a whole number, never below none or above the own limit', () => {
  const times = fc.record({ pausedMs: fc.double({ min: 0, max: 1e6, noNaN: true }), untilDeadline: fc.double({ noNaN: true }) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600_000 }), fc.option(fc.string(), { nil: undefined }), times, (own, received, at) => {
      const budget = grpcBudgetMs(own, received, at);
      assert.ok(Number.isInteger(budget) && budget >= 0 && budget <= own);
    }),
  );
});
