import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { effectiveTolerance, isBeyond } from '../../../harness/stats/effective-tolerance.ts';
import { equivalenceTest } from '../../../harness/stats/equivalence.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

const split = splitOf([80n, 20n]);

describe('equivalenceTest', () => {
  it('mirrors the two sides for two versions', () => {
    const { lnPAbove, lnPBelow } = equivalenceTest(weigh([5712, 1414], split), effectiveTolerance(split, 2));
    assertClose(lnPAbove[0] ?? 0, lnPBelow[1] ?? 1, 1e-9);
    assertClose(Math.exp(lnPAbove[0] ?? 0), 3.362123241868988e-5, 1e-9);
  });

  it('never proves what the estimate contradicts', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.nat(20_000),
        fc.nat(5000),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (a, b, c, points) => {
          fc.pre(a + b + c > 0);
          const weighed = weigh([a, b, c], splitOf([5n, 4n, 1n]));
          const tolerance = effectiveTolerance(weighed.split, points);
          assert.ok(!(equivalenceTest(weighed, tolerance).lnP <= Math.log(0.5) && isBeyond(weighed, tolerance)));
        },
      ),
    );
  });

  it('gets easier with more requests and with more tolerance', () => {
    const lnP = (n: number, points: number) =>
      equivalenceTest(weigh([0.8 * n, 0.2 * n], split), effectiveTolerance(split, points)).lnP;
    assert.ok(lnP(10_000, 2) < lnP(1000, 2));
    assert.ok(lnP(1000, 5) < lnP(1000, 2));
  });

  it('proves nothing without requests', () => {
    assert.equal(equivalenceTest(weigh([0, 0], split), effectiveTolerance(split, 2)).lnP, 0);
  });

  it('counts requests for less by the design effect, in real numbers', () => {
    const ten = equivalenceTest(weigh([8000, 2000], split), effectiveTolerance(split, 2), 10);
    const plain = equivalenceTest(weigh([800, 200], split), effectiveTolerance(split, 2));
    assertClose(ten.lnP, plain.lnP, 1e-12);
    const between = equivalenceTest(weigh([8000, 2000], split), effectiveTolerance(split, 2), 9.7).lnP;
    assert.ok(between < ten.lnP && Number.isFinite(between));
  });
});
