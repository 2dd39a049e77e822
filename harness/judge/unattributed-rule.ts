import type { Rule } from '../model/expectation.ts';
import { unattributedBounds } from '../stats/unattributed-bounds.ts';
import type { Judged } from './judged.ts';
import { type Ending, shareEnding, testTolerance } from './share-rule.ts';
import { testShares } from './share-test.ts';

/** Up to this share of requests without a version is ignored: too few to matter, and their number is printed. */
export const IGNORED_SHARE = 0.001;

/** What the requests without a version do to the verdict. */
export type UnattributedEffect = 'none' | 'ignored' | 'could-change-verdict';

/**
 * Requests without a version are not dropped silently, because failures are usually not independent of the version (STATISTICS 0.2).
 * `ending` is the verdict that ignores them. They leave it in doubt when the least favourable assignment to one version would end
 * otherwise; a FAIL that no assignment rescues stays a FAIL.
 */
export const unattributedEffect = (judged: Judged, rule: Rule, ending: Ending, looksForLeaks: boolean): UnattributedEffect => {
  const { unattributed, weighed, deff, nAll } = judged;
  if (unattributed === 0) {
    return 'none';
  }
  const { lnPBest, worst } = unattributedBounds(weighed, unattributed, deff);
  const beyondRescue = ending.reason === 'significant' && lnPBest < Math.log(rule.significance);
  if (beyondRescue || unattributed / (weighed.n + unattributed) <= IGNORED_SHARE) {
    return 'ignored';
  }
  const test = testShares(worst, rule, deff);
  const other = shareEnding(test, testTolerance({ weighed: worst, deff, nAll }, rule, looksForLeaks), rule.significance);
  return other.verdict === ending.verdict ? 'ignored' : 'could-change-verdict';
};
