import { escaped } from './escaped.ts';
import { splitRules } from './joint-rule.ts';
import { pointerSteps } from './json-pointer.ts';
import { isPreset, PRESETS, type Preset } from './presets.ts';
import { isSlowPattern } from './slow-pattern.ts';

/** One way of reading a label off an answer. */
export type SingleRule =
  | { readonly rule: 'auto' | 'line' | 'body' | 'status' }
  /** The N-th word of the answer, or the N-th greeting of a chain; from 1. */
  | { readonly rule: 'word' | 'hop'; readonly number: number }
  /** Header name in lower case. */
  | { readonly rule: 'header'; readonly name: string }
  | { readonly rule: 'json'; readonly pointer: string }
  | { readonly rule: 'regex'; readonly pattern: string }
  /** `slow` from this latency on, else `fast`. */
  | { readonly rule: 'latency'; readonly thresholdMs: number }
  | { readonly rule: 'preset'; readonly preset: Preset };

/** How a version is read off an answer: a `--group-by` rule, saveable as JSON or as text (`groupByText`). */
export type GroupBy =
  | SingleRule
  /** Two or three different rules, whose labels are joined: `hop:1+hop:2`. Only the last one may be `json` or `regex`. */
  | { readonly rule: 'joint'; readonly parts: readonly SingleRule[] }
  /** By the log of the workload that gets copies of requests: not read off the answer at all. */
  | { readonly rule: 'mirror' };

const RULES =
  'auto, word:N, line, body, header:NAME, json:/pointer, regex:PATTERN, hop:N, status, latency:DURATION, mirror, two or three of them joined such as hop:1+hop:2';
const MOST_PARTS = 3;
const HIGHEST_NUMBER = 1000;
const LONGEST_PATTERN = 1000;
const LONGEST_THRESHOLD_MS = 3_600_000;
const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

type Fail = (problem: string, fix: string) => RangeError;

const numbered = (rule: 'word' | 'hop', argument: string, fail: Fail): SingleRule => {
  const number = /^[0-9]{1,6}$/.test(argument) ? Number(argument) : 0;
  if (number < 1 || number > HIGHEST_NUMBER) {
    throw fail(`${rule} needs a number from 1 to ${HIGHEST_NUMBER}`, `write ${rule}:1 for the first`);
  }
  return { rule, number };
};

const header = (argument: string, fail: Fail): SingleRule => {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(argument)) {
    throw fail('header needs the name of a header', 'write header:x-version');
  }
  return { rule: 'header', name: argument.toLowerCase() };
};

const json = (argument: string, fail: Fail): SingleRule => {
  if (pointerSteps(argument) === null) {
    throw fail('json needs a JSON pointer (RFC 6901)', 'write json:/version, with ~1 for a slash in a name and ~0 for a tilde');
  }
  return { rule: 'json', pointer: argument };
};

const regex = (argument: string, fail: Fail): SingleRule => {
  if (argument === '' || argument.length > LONGEST_PATTERN) {
    throw fail(`regex needs a pattern of 1 to ${LONGEST_PATTERN} characters`, "write 'regex:version=(\\w+)'");
  }
  try {
    new RegExp(argument, 'm');
  } catch (error) {
    const reason = error instanceof Error ? escaped(error.message) : 'the pattern is not valid';
    throw fail(reason, 'correct the pattern (JavaScript syntax)');
  }
  if (isSlowPattern(argument)) {
    throw fail('nested repetitions in the pattern can take forever on some answers', 'repeat only once, such as (\\w+)');
  }
  return { rule: 'regex', pattern: argument };
};

const latency = (argument: string, fail: Fail): SingleRule => {
  const [, number, unit = ''] = /^([0-9]{1,9}(?:\.[0-9]{1,9})?)(ms|s|m)$/.exec(argument) ?? [];
  // To 1 µs, so that 0.1s and 100ms are the same rule.
  const thresholdMs = Math.round(Number(number) * (UNIT_MS[unit] ?? 0) * 1000) / 1000;
  if (!(thresholdMs > 0 && thresholdMs <= LONGEST_THRESHOLD_MS)) {
    throw fail('latency needs a duration above 0 and up to 60m', 'write latency:250ms or latency:1.5s');
  }
  return { rule: 'latency', thresholdMs };
};

