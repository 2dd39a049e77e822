import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { defaultRequests, minimumDetectableShift, planRequests } from '../../../harness/judge/plan-requests.ts';
import { expecting } from './given.ts';

const risks = { significance: 0.01, missRisk: 0.05 };

describe('planRequests', () => {
  it('gives the table of the specification', () => {
    const rows: readonly [units: bigint[], five: number, two: number, one: number][] = [
      [[50n, 50n], 1782, 11_134, 44_536],
      [[80n, 20n], 1141, 7126, 28_503],
      [[90n, 10n], 642, 4009, 16_033],
      [[30n, 60n, 10n], 1983, 12_390, 49_560],
      [[99n, 1n], 7055, 7055, 7055],
    ];
    for (const [units, ...wanted] of rows) {
      assert.deepEqual(
        [5, 2, 1].map((points) => planRequests(units, risks, points).nPlan),
        wanted,
      );
    }
  });

  it('plans a single version for a leak, and leaves zero weights out', () => {
    assert.deepEqual([planRequests([5n, 0n], risks, 1).nPlan, planRequests([5n, 0n], risks, 1).lambda], [299, null]);
    assert.equal(planRequests([90n, 0n, 10n], risks, 5).nPlan, 642);
  });

  it('needs more requests for less tolerance and less risk', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0.1, max: 20, noNaN: true }), (percent, points) => {
        const units = [BigInt(percent), BigInt(100 - percent)];
        const { nPlan } = planRequests(units, risks, points);
        assert.ok(planRequests(units, risks, points / 2).nPlan >= nPlan);
        assert.ok(planRequests(units, { ...risks, missRisk: 0.01 }, points).nPlan >= nPlan);
        assert.ok(planRequests(units, { ...risks, significance: 0.001 }, points).nPlan >= nPlan);
      }),
      { numRuns: 20 },
    );
  });

  it('takes one tolerance per version', () => {
    assert.equal(planRequests([80n, 20n], risks, [5, 5]).nDetect, 1141);
  });
});

describe('defaultRequests', () => {
  it('sees five points, proves a tolerance, or sees a one per cent leak', () => {
    assert.equal(defaultRequests(expecting([80, 20])), 1141);
    assert.equal(defaultRequests(expecting([80, 20], { tolerancePoints: 2 })), 7126);
    assert.equal(defaultRequests(expecting([100, 0])), 299);
    assert.equal(defaultRequests(expecting([100], { tolerancePoints: 2 })), 149);
  });
});

describe('minimumDetectableShift', () => {
  it('warns where five points, or nothing at all on a small version, would go unnoticed', () => {
    assert.deepEqual(minimumDetectableShift([80n, 20n], 1141, risks).lowPower, [false, false]);
    assert.deepEqual(minimumDetectableShift([80n, 20n], 1000, risks).lowPower, [true, true]);
    assert.deepEqual(minimumDetectableShift([99n, 1n], 1763, risks).lowPower, [true, true]);
    assert.deepEqual(minimumDetectableShift([99n, 1n], 1764, risks).lowPower, [false, false]);
  });

  it('is the unseen leak for a single version', () => {
    const { shiftPp, lambda } = minimumDetectableShift([1n], 299, risks);
    assert.equal(lambda, null);
    assert.ok(Math.abs((shiftPp[0] ?? 0) - 1) < 0.01);
  });
});
