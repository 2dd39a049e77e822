import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leakIsWithin, shareEnding, testTolerance } from '../../../harness/judge/share-rule.ts';
import { testShares } from '../../../harness/judge/share-test.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { ruleOf } from './given.ts';

const weighed = weigh([803, 197], splitOf([4n, 1n]));
const test = testShares(weighed, ruleOf());
const all = (counts: typeof weighed, nAll: number, deff = 1) => ({ weighed: counts, nAll, deff });
const tolerance = testTolerance(all(weighed, 1000), ruleOf({ tolerancePoints: 2 }), true);

describe('shareEnding', () => {
  const at = (p: number, within: boolean, beyond: boolean) =>
    shareEnding({ ...test, lnP: Math.log(p) }, tolerance === null ? null : { ...tolerance, within, beyond }, 0.01).reason;

  it('follows the table of the specification, row by row', () => {
    assert.equal(at(0.001, false, true), 'significant-and-beyond-tolerance');
    assert.equal(at(0.5, true, false), 'within-tolerance');
    assert.equal(at(0.001, true, false), 'within-tolerance-although-different');
    assert.equal(at(0.001, false, false), 'different-but-unclear-if-beyond-tolerance');
    assert.equal(at(0.5, false, false), 'not-enough-data');
    assert.equal(at(0.5, false, true), 'not-enough-data');
  });

  it('fails strictly below alpha in plain mode', () => {
    assert.equal(shareEnding({ ...test, lnP: Math.log(0.01) }, null, 0.01).verdict, 'PASS');
    assert.equal(shareEnding({ ...test, lnP: Math.log(0.00999) }, null, 0.01).verdict, 'FAIL');
  });
});

describe('testTolerance', () => {
  it('is null without a tolerance', () => assert.equal(testTolerance(all(weighed, 1000), ruleOf(), true), null));

  it('needs an unseen leak to be inside the tolerance as well', () => {
    const rule = ruleOf({ tolerancePoints: 2, missRisk: 0.05 });
    const plenty = weigh([80_000, 20_000], splitOf([4n, 1n]));
    assert.equal(testTolerance(all(plenty, 100), rule, true)?.within, false);
    assert.equal(testTolerance(all(plenty, 100), rule, false)?.within, true);
    assert.equal(testTolerance(all(plenty, 149), rule, true)?.within, true);
    assert.equal(testTolerance(all(plenty, 298, 2), rule, true)?.within, true);
    assert.equal(testTolerance(all(plenty, 296, 2), rule, true)?.within, false);
  });

  it('counts requests for less when they are not independent', () => {
    const rule = ruleOf({ tolerancePoints: 2 });
    const enough = weigh([5712, 1414], splitOf([4n, 1n]));
    assert.equal(testTolerance(all(enough, 7126), rule, true)?.within, true);
    assert.equal(testTolerance(all(enough, 7126, 10), rule, true)?.within, false);
  });
});

describe('leakIsWithin', () => {
  it('compares the bound with the tolerance', () => {
    assert.deepEqual(
      [148, 149].map((n) => leakIsWithin(n, ruleOf({ tolerancePoints: 2 }))),
      [false, true],
    );
    assert.equal(leakIsWithin(1e9, ruleOf()), false);
  });
});
