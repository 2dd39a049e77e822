import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sharesOverTime } from '../../../harness/judge/over-time.ts';
import type { OrderStatistics, StreamStatistics } from '../../../harness/model/order.ts';
import { confidenceBand } from '../../../harness/stats/confidence-band.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { expecting } from './given.ts';

/** A stream with a checkpoint after each request. */
const stream = (slots: readonly number[], width: number): StreamStatistics => {
  const counts = Array.from({ length: width }, () => 0);
  const cumulative = slots.map((slot) => {
    counts[slot] = (counts[slot] ?? 0) + 1;
    return [...counts];
  });
  return {
    n: slots.length,
    late: 0,
    spacing: 1,
    cumulative,
    sentAtMs: slots.map((_, i) => i),
    sendIndex: slots.map((_, i) => i),
  } as unknown as StreamStatistics;
};

const ordered = (streams: readonly StreamStatistics[], more: Partial<OrderStatistics> = {}): OrderStatistics => ({
  slots: ['v1', 'v2'],
  otherSlot: null,
  streams,
  connections: null,
  clients: [],
  ...more,
});

describe('shares over time', () => {
  it('are those of every prefix while there are few requests', () => {
    const points = sharesOverTime(expecting([80, 20]), ordered([stream([0, 0, 1, 0], 2)]), true);
    assert.deepEqual(
      points.map(({ n, atMs, shares }) => [n, atMs, shares]),
      [
        [1, 0, [1, 0]],
        [2, 1, [1, 0]],
        [3, 2, [2 / 3, 1 / 3]],
        [4, 3, [0.75, 0.25]],
      ],
    );
    const band = confidenceBand(splitOf([4n, 1n]), [3, 1], 4, 0.01);
    assert.deepEqual([points[3]?.lo, points[3]?.hi], [band.lo, band.hi]);
  });

  it('have no band where requests are not decided one by one', () => {
    const [point] = sharesOverTime(expecting([80, 20]), ordered([stream([0], 2)]), false);
    assert.deepEqual(
      [point?.lo, point?.hi],
      [
        [null, null],
        [null, null],
      ],
    );
  });

  it('leave out strangers and versions of weight zero', () => {
    const order = ordered([stream([0, 1, 2, 2, 0], 3)], { slots: ['v1', 'v3', 'v9'] });
    const points = sharesOverTime(expecting([1, 1, 0]), order, true);
    assert.deepEqual(points.at(-1)?.shares, [1, 0, null]);
    assert.equal(points.at(-1)?.n, 2);
  });

  it('are not drawn without an order, nor where it does not tell the versions apart', () => {
    assert.deepEqual(sharesOverTime(expecting([1, 1]), null, true), []);
    const others = ordered([stream([0, 1], 2)], { slots: ['v1', 'others'], otherSlot: 1 });
    assert.deepEqual(sharesOverTime(expecting([1, 1]), others, true), []);
    assert.deepEqual(sharesOverTime(expecting([1, 1]), ordered([stream([], 2)]), true), []);
  });

  it('grow to the counts of all streams, in at most 60 points', () => {
    const slots = fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.array(slots, { minLength: 1, maxLength: 3 }), (all) => {
        const points = sharesOverTime(expecting([1, 1]), ordered(all.map((one) => stream(one, 2))), true);
        const n = all.flat().length;
        assert.ok(points.length <= 60);
        assert.equal(points.at(-1)?.n ?? 0, n);
        const hits = all.flat().filter((slot) => slot === 0).length;
        if (n > 0) assert.ok(Math.abs((points.at(-1)?.shares[0] ?? -1) - hits / n) < 1e-12);
        for (const [i, point] of points.entries()) {
          assert.ok(point.n > (points[i - 1]?.n ?? 0));
          for (const version of [0, 1]) {
            const [lo, share, hi] = [point.lo[version] ?? 2, point.shares[version] ?? -1, point.hi[version] ?? -1];
            assert.ok(lo <= share && share <= hi);
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
