import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { likelihoodRatioTest } from '../../../harness/stats/likelihood-ratio.ts';
import { pearsonStatistic } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('likelihoodRatioTest', () => {
  it('counts a version that got nothing', () => {
    assertClose(likelihoodRatioTest(weigh([1000, 0], splitOf([4n, 1n]))).statistic, 446.2871026284195, 1e-13);
  });

  it('is 0 without requests and for a perfect hit', () => {
    assert.equal(likelihoodRatioTest(weigh([0, 0], splitOf([4n, 1n]))).statistic, 0);
    assert.equal(likelihoodRatioTest(weigh([4, 1], splitOf([4n, 1n]))).statistic, 0);
  });

  it('meets Pearson’s statistic for small deviations of many requests', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2000, max: 2000 }), (shift) => {
        const weighed = weigh([800_000_000 + shift, 200_000_000 - shift], splitOf([4n, 1n]));
        assertClose(likelihoodRatioTest(weighed).statistic, pearsonStatistic(weighed), 1e-4, 1e-15);
      }),
    );
  });

  it('is divided by the design effect', () => {
    const weighed = weigh([760, 240], splitOf([4n, 1n]));
    assertClose(likelihoodRatioTest(weighed, 4).statistic, likelihoodRatioTest(weighed).statistic / 4, 1e-13);
  });
});
