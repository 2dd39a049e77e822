import { describe, it } from 'node:test';
import fc from 'fast-check';
import { alternativeEffect, minimumDetectableShifts, requestsToDetect } from '../../../harness/stats/detectable-shift.ts';
import { effectiveTolerance } from '../../../harness/stats/effective-tolerance.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { assertClose } from './close.ts';

const LAMBDA = 17.81416439937859;

describe('requestsToDetect and minimumDetectableShifts', () => {
  it('give the numbers of the specification', () => {
    const split = splitOf([80n, 20n]);
    assertClose(requestsToDetect(split, effectiveTolerance(split, 5), LAMBDA), 1140.1065215602298, 1e-12);
    assertClose(minimumDetectableShifts(split, 1000, LAMBDA)[0] ?? 0, 0.05338788536644409, 1e-12);
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.double({ min: 0.01, max: 0.4, noNaN: true }), (percent, points) => {
        const split = splitOf([BigInt(percent), BigInt(100 - percent)]);
        const tolerance = effectiveTolerance(split, points);
        const n = requestsToDetect(split, tolerance, LAMBDA);
        assertClose(Math.min(...minimumDetectableShifts(split, n, LAMBDA)), Math.min(...tolerance.shares), 1e-9);
      }),
    );
  });
});

describe('alternativeEffect', () => {
  it('is 0 for the same shares and 1/64 for 80 : 20 becoming 75 : 25', () => {
    assertClose(alternativeEffect(splitOf([80n, 20n]), [75n, 25n]), 1 / 64, 1e-13);
    assertClose(alternativeEffect(splitOf([80n, 20n]), [4n, 1n]), 0, 0);
  });
});
