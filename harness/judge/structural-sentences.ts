import type { Message, Violation } from '../model/verdict.ts';
import { listText, printableText } from './name-text.ts';
import { percentText, wholeText } from './number-text.ts';
import { requestsText, type Scene, unitsText } from './scene.ts';

const NAMED_VIOLATIONS = 3;

/** ` (first: #417)`, counted from 1 as people do; nothing when the order is not known. */
const firstText = ({ firstIndex }: Violation): string => (firstIndex === null ? '' : ` (first: #${wholeText(firstIndex + 1)})`);

const violationTexts = ({ figures }: Scene): string[] => {
  const { violations, unknown } = figures.structural;
  const ofAll = `of ${requestsText(figures.nAll)}`;
  const zero = violations.map(
    (hit) => `${printableText(hit.name)} has weight 0 but answered ${wholeText(hit.count)} ${ofAll}${firstText(hit)}.`,
  );
  const strangers = unknown.map(
    (hit) => `Unknown version '${printableText(hit.name)}' answered ${wholeText(hit.count)} ${ofAll}${firstText(hit)}.`,
  );
  return [...zero, ...strangers];
};

/** What answered although no weight points there: the decisive sentence and, when there are several, the others. */
export const structuralMessages = (scene: Scene): Message[] => {
  const texts = violationTexts(scene);
  const more = texts.length - NAMED_VIOLATIONS;
  const shown = texts.slice(0, NAMED_VIOLATIONS).map((text, i) => ({ id: 'M-STRUCT', text: i === 0 ? `FAIL. ${text}` : text }));
  return more > 0
    ? [...shown, { id: 'M-STRUCT', text: `${wholeText(more)} more versions answered that should not have.` }]
    : shown;
};

/** Strangers that the rule allows: a warning that stays visible. */
export const allowedStrangers = ({ findings, figures, decision }: Scene): Message[] => {
  const { unknown } = figures.structural;
  if (unknown.length === 0 || !findings.rule.allowUnknown || decision.reason === 'structural') {
    return [];
  }
  const names = listText(unknown.map(({ name, count }) => `'${printableText(name)}' (${wholeText(count)})`));
  const text = `Warning: ${unknown.length === 1 ? 'an unknown version' : 'unknown versions'} answered: ${names}, of ${requestsText(figures.nAll)}. The rule allows it.`;
  return [{ id: 'M-STRUCT', text }];
};

/** What was not seen is not proved absent: the largest leak these requests could have missed (STATISTICS 1.1). */
export const leakMessages = (scene: Scene): Message[] => {
  const { findings, figures } = scene;
  const { versions, active } = findings.counted;
  const { leakUpper } = figures.structural;
  const silent = versions.filter(({ weight }) => weight === 0n).map(({ name }) => printableText(name));
  if (leakUpper === null || (silent.length === 0 && active.length > 1)) {
    return [];
  }
  const where = silent.length === 0 ? 'No request went anywhere else' : `No request reached ${listText(silent)}`;
  const sure = percentText(1 - findings.rule.missRisk).replace('.0 %', ' %');
  const text = `${where}. With ${unitsText(scene, findings.judged.nAll / findings.judged.deff)} a leak up to ${percentText(leakUpper)} cannot be excluded (${sure}).`;
  return [{ id: 'M-LEAK', text }];
};
