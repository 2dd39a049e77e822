import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slowerLine } from '../../../harness/report/slower-line.ts';
import { judged, latencies } from './judged.ts';

/** Medians of v1 and v2, with so many answers each. */
const said = (v1Ms: number, v2Ms: number, changes: { readonly v2?: number; readonly groupBy?: string } = {}, sentMs?: number) =>
  slowerLine(
    judged({
      weights: { v1: '80', v2: '20', v3: '0' },
      counts: { v1: 800, v2: changes.v2 ?? 200, stranger: 150 },
      tally: { groupBy: changes.groupBy ?? 'word:1' },
      measured: {
        latency: [latencies('v1', v1Ms, 0, 0, 0), latencies('v2', v2Ms, 0, 0, 0), latencies('stranger', 900, 0, 0, 0)],
        uncorrectedLatency: sentMs === undefined ? [] : [latencies('v1', v1Ms, 0, 0, 0), latencies('v2', sentMs, 0, 0, 0)],
      },
    }).gates[0]!,
  );

describe('slowerLine', () => {
  it('tells that a version is more than three times as slow as another', () => {
    assert.deepEqual(said(0.41, 12.4), ['v2 is slower than v1: median 12.4 ms against 0.41 ms']);
    assert.deepEqual(said(7, 2), ['v1 is slower than v2: median 7.00 ms against 2.00 ms']);
  });

  it('says nothing of less, of less than a millisecond, of few answers, and of strangers', () => {
    assert.deepEqual(said(2, 6), []);
    assert.deepEqual(said(0.1, 1), []);
    assert.deepEqual(said(0.41, 12.4, { v2: 99 }), []);
    assert.deepEqual(said(1, 1), []);
  });

  it('says nothing where slow answers are a version of their own', () => {
    for (const groupBy of ['latency:5ms', 'auto+latency:5ms']) assert.deepEqual(said(0.41, 12.4, { groupBy }), []);
  });

  it('compares from the real send where that is known', () => {
    assert.deepEqual(said(2, 50, {}, 2.1), []);
    assert.deepEqual(said(2, 3, {}, 50), ['v2 is slower than v1: median 50.0 ms against 2.00 ms']);
  });

  it('says nothing without latencies', () => {
    assert.deepEqual(slowerLine(judged({ weights: { a: '1', b: '1' }, counts: { a: 500, b: 500 } }).gates[0]!), []);
  });
});
