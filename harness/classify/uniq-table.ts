import type { Tally } from '../model/tally.ts';
import { collapsedEntries } from './collapsed-table.ts';
import { type CountedLine, countedLine } from './counted-line.ts';
import { escaped } from './escaped.ts';
import { createFailureCounter } from './failure-counter.ts';
import { type GroupBy, groupByText, partsOf } from './group-by.ts';
import { textRule } from './text-rule.ts';
import { typedTally } from './typed-counts.ts';

/** A pasted table as a tally, and what a reader should know about how it was read. */
export interface CountedTable {
  readonly tally: Tally;
  readonly notes: readonly string[];
}

interface Entries {
  readonly counted: readonly CountedLine[];
  readonly notes: readonly string[];
}

const WHOLE_LINE: GroupBy = { rule: 'line' };

const readLines = (text: string, source: string): Entries => {
  const counted: CountedLine[] = [];
  const notes: string[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line.trim() === '') {
      continue;
    }
    const entry = countedLine(line);
    if (typeof entry === 'object') {
      counted.push(entry);
    } else if (entry === 'too-large') {
      throw new RangeError(
        `${source}: line ${index + 1}: the count in "${escaped(line.trim(), 60)}" is above 2^53 − 1; correct it`,
      );
    } else if (counted.length === 0) {
      notes.push(`${source}: line ${index + 1} has no count and was skipped: "${escaped(line.trim(), 80)}"`);
    } else {
      throw new RangeError(
        `${source}: line ${index + 1}: "${escaped(line.trim(), 60)}" does not begin with a count; paste the output of sort | uniq -c and nothing after it`,
      );
    }
  }
  return { counted, notes };
};

/** Line by line, or, when no line begins with a count, from lines that were run together. */
const readEntries = (text: string, source: string): Entries => {
  const entries = readLines(text, source);
  const collapsed = entries.counted.length === 0 ? text.split('\n').flatMap((line) => collapsedEntries(line)) : [];
  if (collapsed.length > 0) {
    return {
      counted: collapsed,
      notes: [`${source}: the line breaks are lost; ${collapsed.length} entries were told apart by their greetings`],
    };
  }
  if (entries.counted.length === 0) {
    throw new RangeError(`${source}: no line begins with a count; paste the output of sort | uniq -c, or give a saved tally`);
  }
  return entries;
};

const ruleOf = (groupBy: GroupBy): ((text: string) => string | null) => {
  const rule = textRule(groupBy, 'other');
  if (rule === null) {
    const missing = partsOf(groupBy).find((part) => textRule(part, 'other') === null) ?? groupBy;
    throw new RangeError(
      `--group-by ${groupByText(groupBy)}: a table of counted lines has no ${missing.rule}; write auto, line, word:N, hop:N or regex:PATTERN`,
    );
  }
  return rule;
};

/**
 * Reads pasted output of `sort | uniq -c` (leading blanks, count, one blank, the line). Lines before the first count are skipped with a
 * note, blank lines without one. Each line is then read like an answer by `groupBy` (null: the whole line), and equal labels are added up;
 * lines that name no version, empty answers among them, count as failures `unclassified`. `fileName` is for messages.
 * Throws a RangeError naming file and line for anything else, or when the counts exceed 2^53 − 1 together.
 */
export const parseUniqTable = (text: string, fileName: string, groupBy: GroupBy | null = null): CountedTable => {
  const source = escaped(fileName);
  const rule = ruleOf(groupBy ?? WHOLE_LINE);
  const { counted, notes } = readEntries(text.replace(/^\ufeff/, ''), source);
  const total = counted.reduce((sum, { count }) => sum + BigInt(count), 0n);
  if (total > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${source}: the counts add up to ${total}, more than 2^53 − 1 can be counted; give a part of them`);
  }
  const byLabel = new Map<string, number>();
  const failures = createFailureCounter();
  for (const { count, label: line } of counted) {
    const label = rule(line);
    if (label !== null) {
      byLabel.set(label, (byLabel.get(label) ?? 0) + count);
    } else if (count > 0) {
      failures.add('unclassified', null, () => escaped(line.trim()) || 'empty answer', count);
    }
  }
  return { tally: typedTally('counted lines', groupByText(groupBy ?? WHOLE_LINE), byLabel, failures.toTally()), notes };
};
