import { clopperPearson } from '../stats/clopper-pearson.ts';
import type { Counted } from './counted.ts';

/** Risk of the interval that the failing share must agree with. */
const INTERVAL_RISK = 0.01;
/** A version that still gives more than this part of its good answers is not the one that is down. */
const STILL_HEALTHY = 0.5;

/**
 * The version that is probably behind the failures: the failing share matches its expected share, and its good answers are missing.
 * Returns its position, or null when none or more than one fits; a guess between two would send people the wrong way.
 */
export const suspectVersion = (counted: Counted): number | null => {
  const { failing, nAll, versions, active } = counted;
  if (failing === 0 || active.length < 2) {
    return null;
  }
  const { lo, hi } = clopperPearson(failing, nAll, INTERVAL_RISK);
  const fits = active.filter((i) => {
    const share = versions[i]?.share ?? 0;
    const good = (counted.counts[i] ?? 0) - (counted.failingCounts[i] ?? 0);
    return share >= lo && share <= hi && good <= STILL_HEALTHY * share * nAll;
  });
  return fits.length === 1 ? (fits[0] ?? null) : null;
};
