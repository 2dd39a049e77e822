import type { Message } from '../model/verdict.ts';
import { percentText, pointsText, probabilityText, shareText, statisticText } from './number-text.ts';
import { countsText, nameAt, requestsText, type Scene, weightsText } from './scene.ts';

const sureText = (missRisk: number): string => shareText(1 - missRisk);

/** `chi-square 0.056, df 1, p = 0.81` or `exact test, p = 0.2`. */
const testText = (scene: Scene): string => {
  const p = `p = ${probabilityText(scene.findings.test?.lnP ?? 0)}`;
  const { method, chi2, df } = scene.figures;
  const names = {
    exact: 'exact test',
    mc: 'Monte Carlo test',
    structural: '',
    sequential: 'sequential test',
    chi2: `chi-square ${statisticText(chi2 ?? 0)}, df ${df}`,
  };
  return `${names[method]}, ${p}`;
};

/** What the run would have noticed; a PASS without this would promise more than was measured. */
const resolutionText = (scene: Scene): string => {
  const { detectable, counted, judged, rule } = scene.findings;
  const shifts = detectable?.shiftPp ?? [];
  const { shares, complements } = counted.weighed.split;
  const isPossible = shifts.some((shift, i) => shift < 100 * Math.max(shares[i] ?? 0, complements[i] ?? 0));
  return isPossible
    ? `A shift of ${pointsText(Math.max(...shifts))} or more would have been noticed with ${sureText(rule.missRisk)} probability; smaller ones may not.`
    : `So few ${judged.unit}s would not reliably have noticed any shift.`;
};

/** Plain mode: not proved different, together with what the run could have seen. */
export const plainPass = (scene: Scene): Message => {
  const { active, n } = scene.findings.counted;
  if (active.length === 1) {
    return {
      id: 'M-PASS',
      text: `PASS. ${n === 1 ? 'The only request' : `All ${requestsText(n)}`} went to ${nameAt(scene, active[0] ?? 0)}, the only version with weight.`,
    };
  }
  const found = `${countsText(scene)} ${scene.findings.counted.weighed.counts.length > 6 ? 'are' : 'is'} consistent with ${weightsText(scene)} (${testText(scene)}).`;
  return { id: 'M-PASS', text: `PASS. ${found} ${resolutionText(scene)}` };
};

/** Tolerance mode: proved to be close enough. */
export const equivalencePass = (scene: Scene): Message => {
  const { rule, counted } = scene.findings;
  const points = pointsText(rule.tolerancePoints ?? 0);
  const risk = `at most ${shareText(rule.missRisk)}`;
  if (counted.active.length === 1) {
    const leak = percentText(scene.figures.structural.leakUpper ?? 0);
    return {
      id: 'M-EQUIV',
      text: `PASS. Every answer came from ${nameAt(scene, counted.active[0] ?? 0)}, and a leak above ${leak} is excluded (${points} tolerated, risk of this if one were larger: ${risk}).`,
    };
  }
  const isCapped = (scene.figures.effectiveDeltaPp ?? []).some(
    (delta) => delta !== null && delta < (rule.tolerancePoints ?? 0) * (1 - 1e-12),
  );
  const cap = isCapped ? ', or half of a small share,' : '';
  return {
    id: 'M-EQUIV',
    text: `PASS. ${countsText(scene)}: every version is within ${points}${cap} of ${weightsText(scene)} (risk of this if one were off by that much: ${risk}).`,
  };
};
