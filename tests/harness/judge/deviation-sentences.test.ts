import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { counting, expecting } from './given.ts';
import { sentences, withId } from './sentences.ts';

describe('deviation sentences', () => {
  it('name the version, its interval, the promise and the chance', () => {
    assert.deepEqual(sentences([80, 20], counting([760, 240])), [
      'M-FAIL FAIL. v2 got 24.0 % (99 % interval 20.6 to 27.6 %), expected 20 %. Chance of a deviation this large with correct weights: 0.16 %.',
    ]);
    assert.match(
      sentences([80, 20], counting([5487, 1639]), { tolerancePoints: 2 })[0] ?? '',
      /expected 20 % ± 2 pp\. Chance .* 2\.4e-10\.$/,
    );
  });

  it('name the version with the largest residual, and quote the interval of the report', () => {
    const found = judge(expecting([30, 60, 10]), counting([310, 540, 150]));
    const largest = found.residuals.reduce<number>(
      (best, r, i) => (Math.abs(r ?? 0) > Math.abs(found.residuals[best] ?? 0) ? i : best),
      0,
    );
    assert.match(
      found.message,
      new RegExp(`v${largest + 1} got 15\\.0 % \\(99 % interval ${((found.ci.lo[largest] ?? 0) * 100).toFixed(1)} to `),
    );
  });

  it('show as many digits as the deviation needs', () => {
    const all = sentences([80, 20], counting([80_120_000, 19_880_000]));
    assert.match(all[0] ?? '', /v2 got 19\.88 % \(99 % interval 19\.87 to 19\.89 %\), expected 20 %/);
    assert.deepEqual(withId('M-TINY', all), ['Statistically clear but only 0.12 pp. If that is acceptable set a tolerance.']);
    assert.deepEqual(withId('M-TINY', sentences([80, 20], counting([760, 240]))), []);
  });

  it('never print a chance of 0', () => {
    assert.match(sentences([80, 20], counting([0, 1_000_000]))[0] ?? '', /correct weights: [\d.]+e-\d+\.$/);
  });

  it('note a difference inside the tolerance', () => {
    assert.deepEqual(withId('M-NOTE', sentences([80, 20], counting([79_400, 20_600]), { tolerancePoints: 2 })), [
      'Different from 80/20 (p = 2.1e-6) but by 0.6 pp, inside your 2 pp tolerance.',
    ]);
  });
});
