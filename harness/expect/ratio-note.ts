import type { Weight } from '../model/expectation.ts';
import { exactWeights } from '../stats/exact-weights.ts';

const MOST_SHARES_SHOWN = 8;

/** A finite decimal text of a sum: exact for what people type, twelve digits at most. */
const sumText = (sum: number): string => String(Number(sum.toPrecision(12)));

/**
 * STATISTICS 0: weights are ratios, but a sum near 100 that is not 100 looks like percentages with a slip. Gives
 * `weights sum to 110; read as ratios 72.73 % / 27.27 %` for sums from 90 to 110 that are not within 0.1 of 100, else null.
 */
export const ratioNote = (weights: readonly Weight[]): string | null => {
  const { shares } = exactWeights(weights.map((weight) => weight.text));
  const sum = weights.reduce((total, weight) => total + Number(weight.text), 0);
  // 99.9 and 100.1 themselves count as 100, whatever binary rounding makes of the sum.
  if (sum < 90 || sum > 110 || Math.abs(sum - 100) <= 0.1 + 1e-9) {
    return null;
  }
  const shownShares = shares.slice(0, MOST_SHARES_SHOWN).map((share) => `${(share * 100).toFixed(2)} %`);
  const more = shares.length > MOST_SHARES_SHOWN ? ' / …' : '';
  return `weights sum to ${sumText(sum)}; read as ratios ${shownShares.join(' / ')}${more}`;
};
