import type { Expectation } from '../model/expectation.ts';
import type { SequentialFindings } from '../model/sequential.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict } from '../model/verdict.ts';
import { holm } from '../stats/holm.ts';
import { judge } from './judge.ts';
import { poolSequential } from './pool-sequential.ts';

/** One of the gates of a run. */
export interface GateInput {
  readonly expectation: Expectation;
  readonly tally: Tally;
  /** What early stopping found at `partOfAlpha`, one record per merged part; empty for a size that was fixed beforehand. */
  readonly sequential: readonly SequentialFindings[];
}

/** A gate judged beside the others. */
export interface JudgedGate {
  /** `alpha` is the risk that was asked for, which all gates share. */
  readonly verdict: GateVerdict;
  /** Holm-adjusted p-value, below alpha exactly where the shares differ; null for a gate that tested no shares. */
  readonly pHolm: number | null;
  /** The expectation with the part of alpha that this gate was judged at: the same tally judged by it gives the same verdict. */
  readonly judgedBy: Expectation;
}

/** A gate on its way: what it was judged by last, and how that ended. */
interface Standing extends GateInput {
  readonly index: number;
  readonly judgedBy: Expectation;
  readonly verdict: GateVerdict;
}

/** Judged for good, with its adjusted p-value. */
interface Ranked extends Standing {
  readonly pHolm: number | null;
}

type Numbered = GateInput & { readonly index: number };

/**
 * The expectation at alpha / `divisor`; how p is found depends on alpha / `testDivisor`. Undivided, it stays as it is. A gate that stops
 * early must know its part before the first request: alpha divided by the number of gates (Bonferroni).
 */
export const partOfAlpha = (expectation: Expectation, divisor: number, testDivisor = divisor): Expectation => {
  const { rule } = expectation;
  const parts = { significance: rule.significance / divisor, testSignificance: rule.significance / testDivisor };
  return divisor === 1 && testDivisor === 1 ? expectation : { ...expectation, rule: { ...rule, ...parts } };
};

/** Judges one gate by this expectation, whatever else is in its run. */
export const judgeOne = (judgedBy: Expectation, { tally, sequential }: Pick<GateInput, 'tally' | 'sequential'>): GateVerdict =>
  judge(judgedBy, tally, sequential.length === 0 ? null : poolSequential(judgedBy, sequential));

const judgeAt = (gate: Numbered, divisor: number, testDivisor = divisor): Standing => {
  const judgedBy = partOfAlpha(gate.expectation, divisor, testDivisor);
  return { ...gate, judgedBy, verdict: judgeOne(judgedBy, gate) };
};

/** False where no share was tested, whatever the level: such a gate cannot be a false alarm and takes no part of alpha. */
const testsShares = ({ verdict }: Standing): boolean =>
  verdict.method !== 'structural' && !['structural', 'no-data', 'could-not-measure'].includes(verdict.reason);

/** The gates that share alpha, and those that do not; each already judged. */
interface Parted {
  readonly family: readonly Standing[];
  readonly outside: readonly Standing[];
}

/**
 * Splits off the gates without a test, then those whose requests were too few for any result to fail at their part of alpha. A vacuous
 * gate stays out even if the parts grow by that: letting it in again would make them shrink again. `share` is the part of alpha that all
 * of them have together.
 */
const partFamily = (gates: readonly Numbered[], share: number): Parted => {
  const divisor = (members: number): number => members / share;
  const judged = gates.map((gate) => judgeAt(gate, divisor(gates.length)));
  const tested = judged.filter(testsShares);
  const untested = judged.filter((gate) => !testsShares(gate));
  const rejudged = untested.length === 0 ? tested : tested.map((gate) => judgeAt(gate, divisor(tested.length)));
  const family = rejudged.filter(({ verdict }) => verdict.reason !== 'vacuous');
  const vacuous = rejudged.filter(({ verdict }) => verdict.reason === 'vacuous');
  return {
    family: vacuous.length === 0 ? family : family.map((gate) => judgeAt(gate, divisor(family.length))),
    outside: [...untested.map((gate) => judgeAt(gate, 1)), ...vacuous],
  };
};

/**
 * Holm's step down (STATISTICS 9): the j-th smallest of m p-values is judged at alpha / (m − j + 1), equal ones alike, and everything
 * behind the first that is not significant at alpha / m. Gates that ask for different risks are ranked by p / alpha, which keeps the
 * risk of the run at the largest of them.
 */
const stepDown = (family: readonly Standing[], share: number): readonly Ranked[] => {
  const alphas = family.map(({ expectation }) => expectation.rule.significance);
  const largest = Math.max(...alphas);
  const relative = alphas.map((alpha) => alpha / largest);
  const scaled = family.map(({ verdict }, i) => (verdict.p ?? 1) / ((relative[i] ?? 1) * share));
  const adjusted = holm(scaled);
  return family.map((gate, i) => {
    const pHolm = (adjusted[i] ?? 1) * (relative[i] ?? 1);
    const before = scaled.filter((p) => p < (scaled[i] ?? 1)).length;
    const differs = pHolm < gate.expectation.rule.significance;
    const judged = differs && before > 0 ? judgeAt(gate, (family.length - before) / share, family.length / share) : gate;
    return { ...judged, pHolm };
  });
};

/** Gates that stopped early were decided at alpha / m, all gates counted: they had to know it beforehand. */
const early = (gates: readonly Numbered[], all: number): readonly Ranked[] =>
  gates.map((gate) => {
    const judged = judgeAt(gate, all);
    return { ...judged, pHolm: testsShares(judged) ? Math.min(1, all * (judged.verdict.p ?? 1)) : null };
  });

/**
 * Judges the gates of one run together, so that a run whose gates are all right is failed with probability alpha at most, however many
 * gates it has. Each gate is decided by the same `judge` at its part of alpha: first all at alpha / m, which fixes how p is found, then
 * the significant ones at what Holm's procedure leaves them. Beside gates that stop early, at alpha / m each, the others have the rest
 * of alpha together. A single gate is judged exactly as `judge` does. The order of the gates does not matter. Throws a RangeError as
 * `judge` does.
 */
export const judgeGates = (gates: readonly GateInput[]): readonly JudgedGate[] => {
  const numbered = gates.map((gate, index) => ({ ...gate, index }));
  const fixed = numbered.filter(({ sequential }) => sequential.length === 0);
  const share = fixed.length / gates.length;
  const { family, outside } = partFamily(fixed, share);
  const judged: readonly Ranked[] = [
    ...stepDown(family, share),
    ...outside.map((gate) => ({ ...gate, pHolm: null })),
    ...early(
      numbered.filter(({ sequential }) => sequential.length > 0),
      gates.length,
    ),
  ];
  return judged
    .toSorted((a, b) => a.index - b.index)
    .map(({ expectation, judgedBy, verdict, pHolm }) => ({
      verdict: { ...verdict, alpha: expectation.rule.significance },
      pHolm,
      judgedBy,
    }));
};
