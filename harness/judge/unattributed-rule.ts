import type { Rule } from '../model/expectation.ts';
import { unattributedBounds } from '../stats/unattributed-bounds.ts';
import type { Counted } from './counted.ts';
import { type Ending, shareEnding, testTolerance } from './share-rule.ts';
import { testShares } from './share-test.ts';

/** Up to this share of requests without a version is ignored: too few to matter, and their number is printed. */
const IGNORED_SHARE = 0.001;

/** What the requests without a version do to the verdict. */
export type UnattributedEffect = 'none' | 'ignored' | 'could-change-verdict';

/**
 * Requests without a version are not dropped silently, because failures are usually not independent of the version (STATISTICS 0.2).
 * `ending` is the verdict that ignores them. They leave it in doubt when the least favourable assignment to one version would end
 * otherwise; a FAIL that no assignment rescues stays a FAIL.
 */
export const unattributedEffect = (counted: Counted, rule: Rule, ending: Ending, looksForLeaks: boolean): UnattributedEffect => {
  const { unattributed, weighed, n, nAll } = counted;
  if (unattributed === 0) {
    return 'none';
  }
  const { lnPBest, worst } = unattributedBounds(weighed, unattributed);
  const beyondRescue = ending.reason === 'significant' && lnPBest < Math.log(rule.significance);
  if (beyondRescue || unattributed / (n + unattributed) <= IGNORED_SHARE) {
    return 'ignored';
  }
  const test = testShares(worst, rule);
  const other = shareEnding(test, testTolerance(worst, rule, nAll, looksForLeaks), rule.significance);
  return other.verdict === ending.verdict ? 'ignored' : 'could-change-verdict';
};
