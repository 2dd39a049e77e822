import { minimumDetectableShift, planRequests } from '../../../harness/judge/plan-requests.ts';
import { chiSquareQuantile } from '../../../harness/stats/chi-square.ts';
import { alternativeEffect } from '../../../harness/stats/detectable-shift.ts';
import { chiSquarePower } from '../../../harness/stats/noncentral-chi-square.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import type { CaseInput } from '../input.ts';
import type { JsonRecord } from '../reference-file.ts';

const risksOf = (input: CaseInput) => ({ significance: input.number('alpha', 0.01), missRisk: input.number('beta', 0.05) });

/** Requests needed to detect and to prove (section 4.1, 4.3). */
export const plan = (input: CaseInput): JsonRecord => {
  const units = input.units();
  const points = input.tolerancePoints() ?? 5;
  const isActive = (_: number, i: number): boolean => (units[i] ?? 0n) > 0n;
  const active = typeof points === 'number' || points.length < units.length ? points : points.filter(isActive);
  const found = planRequests(units, risksOf(input), active, input.number('gamma', 0.1));
  return {
    effective_delta_pp: found.effectiveDeltaPp,
    lambda: found.lambda,
    n_detect_real: found.nDetectReal,
    n_detect: found.nDetect,
    n_equiv_real: found.nEquivReal,
    n_equiv: found.nEquiv,
    n_plan: found.nPlan,
  };
};

/** Minimum detectable shift at a given number (section 4.2). */
export const mds = (input: CaseInput): JsonRecord => {
  const found = minimumDetectableShift(input.units(), input.number('n'), risksOf(input));
  return {
    lambda: found.lambda,
    mds_pp: found.shiftPp,
    max_mds_pp: Math.max(...found.shiftPp),
    low_power: found.lowPower,
    warn: found.lowPower.some(Boolean),
  };
};

/** Power at an explicit alternative. */
export const power = (input: CaseInput): JsonRecord => {
  const units = input.units();
  const split = splitOf(units.filter((unit) => unit > 0n));
  const alternative = input.units('alternative').filter((_, i) => (units[i] ?? 0n) > 0n);
  const [n, alpha] = [input.number('n'), input.number('alpha', 0.01)];
  const effect = alternativeEffect(split, alternative);
  const df = split.units.length - 1;
  return {
    w: Math.sqrt(effect),
    lambda: n * effect,
    critical: chiSquareQuantile(alpha, df),
    power: chiSquarePower(n * effect, df, alpha),
    df,
  };
};
