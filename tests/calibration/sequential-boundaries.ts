import { weigh } from '../../harness/stats/deviations.ts';
import { DEFAULT_CONCENTRATIONS, lnEvidence } from '../../harness/stats/e-process.ts';
import { effectiveTolerance, isBeyond } from '../../harness/stats/effective-tolerance.ts';
import type { SequentialRule } from '../../harness/stats/sequential-rule.ts';
import { splitOf } from '../../harness/stats/split.ts';
import { edgeRatios } from '../../harness/stats/sprt.ts';

/**
 * Where a sequential run of two versions stops after n requests, as counts of the first version: FAIL up to `failUpTo` and
 * from `failFrom`, PASS from `passFrom` to `passTo`. −1, n + 1 and an empty range where nothing stops.
 */
export interface Boundary {
  readonly failUpTo: number;
  readonly failFrom: number;
  readonly passFrom: number;
  readonly passTo: number;
}

/** The largest count at which `holds`, which is true up to some count and false after it; looks near `guess` first. */
const lastWhere = (holds: (count: number) => boolean, guess: number): number => {
  let last = guess;
  while (!holds(last)) {
    last -= 1;
  }
  while (holds(last + 1)) {
    last += 1;
  }
  return last;
};

/** The rule of STATISTICS 5.3 for two versions, from the product's own evidence, tolerance and edge ratios. */
const stops = ({ units, alpha, beta, tolerancePoints }: SequentialRule) => {
  const split = splitOf(units);
  const tolerance = tolerancePoints === null ? null : effectiveTolerance(split, tolerancePoints);
  const fails = (count: number, n: number): boolean => {
    const weighed = weigh([count, n - count], split);
    return (
      lnEvidence(weighed, DEFAULT_CONCENTRATIONS) >= -Math.log(alpha) && (tolerance === null || isBeyond(weighed, tolerance))
    );
  };
  const ratios = (count: number, n: number) => (tolerance === null ? null : edgeRatios([count, n - count], n, split, tolerance));
  const [share = 0] = split.shares;
  return { fails, ratios, share, enough: -Math.log(beta), firstPass: Math.ceil(10 / Math.min(...split.shares) - 1e-9) };
};

/**
 * The boundaries after 1, 2, … `most` requests. FAIL is two outer ranges and PASS one inner range of counts, because the
 * evidence is log-convex and the edge ratios are linear in the count; a test holds `judgeSequence` against them.
 */
export function* boundaries(rule: SequentialRule, most: number): Generator<Boundary> {
  const { fails, ratios, share, enough, firstPass } = stops(rule);
  let [failUpTo, firstKept, tooFew, passTo] = [-1, 0, -1, 0];
  for (let n = 1; n <= most; n += 1) {
    const middle = n * share;
    failUpTo = lastWhere((count) => count < 0 || (count < middle && fails(count, n)), failUpTo);
    // Counted from above, the other side is the same question.
    const keptUpTo = (kept: number): boolean => kept < middle || (kept <= n && !fails(kept, n));
    firstKept = lastWhere(keptUpTo, Math.min(n, firstKept));
    if (ratios(0, n) === null || n < firstPass) {
      yield { failUpTo, failFrom: firstKept + 1, passFrom: 0, passTo: -1 };
      continue;
    }
    tooFew = lastWhere((count) => count < 0 || (count <= n && (ratios(count, n)?.below[0] ?? 0) < enough), tooFew);
    passTo = lastWhere((count) => count < 0 || (count <= n && (ratios(count, n)?.above[0] ?? 0) >= enough), passTo);
    yield { failUpTo, failFrom: firstKept + 1, passFrom: tooFew + 1, passTo };
  }
}
