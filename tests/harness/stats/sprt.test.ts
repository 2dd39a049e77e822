import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { effectiveTolerance } from '../../../harness/stats/effective-tolerance.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { edgeRatios } from '../../../harness/stats/sprt.ts';
import { assertClose } from './close.ts';

const split = splitOf([80n, 20n]);
const tolerance = effectiveTolerance(split, 2);

describe('edgeRatios', () => {
  it('duplicates the first version’s pair in the second of two', () => {
    const { above, below, least } = edgeRatios([5712, 1414], 7126, split, tolerance);
    assertClose(above[0] ?? 0, below[1] ?? 1, 1e-10);
    assertClose(least, 7.935566023964376, 1e-10);
  });

  it('grows for a right split and falls for one at the edge', () => {
    const least = (n: number, share: number): number => edgeRatios([share * n, (1 - share) * n], n, split, tolerance).least;
    assert.ok(least(20_000, 0.8) > least(2000, 0.8));
    assert.ok(least(20_000, 0.82) < 0);
  });

  it('is a supermartingale at the edge: its exponential gains nothing on average', () => {
    const gain = (p: number): number =>
      p * Math.exp(edgeRatios([1, 0], 1, split, tolerance).above[0] ?? 0) +
      (1 - p) * Math.exp(edgeRatios([0, 1], 1, split, tolerance).above[0] ?? 0);
    assertClose(gain(0.82), 1, 1e-12);
    assert.ok(gain(0.85) < 1 && gain(0.8) > 1);
  });
});
