import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { perRequest } from '../../../harness/judge/judged.ts';
import { shareEnding, testTolerance } from '../../../harness/judge/share-rule.ts';
import { testShares } from '../../../harness/judge/share-test.ts';
import { unattributedEffect } from '../../../harness/judge/unattributed-rule.ts';
import { counting, expecting, failed, ruleOf } from './given.ts';

const effect = (counts: number[], lost: number, tolerancePoints: number | null = null) => {
  const rule = ruleOf({ tolerancePoints });
  const tally = counting(counts, { failures: lost === 0 ? [] : [failed('timeout', lost)] });
  const judged = perRequest(countVersions(expecting([80, 20], rule), tally));
  const ending = shareEnding(testShares(judged.weighed, rule), testTolerance(judged, rule, true), rule.significance);
  return unattributedEffect(judged, rule, ending, true);
};

describe('unattributedEffect', () => {
  it('is none without such requests and ignored up to one in a thousand', () => {
    assert.equal(effect([800, 200], 0), 'none');
    assert.equal(effect([799_200, 199_800], 1000), 'ignored');
  });

  it('could change a pass when all of them on one version would fail it', () => {
    assert.equal(effect([803, 165], 30), 'could-change-verdict');
    assert.equal(effect([803, 197], 2), 'ignored');
  });

  it('leaves a failure that no assignment rescues', () => assert.equal(effect([500, 500], 60), 'ignored'));

  it('looks at the tolerance too', () => {
    assert.equal(effect([5712, 1414], 300, 2), 'could-change-verdict');
    assert.equal(effect([57_120, 14_140], 100, 2), 'ignored');
  });
});
