import type { Rule } from '../route-table.ts';
import { matchText, ruleText } from './match/condition-text.ts';
import type { RuleFit } from './match/rule-fit.ts';

/** More than this many rules that do not fit are only counted. */
const MOST_SHOWN = 3;

const passedOver = (rules: readonly Rule[], fits: readonly RuleFit[], end: number): string => {
  const before = fits
    .slice(0, end)
    .map(({ because }, index) => ({ because: because || ruleText(rules[index] ?? { matches: [] }), index }));
  const shown = before.slice(0, MOST_SHOWN).map(({ because, index }) => `rule ${index + 1} wants ${because}`);
  const left = before.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more do not fit`] : [])].join('; ');
};

const position = (index: number, count: number): string => {
  if (count === 1) {
    return 'the only rule';
  }
  return index === count - 1 ? `rule ${index + 1} of ${count}, the last one` : `rule ${index + 1} of ${count}`;
};

/** Why this rule: what it wants, what those before it want, and what put it in its place. */
export const whyRule = (rule: Rule, index: number, rules: readonly Rule[], fits: readonly RuleFit[]): readonly string[] => {
  const match = fits[index]?.match ?? null;
  const takes = match === null ? 'takes everything' : `takes ${matchText(match)}`;
  const before = passedOver(rules, fits, index);
  const rank = rule.rank !== null && rules.length > 1 && rule.object.kind !== 'VirtualService' ? [`placed by ${rule.rank}`] : [];
  return [`${position(index, rules.length)} ${takes}${before === '' ? '' : `; ${before}`}`, ...rank];
};

/** Why no rule. */
export const whyNone = (rules: readonly Rule[], fits: readonly RuleFit[]): readonly string[] =>
  rules.length === 0 ? [] : [`no rule of ${rules.length} takes it: ${passedOver(rules, fits, rules.length)}`];
