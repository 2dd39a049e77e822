import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { groupProblem } from '../../../harness/classify/group-problem.ts';
import { naiveOrder } from './naive-order.ts';

const ORDER = naiveOrder(Array.from('aababbbaab', (label, index) => ({ label, connection: index % 3, sentAtMs: 0 })));
const GROUPS = ORDER.connections!;
const TOTALS = ORDER.clients[0]!.counts;

describe('groupProblem', () => {
  it('finds nothing wrong with true statistics, and lets answers be missing', () => {
    assert.equal(groupProblem(GROUPS, TOTALS), null);
    assert.equal(groupProblem(GROUPS, [50, 50]), null);
  });

  for (const [what, changes, reason] of [
    ['a missing vote', { votes: [1, 1] }, /^\.votes is not 2 counts that add up to the 3 groups$/],
    ['votes for fewer slots', { votes: [3] }, /^\.votes is not 2 counts/],
    ['no group of two', { sumSize: 3 }, /^\.sumSize is not above the number of groups/],
    ['sizes too alike', { sumSizeSquared: 33 }, /^\.sumSizeSquared cannot come from 3 groups of 10 requests$/],
    ['sizes too different', { sumSizeSquared: 101 }, /^\.sumSizeSquared cannot come/],
    ['inverses too small', { sumInverseSize: 0.89 }, /^\.sumInverseSize cannot come/],
    ['inverses too large', { sumInverseSize: 3.1 }, /^\.sumInverseSize cannot come/],
    ['too many equal pairs', { samePairs: GROUPS.sumSizeSquared - 9 }, /^\.samePairs is more than the pairs of all groups$/],
    ['too few in the main versions', { sumLargest: 2 }, /^\.sumLargest is not between 3 and 10$/],
    ['too many in the main versions', { sumLargest: 11 }, /^\.sumLargest is not between 3 and 10$/],
    ['a missing row', { products: [[1, 2]] }, /^\.products is not 2 rows of 2 numbers$/],
    [
      'a table that is not symmetric',
      { products: GROUPS.products.with(0, [3, 2.1]) },
      /^\.products\[0\] is not the same as column 0$/,
    ],
    [
      'more requests than there were',
      { products: GROUPS.products.map((row) => row.map((value) => 2 * value)) },
      /^\.products\[0\] adds up to more than the 5 answers of slot 0$/,
    ],
    [
      'fewer requests than sizes',
      { products: GROUPS.products.map((row) => row.map((value) => value / 2)) },
      /^\.products do not add up to the 10 requests of all groups$/,
    ],
  ] as const) {
    it(`finds ${what}`, () => assert.match(groupProblem({ ...GROUPS, ...changes }, TOTALS) ?? 'nothing', reason));
  }
});
