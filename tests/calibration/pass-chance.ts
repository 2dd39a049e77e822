import { expecting } from '../harness/judge/given.ts';
import type { Acceptance } from './rival.ts';
import type { Truth } from './truth.ts';
import { exactRates, judged } from './verdict-rates.ts';

/** PASS happens in principle, however rarely: what is too rare to be judged must not turn into "never". */
const possible = (probability: number): number => Math.max(probability, Number.MIN_VALUE);

/**
 * Chance that weighbridge says PASS; FAIL and INCONCLUSIVE are both not accepted. An exact sum, cheap while at most two
 * versions with a weight answer.
 *
 * One answer of a version with weight zero is a FAIL whatever the shares, so only runs without any are judged; their requests
 * are split among the others as if nothing leaked.
 */
export const passChance = (
  promised: readonly number[],
  truth: Truth,
  requests: number,
  tolerancePoints: number | null,
): Acceptance => {
  const leak = truth.reduce((sum, share, i) => sum + (promised[i] === 0 ? share : 0), 0);
  const clean = (1 - leak) ** requests;
  const withoutLeak = truth.map((share, i) => (promised[i] === 0 ? 0 : share / (1 - leak)));
  const [rates] = exactRates(judged(expecting(promised, { tolerancePoints })), requests, [withoutLeak]);
  const { PASS, FAIL, INCONCLUSIVE } = rates ?? { PASS: Number.NaN, FAIL: Number.NaN, INCONCLUSIVE: Number.NaN };
  return { accepted: possible(clean * PASS), rejected: possible(1 - clean + clean * (FAIL + INCONCLUSIVE)) };
};
