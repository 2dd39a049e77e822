import { chainLabel, hopLabel } from './greeting-chain.ts';
import type { GroupBy, SingleRule } from './group-by.ts';
import { jointLabel } from './joint-rule.ts';
import { pointerSteps, textAt } from './json-pointer.ts';
import { labelFrom } from './label.ts';
import { readPreset } from './presets.ts';

/** Reads a version off the text of an answer; null when it names none. */
export type TextRule = (text: string) => string | null;

const firstLine = (text: string): string => {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
};

const word = (text: string, number: number): string | null => {
  const words = /\S+/g;
  for (let skipped = 1; skipped < number; skipped += 1) {
    if (!words.test(text)) {
      return null;
    }
  }
  return words.exec(text)?.[0] ?? null;
};

const regex = (pattern: string): TextRule => {
  const expression = new RegExp(pattern, 'm');
  return (text) => {
    const match = expression.exec(text);
    return match?.[1] ?? match?.[0] ?? null;
  };
};

/** What a chain says without names and addresses, or the first line of anything else. */
const chainOrLine: TextRule = (text) => {
  const line = firstLine(text).trim();
  return chainLabel(line) ?? line;
};

const ruleFor = (groupBy: SingleRule, auto: TextRule): TextRule | null => {
  switch (groupBy.rule) {
    case 'auto':
      return auto;
    case 'word':
      return (text) => word(text, groupBy.number);
    case 'line':
      return firstLine;
    case 'body':
      return (text) => text;
    case 'json': {
      const steps = pointerSteps(groupBy.pointer) ?? [];
      return (text) => textAt(text, steps);
    }
    case 'regex':
      return regex(groupBy.pattern);
    case 'hop':
      return (text) => hopLabel(firstLine(text).trim(), groupBy.number);
    case 'preset':
      return (text) => readPreset(groupBy.preset, text);
    default:
      return null;
  }
};

const singleRule = (groupBy: SingleRule, source: 'tcp' | 'other'): TextRule | null => {
  const rule = ruleFor(groupBy, source === 'tcp' ? (text) => word(text, 1) : chainOrLine);
  return rule === null ? null : (text) => labelFrom(rule(text));
};

const jointRule = (parts: readonly SingleRule[], source: 'tcp' | 'other'): TextRule | null => {
  const rules = parts.flatMap((part) => singleRule(part, source) ?? []);
  return rules.length < parts.length ? null : (text) => jointLabel(rules.map((rule) => rule(text)));
};

/**
 * The rule as a function from the text of an answer to a label (trimmed, cut to 200 characters, never empty), or null for the rules that
 * do not look at the text alone: `header`, `status`, `latency`, joint ones with such a part, `mirror`. `auto` reads the first word of a tcp
 * answer; of any other text the greeting chain, else the first line.
 */
export const textRule = (groupBy: GroupBy, source: 'tcp' | 'other'): TextRule | null => {
  if (groupBy.rule === 'mirror') {
    return null;
  }
  return groupBy.rule === 'joint' ? jointRule(groupBy.parts, source) : singleRule(groupBy, source);
};

/** Whether the first line decides, so that the rest of an answer need not be looked at. */
export const firstLineDecides = (groupBy: GroupBy): boolean =>
  groupBy.rule === 'line' || groupBy.rule === 'hop' || groupBy.rule === 'auto';
