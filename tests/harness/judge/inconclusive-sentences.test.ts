import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { counting, expecting, labelled } from './given.ts';
import { sentences, withId } from './sentences.ts';

const first = (...args: Parameters<typeof sentences>): string => sentences(...args)[0] ?? '';

describe('inconclusive sentences', () => {
  it('say how many requests would settle the question', () => {
    assert.equal(
      first([80, 20], counting([8, 2]), { tolerancePoints: 2 }),
      'M-INCON INCONCLUSIVE. Not enough requests to confirm ±2 pp. Send about 7,126.',
    );
    assert.equal(
      first([50, 50], counting([2, 0])),
      'M-VACUOUS INCONCLUSIVE. With 2 requests no result could have failed. Send about 1,782.',
    );
    assert.equal(
      first([100, 0], counting([100]), { tolerancePoints: 1 }),
      'M-INCON INCONCLUSIVE. Not enough requests to exclude a leak of 1 pp. Send about 299.',
    );
    assert.match(
      first([80, 20], counting([7795, 2205]), { tolerancePoints: 2.4 }),
      /Different from 80\/20 \(p = 3e-7\), but not enough requests to tell whether by more than ±2\.4 pp\. Send about 20,000\.$/,
    );
  });

  it('never advise fewer than twice as many as were not enough', () => {
    const found = judge(expecting([80, 20], { tolerancePoints: 2 }), counting([7795, 2205]));
    assert.equal(found.verdict === 'INCONCLUSIVE' ? found.nPlan : 20_000, 20_000);
  });

  it('tell an empty run from one that only strangers answered', () => {
    assert.equal(first([80, 20], counting([])), 'M-NODATA INCONCLUSIVE. No request was counted, so there is nothing to judge.');
    const strangers = counting([], { labels: [labelled('x', 9)] });
    assert.match(
      first([80, 20], strangers, { allowUnknown: true }),
      /None of 9 requests was answered by a version with a weight above 0/,
    );
  });

  it('warn about low power, and decide by it when asked', () => {
    const text = '1,000 requests cannot reliably notice a shift below 5.3 pp. For 5 pp send 1,141, for 2 pp 7,126.';
    assert.deepEqual(withId('M-LOWPOWER', sentences([80, 20], counting([803, 197]))), [text]);
    assert.equal(first([80, 20], counting([803, 197]), { requirePower: true }), `M-LOWPOWER INCONCLUSIVE. ${text}`);
    assert.deepEqual(withId('M-LOWPOWER', sentences([80, 20], counting([913, 228]))), []);
    assert.deepEqual(withId('M-LOWPOWER', sentences([99, 1], counting([990, 10]))), [
      '1,000 requests cannot reliably notice a shift below 1.3 pp. For half of the smallest share send 7,055.',
    ]);
  });
});
