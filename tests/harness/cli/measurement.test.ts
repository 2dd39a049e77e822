import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { measurementOf } from '../../../harness/cli/measurement.ts';
import type { Tally } from '../../../harness/model/tally.ts';

const at = (ms: number) => ({ counts: { [ms * 1000]: 3 }, minMs: ms, maxMs: ms });
const typed = tallyFromCounts(['a', 'b'], [3, 3]);
const tally = (uncorrected: readonly number[]): Tally => ({
  ...typed,
  labels: typed.labels.map((label, i) => {
    const ms = uncorrected[i];
    return { ...label, latency: at(0.1), ...(ms === undefined ? {} : { uncorrected: at(ms) }) };
  }),
});

describe('measurementOf', () => {
  it('tells both latencies of an open loop', () => {
    const { latency, uncorrectedLatency } = measurementOf(tally([0.05, 0.06]));
    assert.deepEqual(
      [latency, uncorrectedLatency].map((rows) => rows.map(({ name, p50Ms, p999Ms, maxMs }) => [name, p50Ms, p999Ms, maxMs])),
      [
        [
          ['a', 0.1, 0.1, 0.1],
          ['b', 0.1, 0.1, 0.1],
        ],
        [
          ['a', 0.05, 0.05, 0.05],
          ['b', 0.06, 0.06, 0.06],
        ],
      ],
    );
  });

  it('tells no second latency unless every version has one', () => {
    assert.deepEqual(measurementOf(tally([])).uncorrectedLatency, []);
    assert.deepEqual(measurementOf(tally([0.05])).uncorrectedLatency, []);
  });

  it('tells the rate that was asked for and the one that was reached', () => {
    const pace = { ratePerSecond: 3 * (10 / 3 + 1e-14), sendingMs: 1_200, behindMs: 601, heldUpMs: 580, busyMs: 2 };
    assert.deepEqual(measurementOf({ ...typed, pace }).pace, {
      askedPerSecond: 10,
      sentPerSecond: 5,
      sendingMs: 1_200,
      behindMs: 601,
      heldUpMs: 580,
      busyMs: 2,
    });
    assert.equal(measurementOf({ ...typed, pace: { ...pace, sendingMs: 0 } }).pace?.sentPerSecond, 0);
  });

  it('tells no latency and no rate of typed-in counts', () => {
    const { latency, uncorrectedLatency, pace } = measurementOf(typed);
    assert.deepEqual([latency, uncorrectedLatency, pace], [[], [], null]);
  });
});
