import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lnChiSquareUpper } from '../../../harness/stats/chi-square.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { pearsonStatistic } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { unattributedBounds } from '../../../harness/stats/unattributed-bounds.ts';
import { assertClose } from './close.ts';

const split = splitOf([5n, 3n, 2n]);

/** X² of every way to assign `u` requests to three versions. */
const allAssignments = (counts: readonly number[], u: number): number[] => {
  const found: number[] = [];
  for (let a = 0; a <= u; a += 1) {
    for (let b = 0; a + b <= u; b += 1) {
      found.push(pearsonStatistic(weigh([(counts[0] ?? 0) + a, (counts[1] ?? 0) + b, (counts[2] ?? 0) + u - a - b], split)));
    }
  }
  return found;
};

describe('unattributedBounds', () => {
  it('bounds every assignment, and the worst is one of them', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(60)), fc.integer({ min: 1, max: 12 }), (counts, u) => {
        const all = allAssignments(counts, u);
        const { lnPBest, worst } = unattributedBounds(weigh(counts, split), u);
        assertClose(pearsonStatistic(worst), Math.max(...all), 1e-9, 1e-9);
        assert.ok(lnPBest >= lnChiSquareUpper(Math.min(...all), 2) - 1e-9);
      }),
    );
  });

  it('fills the shortest versions like water: a whole rescue is p = 1', () => {
    assertClose(unattributedBounds(weigh([50, 30, 10], split), 10).lnPBest, 0, 0, 1e-12);
    assertClose(unattributedBounds(weigh([50, 20, 20], split), 10).lnPBest, 0, 0, 1e-12);
  });

  it('divides by the design effect', () => {
    const weighed = weigh([500, 200, 300], split);
    assert.ok(unattributedBounds(weighed, 10, 5).lnPBest > unattributedBounds(weighed, 10).lnPBest);
  });
});
