import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonStatistic } from '../../../harness/stats/pearson.ts';
import { standardizedResiduals } from '../../../harness/stats/residuals.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

describe('standardizedResiduals', () => {
  it('square to X² when there are two versions', () => {
    const weighed = weigh([760, 240], splitOf([4n, 1n]));
    const [first = 0, second = 0] = standardizedResiduals(weighed);
    assertClose(first ** 2, pearsonStatistic(weighed), 1e-13);
    assertClose(first, -second, 1e-13);
  });

  it('points at the version that is off', () => {
    const residuals = standardizedResiduals(weigh([300, 580, 120], splitOf([3n, 6n, 1n])));
    assert.equal(Math.max(...residuals.map(Math.abs)), residuals[2]);
  });

  it('is 0 where nothing can vary', () => {
    assert.deepEqual(standardizedResiduals(weigh([5], splitOf([1n]))), [0]);
    assert.deepEqual(standardizedResiduals(weigh([0, 0], splitOf([1n, 1n]))), [0, 0]);
  });
});
