import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heterogeneityTest } from '../../../harness/stats/heterogeneity.ts';
import { assertClose } from './close.ts';

describe('heterogeneityTest', () => {
  it('has the moments of the reference', () => {
    const found = heterogeneityTest(1000, { groups: 8, sumInverseSize: 8 / 125 }, [750, 250]);
    assertClose(found?.mean ?? 0, 7.007007007007007, 1e-12);
    assertClose(found?.variance ?? 0, 13.911146508474703, 1e-12);
  });

  it('is null where nothing can be compared', () => {
    assert.equal(heterogeneityTest(0, { groups: 2, sumInverseSize: 1.5 }, [2, 1]), null);
    assert.equal(heterogeneityTest(0, { groups: 1, sumInverseSize: 0.01 }, [50, 50]), null);
    assert.equal(heterogeneityTest(0, { groups: 2, sumInverseSize: 0.04 }, [100]), null);
    assert.equal(heterogeneityTest(100, { groups: 100, sumInverseSize: 100 }, [50, 50]), null);
  });
});
