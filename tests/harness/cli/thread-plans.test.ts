import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { threadPlans } from '../../../harness/cli/thread-plans.ts';
import { planFor } from './thread-plan-for.ts';

const arbitrary = fc
  .record({
    requests: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constant(Number.MAX_SAFE_INTEGER)),
    connections: fc.integer({ min: 1, max: 200 }),
    warmupRequests: fc.nat(100),
    ratePerSecond: fc.option(fc.double({ min: 1e-3, max: 1e6, noNaN: true })),
    threads: fc.integer({ min: 1, max: 64 }),
  })
  .map(({ threads, ...plan }) => ({
    plan: planFor('tcp://127.0.0.1:9', plan),
    threads: Math.min(threads, plan.requests, plan.connections),
  }));

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('threadPlans', () => {
  it('divides so that nothing is lost and nothing is added', () => {
    fc.assert(
      fc.property(arbitrary, ({ plan, threads }) => {
        const parts = threadPlans(plan, threads);
        assert.equal(parts.length, threads);
        for (const field of ['requests', 'connections', 'warmupRequests'] as const)
          assert.equal(sum(parts.map((part) => part[field])), plan[field], field);
        const rates = parts.map(({ ratePerSecond }) => ratePerSecond);
        if (plan.ratePerSecond === null) assert.ok(rates.every((rate) => rate === null));
        else assert.ok(Math.abs(sum(rates.map(Number)) / plan.ratePerSecond - 1) < 1e-12);
      }),
    );
  });

  it('gives every thread a connection and a request, and none much more than another', () => {
    fc.assert(
      fc.property(arbitrary, ({ plan, threads }) => {
        const parts = threadPlans(plan, threads);
        for (const field of ['requests', 'connections', 'warmupRequests'] as const) {
          const counts = parts.map((part) => part[field]);
          assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, field);
          if (field !== 'warmupRequests') assert.ok(Math.min(...counts) >= 1, field);
          assert.deepEqual(
            counts,
            counts.toSorted((a, b) => b - a),
            'the first ones take the rest',
          );
        }
      }),
    );
  });

  it('numbers every request of the whole once: j × threads + t', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), (requests, most) => {
        const threads = Math.min(requests, most);
        const parts = threadPlans(planFor('tcp://127.0.0.1:9', { requests, connections: 20 }), threads);
        const numbers = parts.flatMap((part, thread) => Array.from({ length: part.requests }, (_, j) => j * threads + thread));
        assert.deepEqual(
          numbers.toSorted((a, b) => a - b),
          Array.from({ length: requests }, (_, index) => index),
        );
      }),
    );
  });

  it('lets the threads take turns at the pace of one', () => {
    const plan = planFor('tcp://127.0.0.1:9', { ratePerSecond: 3_000, requests: 7 });
    const dueMs = threadPlans(plan, 3).flatMap(({ requests, ratePerSecond, firstDueMs = 0 }) =>
      Array.from({ length: requests }, (_, j) => Math.round(1e6 * (firstDueMs + (j * 1000) / (ratePerSecond ?? 1)))),
    );
    assert.deepEqual(
      dueMs.toSorted((a, b) => a - b),
      Array.from({ length: 7 }, (_, index) => Math.round((1e6 * index) / 3)),
    );
  });

  it('leaves everything else as it is, apart from the wait for the target', () => {
    const plan = planFor('tcp://127.0.0.1:9', { durationMs: 7, timeoutMs: 8, readyTimeoutMs: 9, labelCap: 10 });
    const [first] = threadPlans(plan, 2);
    assert.deepEqual(first, { ...plan, requests: 25, connections: 2, readyTimeoutMs: 0 });
  });

  it('refuses a thread with nothing to do', () => {
    const plan = planFor('tcp://127.0.0.1:9', { requests: 3, connections: 2 });
    for (const threads of [0, -1, 1.5, 3]) assert.throws(() => threadPlans(plan, threads), RangeError);
  });
});
