import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  createLatencyCounter,
  latencyCount,
  latencyQuantileMs,
  mergeLatency,
  NO_LATENCY,
  summarizeLatency,
} from '../../../harness/classify/latency.ts';

fc.configureGlobal({ seed: 20260131 });

const bucketsOf = (latenciesMs: readonly number[]) => {
  const counter = createLatencyCounter();
  for (const ms of latenciesMs) {
    counter.add(ms);
  }
  return counter.toBuckets();
};
const latency = fc.oneof(fc.double({ min: 0, max: 50, noNaN: true }), fc.double({ min: 0, max: 1e7, noNaN: true }));
const some = fc.array(latency, { minLength: 1, maxLength: 60 });

describe('latency', () => {
  it('gives every quantile within 2 % (or half a microsecond) of the exact one', () => {
    fc.assert(
      fc.property(some, fc.double({ min: 0, max: 1, noNaN: true }), (latenciesMs, quantile) => {
        const sorted = latenciesMs.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)]!;
        const found = latencyQuantileMs(bucketsOf(latenciesMs), quantile)!;
        assert.ok(Math.abs(found - exact) <= Math.max(0.000_51, 0.02 * exact), `${found} for ${exact}`);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps minimum and maximum exactly', () => {
    const buckets = bucketsOf([3.3333, 1.2345, 9.8765]);
    assert.deepEqual([latencyQuantileMs(buckets, 0), latencyQuantileMs(buckets, 1)], [1.2345, 9.8765]);
    assert.deepEqual([buckets.minMs, buckets.maxMs], [1.2345, 9.8765]);
  });

  it('merges as if it had been counted at once', () => {
    fc.assert(
      fc.property(fc.array(latency), fc.array(latency), fc.array(latency), (a, b, c) => {
        const whole = bucketsOf([...a, ...b, ...c]);
        assert.deepEqual(mergeLatency(mergeLatency(bucketsOf(a), bucketsOf(b)), bucketsOf(c)), whole);
        assert.deepEqual(mergeLatency(bucketsOf(a), mergeLatency(bucketsOf(b), bucketsOf(c))), whole);
        assert.equal(latencyCount(whole), a.length + b.length + c.length);
        assert.deepEqual(JSON.parse(JSON.stringify(whole)), whole);
      }),
    );
  });

  it('has nothing to say about nothing, and refuses what is no quantile', () => {
    assert.equal(latencyQuantileMs(NO_LATENCY, 0.5), null);
    assert.equal(summarizeLatency(NO_LATENCY), null);
    assert.deepEqual(bucketsOf([]), NO_LATENCY);
    for (const quantile of [-0.1, 1.1, Number.NaN]) {
      assert.throws(() => latencyQuantileMs(NO_LATENCY, quantile), RangeError);
    }
  });

  it('summarizes', () => {
    const summary = summarizeLatency(bucketsOf(Array.from({ length: 1000 }, (_, index) => index + 1)));
    assert.ok(summary !== null);
    for (const [found, exact] of [
      [summary.p50Ms, 500],
      [summary.p90Ms, 900],
      [summary.p99Ms, 990],
      [summary.p999Ms, 999],
    ] as const) {
      assert.ok(Math.abs(found - exact) <= 0.01 * exact);
    }
    assert.equal(summary.maxMs, 1000);
  });
});
