import type { Expectation, ExpectedVersion } from '../model/expectation.ts';
import type { NegativeControl } from '../model/negative-control.ts';
import type { Tally } from '../model/tally.ts';
import type { GateVerdict, Message } from '../model/verdict.ts';
import { alternativeEffect } from '../stats/detectable-shift.ts';
import { integerRatio } from '../stats/integer-ratio.ts';
import { requiredNoncentrality } from '../stats/noncentral-chi-square.ts';
import { splitOf } from '../stats/split.ts';
import { judge } from './judge.ts';
import { printableText } from './name-text.ts';
import { pointsText, probabilityText, shareText, wholeText } from './number-text.ts';

/** What is moved when there is no tolerance, in points. */
const USUAL_SHIFT_POINTS = 10;
/** Points as exact integers: a share of 80 : 20 must become 70 : 30, not 69.99999. */
const UNITS_PER_SHARE = 10n ** 14n;
/** Who gets the moved share when only one version is named. */
const NOBODY = 'another version';
const MOST_WEIGHTS_SHOWN = 6;

/** An expectation that a right gateway does not meet, and how it was made. */
export interface WrongExpectation {
  readonly expectation: Expectation;
  readonly from: string;
  readonly to: string;
  readonly movedPp: number;
}

const nobody: ExpectedVersion = { name: NOBODY, weightText: '0', weight: 0n, share: 0 };

/** Position of the largest weight, and of the smallest above zero; with one active version, of one that gets nothing. */
const endsOf = (versions: readonly ExpectedVersion[]): { readonly most: number; readonly least: number } => {
  const active = versions.flatMap(({ weight }, i) => (weight > 0n ? [i] : []));
  const weightAt = (i: number): bigint => versions[i]?.weight ?? 0n;
  const most = active.reduce((best, i) => (weightAt(i) > weightAt(best) ? i : best));
  const others = active.filter((i) => i !== most);
  const idle = versions.findIndex((_, i) => i !== most);
  return { most, least: others.length === 0 ? idle : others.reduce((best, i) => (weightAt(i) <= weightAt(best) ? i : best)) };
};

/**
 * Moves the tolerance, or 10 points, from the largest to the smallest share; at most half of the largest, so that every version with
 * weight keeps some. The rule stays, but without the tolerance: a shift of exactly the tolerance lies on its edge, and a run can
 * only be asked to notice that, not to prove that it is beyond. Example: 80 : 20 becomes 70 : 30.
 */
export const wrongExpectation = (expectation: Expectation): WrongExpectation => {
  const { rule, totalWeight } = expectation;
  const versions = expectation.versions.length === 1 ? [...expectation.versions, nobody] : expectation.versions;
  const { most, least } = endsOf(versions);
  const [largest, total] = [(versions[most]?.weight ?? 0n) * UNITS_PER_SHARE, totalWeight * UNITS_PER_SHARE];
  const points = rule.tolerancePoints ?? USUAL_SHIFT_POINTS;
  const wanted = totalWeight * BigInt(Math.round(points * 1e12));
  const moved = wanted > largest / 2n ? largest / 2n : wanted;
  const weightOf = (i: number, weight: bigint): bigint =>
    weight * UNITS_PER_SHARE + (i === least ? moved : 0n) - (i === most ? moved : 0n);
  const wrong = versions.map((version, i) => {
    const weight = weightOf(i, version.weight);
    const share = integerRatio(weight, total);
    return { name: version.name, weightText: String(Number((share * 100).toPrecision(6))), weight, share };
  });
  return {
    expectation: {
      versions: wrong,
      totalWeight: total,
      rule: { ...rule, tolerancePoints: null, requirePower: false },
    },
    from: versions[most]?.name ?? '?',
    to: versions[least]?.name ?? '?',
    movedPp: integerRatio(moved * 100n, total),
  };
};

/**
 * Requests at which the wrong expectation fails a right gateway with probability 1 − `missRisk`: λ* / w² of exactly this
 * shift (STATISTICS 4.1).
 */
export const requestsForControl = (right: Expectation, missRisk: number): number => {
  const { expectation: wrong } = wrongExpectation(right);
  const active = wrong.versions.flatMap(({ weight }, i) => (weight > 0n ? [i] : []));
  const split = splitOf(active.map((i) => wrong.versions[i]?.weight ?? 1n));
  const truth = active.map((i) => right.versions[i]?.weight ?? 0n);
  const lambda = requiredNoncentrality(active.length - 1, wrong.rule.significance, missRisk);
  return Math.max(1, Math.ceil(lambda / alternativeEffect(split, truth)));
};

const cannotFailMessage = (control: NegativeControl, n: number): Message => {
  const shown = control.weights.map(({ p }) => shareText(p)).slice(0, MOST_WEIGHTS_SHOWN);
  const wrong = `${shown.join(' / ')}${control.weights.length > MOST_WEIGHTS_SHOWN ? ' / …' : ''}`;
  const moved = `${pointsText(control.movedPp)} moved from ${printableText(control.from)} to ${printableText(control.to)}`;
  const p = control.log10P === null ? '' : ` (p = ${probabilityText(control.log10P * Math.LN10)})`;
  return {
    id: 'M-CANNOTFAIL',
    text: `INCONCLUSIVE. The same ${wholeText(n)} requests would not have failed ${wrong} either, with ${moved}${p}: this gate could not have told the two apart. Send about ${wholeText(control.nNeeded)}.`,
  };
};

const withoutVerdict = ({ id, text }: Message): Message => ({ id, text: text.replace(/^PASS\. /, '') });

/** A PASS of a gate that would also have passed what is wrong is no answer. */
const demoted = (verdict: GateVerdict, control: NegativeControl): GateVerdict => {
  const message = cannotFailMessage(control, verdict.n);
  return {
    ...verdict,
    verdict: 'INCONCLUSIVE',
    reason: 'cannot-fail',
    nPlan: control.nNeeded,
    message: message.text,
    messages: [message, ...verdict.messages.map(withoutVerdict)],
  };
};

/**
 * The negative control (`--prove-it-can-fail`): judges the same tally by a deliberately wrong expectation, which must FAIL. When it does
 * not, a PASS becomes INCONCLUSIVE with reason `cannot-fail`; a FAIL has shown by itself that the gate can fail and stays.
 *
 * @param expectation what `verdict` was judged by, at the level it was judged at
 */
export const proveItCanFail = (
  expectation: Expectation,
  tally: Tally,
  verdict: GateVerdict,
): { readonly verdict: GateVerdict; readonly control: NegativeControl } => {
  const wrong = wrongExpectation(expectation);
  const found = judge(wrong.expectation, tally);
  const failed = found.verdict === 'FAIL';
  // Where several requests make one decision, so many more of them.
  const requestsPerDecision = verdict.nEff > 0 ? Math.max(1, verdict.n / verdict.nEff) : 1;
  const planned = Math.ceil(requestsForControl(expectation, expectation.rule.missRisk) * requestsPerDecision);
  const control: NegativeControl = {
    weights: found.weights.map(({ name, p }) => ({ name, p })),
    from: wrong.from,
    to: wrong.to,
    movedPp: wrong.movedPp,
    failed,
    p: found.p,
    log10P: found.log10P,
    nNeeded: failed ? planned : Math.max(planned, 2 * verdict.n),
  };
  return { verdict: verdict.verdict === 'PASS' && !failed ? demoted(verdict, control) : verdict, control };
};
