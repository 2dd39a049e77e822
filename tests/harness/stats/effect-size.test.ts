import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weigh } from '../../../harness/stats/deviations.ts';
import { effectSize } from '../../../harness/stats/effect-size.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('effectSize', () => {
  it('gives Cohen’s w, total variation and the largest deviation', () => {
    const effect = effectSize(weigh([760, 240], splitOf([4n, 1n])));
    assertClose(effect.cohenW, 0.1, 1e-13);
    assertClose(effect.totalVariation, 0.04, 1e-13);
    assertClose(effect.maxDeviationPoints, 4, 1e-13);
    assertClose(effect.cohenWAdjusted, Math.sqrt(9 / 1000), 1e-13);
  });

  it('takes off what chance alone adds, never below 0', () => {
    assert.equal(effectSize(weigh([803, 197], splitOf([4n, 1n]))).cohenWAdjusted, 0);
  });

  it('does not grow with the number of requests', () => {
    const small = effectSize(weigh([76, 24], splitOf([4n, 1n])));
    const large = effectSize(weigh([76e12, 24e12], splitOf([4n, 1n])));
    assertClose(small.cohenW, large.cohenW, 1e-13);
  });

  it('takes off more where requests are not independent', () => {
    const [weighed, deff] = [weigh([760, 240], splitOf([4n, 1n])), 4];
    assertClose(effectSize(weighed, deff).cohenWAdjusted, Math.sqrt(6 / 1000), 1e-13);
    assertClose(effectSize(weighed, deff).cohenW, 0.1, 1e-13);
  });
});
