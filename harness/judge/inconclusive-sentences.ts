import type { Message } from '../model/verdict.ts';
import { pointsText, probabilityText, wholeText } from './number-text.ts';
import { PLAIN_SHIFT_POINTS, planRequests } from './plan-requests.ts';
import { requestsText, type Scene, unitsText, weightsText } from './scene.ts';

/** What to send so many of: more requests on the same connections would be more of the same votes. */
const sendText = ({ figures, findings }: Scene): string => {
  const { unit, deff } = findings.judged;
  const number = wholeText(figures.nPlan);
  if (unit === 'request' || deff > 1) {
    return `Send about ${number}${deff > 1 ? `, on as many more ${unit}s` : ''}.`;
  }
  return unit === 'connection'
    ? `Send about ${number}, each on a connection of its own.`
    : `Ask from about ${number} different clients.`;
};

export const noDataMessage = ({ figures }: Scene): Message => ({
  id: 'M-NODATA',
  text:
    figures.nAll === 0
      ? 'INCONCLUSIVE. No request was counted, so there is nothing to judge.'
      : `INCONCLUSIVE. None of ${requestsText(figures.nAll)} was answered by a version with a weight above 0, so there is no split to judge.`,
});

export const vacuousMessage = (scene: Scene): Message => ({
  id: 'M-VACUOUS',
  text: `INCONCLUSIVE. With ${unitsText(scene, scene.findings.judged.n)} no result could have failed. ${sendText(scene)}`,
});

/** Tolerance mode without an answer, and what would give one. */
export const notEnoughMessage = (scene: Scene): Message => {
  const { figures, findings, decision } = scene;
  const points = pointsText(figures.deltaPp ?? 0);
  if (findings.counted.active.length === 1) {
    return { id: 'M-INCON', text: `INCONCLUSIVE. Not enough requests to exclude a leak of ${points}. ${sendText(scene)}` };
  }
  if (decision.reason === 'different-but-unclear-if-beyond-tolerance') {
    const differs = `Different from ${weightsText(scene)} (p = ${probabilityText(findings.test?.lnP ?? 0)})`;
    return {
      id: 'M-INCON',
      text: `INCONCLUSIVE. ${differs}, but not enough requests to tell whether by more than ±${points}. ${sendText(scene)}`,
    };
  }
  return { id: 'M-INCON', text: `INCONCLUSIVE. Not enough requests to confirm ±${points}. ${sendText(scene)}` };
};

/** What this run could not have seen (STATISTICS 3.1), with the numbers that would. */
export const lowPowerMessage = (scene: Scene): Message => {
  const { findings, figures, decision } = scene;
  const decides = decision.reason === 'low-power';
  const n = unitsText(scene, findings.judged.n);
  if (findings.counted.active.length === 1) {
    const text = `${n} cannot exclude a leak of ${PLAIN_SHIFT_POINTS} pp. ${decides ? sendText(scene) : `For 1 pp send ${wholeText(figures.nPlan)}.`}`;
    return { id: 'M-LOWPOWER', text: decides ? `INCONCLUSIVE. ${text}` : text };
  }
  const weights = findings.counted.weighed.split.units;
  const needed = (points: number): string =>
    wholeText(Math.ceil(planRequests(weights, findings.planningRule, points).nDetect * findings.judged.deff));
  const shift = pointsText(Math.max(...(findings.detectable?.shiftPp ?? [0])));
  const { unit, deff } = findings.judged;
  const what = unit === 'request' ? '' : deff > 1 ? `, on as many more ${unit}s` : `, each on a ${unit} of its own`;
  const advice = `For ${PLAIN_SHIFT_POINTS} pp send ${needed(PLAIN_SHIFT_POINTS)}, for 2 pp ${needed(2)}${what}.`;
  const capped = `For half of the smallest share send ${needed(2)}${what}.`;
  const text = `${n} cannot reliably notice a shift below ${shift}. ${needed(PLAIN_SHIFT_POINTS) === needed(2) ? capped : advice}`;
  return { id: 'M-LOWPOWER', text: decides ? `INCONCLUSIVE. ${text}` : text };
};
