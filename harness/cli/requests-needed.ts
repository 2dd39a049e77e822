import { makeExpectation } from '../expect/expectation.ts';
import { nameVersions } from '../expect/name-versions.ts';
import { partOfAlpha } from '../judge/many-gates.ts';
import { requestsForControl } from '../judge/negative-control.ts';
import { defaultRequests, minimumDetectableShift, planRequests } from '../judge/plan-requests.ts';
import type { Estimate, Need } from '../model/estimate.ts';
import type { Expectation } from '../model/expectation.ts';
import { complementOf } from './complement.ts';
import type { Question } from './question.ts';
import { checked } from './usage-error.ts';

/** Shifts that `plan` answers for when no tolerance is given, in points. */
const USUAL_SHIFTS_POINTS = [5, 2, 1];

/** A right gateway should hardly ever be left INCONCLUSIVE by its negative control. */
const CONTROL_MISS_RISK = 0.01;

/**
 * Requests that `verify` sends when nobody says otherwise: what notices a 5-point shift, or what proves the tolerance, at the part of
 * alpha that the gate has among `gates`; and with a negative control enough for that to fail.
 */
export function requestsFor(question: Question, gates = 1): number {
  const expectation = partOfAlpha(unnamedExpectation(question), gates);
  const usual = defaultRequests(expectation);
  return question.proveItCanFail
    ? Math.max(usual, requestsForControl(expectation, Math.min(expectation.rule.missRisk, CONTROL_MISS_RISK)))
    : usual;
}

/** What `weighbridge plan` answers; `requests` is `-n` or null. */
export function answerPlan(question: Question, requests: number | null): Estimate {
  const expectation = unnamedExpectation(question);
  const { rule, versions } = expectation;
  const weights = versions.map((version) => version.weight);
  const needs: readonly Need[] = (rule.tolerancePoints === null ? USUAL_SHIFTS_POINTS : [rule.tolerancePoints]).map((points) => {
    const needed = planRequests(weights, rule, points);
    return { points, effectivePoints: needed.effectiveDeltaPp, toNotice: needed.nDetect, toProve: needed.nEquiv };
  });
  const seen = requests === null ? null : minimumDetectableShift(weights, requests, rule);
  return {
    schema: 'weighbridge/plan/v1',
    weights: versions.map((version, i) => ({
      name: question.weights[i]?.name ?? question.labels?.[i] ?? null,
      weight: version.weightText,
      p: version.share,
    })),
    alpha: rule.significance,
    power: complementOf(rule.missRisk),
    deltaPp: rule.tolerancePoints,
    defaultRequests: defaultRequests(expectation),
    needs,
    sees: seen === null || requests === null ? null : { requests, mdsPp: seen.shiftPp, lowPower: seen.lowPower.includes(true) },
  };
}

/** The expectation before anything has answered: versions without a name get a placeholder, which planning never shows. */
function unnamedExpectation(question: Question): Expectation {
  const naming = checked(() => nameVersions({ weights: question.weights, labels: question.labels, observed: [] }));
  return makeExpectation(naming.named, question.rule);
}