const RULE_READERS = { header, json, regex, latency } as const;
const isReader = (rule: string): rule is keyof typeof RULE_READERS => Object.hasOwn(RULE_READERS, rule);

/** The rules that are one word; null for every other rule. */
const plainRule = (rule: string): SingleRule | null => {
  if (rule === 'auto' || rule === 'line' || rule === 'body' || rule === 'status') {
    return { rule };
  }
  return isPreset(rule) ? { rule: 'preset', preset: rule } : null;
};

const single = (text: string, fail: Fail): SingleRule => {
  const colon = text.indexOf(':');
  const rule = colon === -1 ? text : text.slice(0, colon);
  const argument = colon === -1 ? '' : text.slice(colon + 1);
  const plain = plainRule(rule);
  if (plain !== null) {
    if (colon !== -1) {
      throw fail(`${rule} takes nothing after it`, `write ${rule}`);
    }
    return plain;
  }
  if (rule === 'word' || rule === 'hop') {
    return numbered(rule, argument, fail);
  }
  if (!isReader(rule)) {
    const problem = rule.includes('+') ? `there is no rule ${escaped(rule, 40)}` : 'there is no such rule';
    throw fail(problem, `write one of ${RULES}, or a workload: ${PRESETS.join(', ')}`);
  }
  return RULE_READERS[rule](argument, fail);
};

const joint = (texts: readonly string[], fail: Fail): GroupBy => {
  if (texts.includes('mirror')) {
    throw fail('mirror is read off the log of the shadow and cannot be joined with what an answer says', 'write mirror alone');
  }
  if (texts.length > MOST_PARTS) {
    throw fail(`${texts.length} rules are joined`, `join ${MOST_PARTS} at most`);
  }
  const parts = texts.map((text) => single(text, fail));
  const written = parts.map(singleText);
  const twice = written.find((text, place) => written.indexOf(text) !== place);
  if (twice !== undefined) {
    throw fail(`${escaped(twice, 40)} stands twice`, 'leave one of them out');
  }
  return { rule: 'joint', parts };
};

/**
 * Reads a `--group-by` rule: `auto`, `word:N`, `line`, `body`, `header:NAME`, `json:/pointer`, `regex:PATTERN`, `hop:N`, `status`,
 * `latency:DURATION`, a workload (`echo-basic`, `istio-echo`, `helloworld`, `podinfo`, `whoami`), two or three of these joined by `+`, or
 * `mirror`. Throws a RangeError of one line naming the value and the fix.
 */
export const parseGroupBy = (text: string): GroupBy => {
  const fail: Fail = (problem, fix) => new RangeError(`--group-by ${escaped(text, 80)}: ${problem}; ${fix}`);
  if (text === 'mirror') {
    return { rule: 'mirror' };
  }
  const [only = '', ...others] = splitRules(text);
  return others.length === 0 ? single(only, fail) : joint([only, ...others], fail);
};

/** The rules that make the label: those of a joint one, or the rule itself. */
export const partsOf = (groupBy: GroupBy): readonly GroupBy[] => (groupBy.rule === 'joint' ? groupBy.parts : [groupBy]);

const singleText = (rule: SingleRule): string => {
  switch (rule.rule) {
    case 'word':
    case 'hop':
      return `${rule.rule}:${rule.number}`;
    case 'header':
      return `header:${rule.name}`;
    case 'json':
      return `json:${rule.pointer}`;
    case 'regex':
      return `regex:${rule.pattern}`;
    case 'latency':
      return `latency:${rule.thresholdMs}ms`;
    case 'preset':
      return rule.preset;
    default:
      return rule.rule;
  }
};

/** The rule as `parseGroupBy` reads it: `hop:2`, `header:x-version`, `latency:250ms`, `status+header:x-attempt`. */
export const groupByText = (groupBy: GroupBy): string => {
  if (groupBy.rule === 'joint') {
    return groupBy.parts.map(singleText).join('+');
  }
  return groupBy.rule === 'mirror' ? 'mirror' : singleText(groupBy);
};
