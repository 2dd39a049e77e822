import { programOf, type Step } from './program.ts';
import { readPattern } from './read-pattern.ts';
import { type Marks, walk } from './walk.ts';

/** Steps × characters that are walked at most: some tens of milliseconds. */
const MOST_WORK = 4_000_000;

interface Ready {
  readonly program: readonly Step[];
  readonly groups: number;
  readonly text: readonly number[];
}

const prepare = (pattern: string, text: string): Ready | null => {
  const read = readPattern(pattern);
  const program = read === null ? null : programOf(read.piece);
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (read === null || program === null || program.length * (points.length + 1) > MOST_WORK) {
    return null;
  }
  return { program, groups: read.groups, text: points };
};

/**
 * Whether a pattern matches the whole text, as Envoy's RE2 decides it (`RE2::FullMatch`). Null where nothing is said: RE2 refuses the
 * pattern, it uses Unicode classes, or pattern and text are huge.
 */
export const matchesWhole = (pattern: string, text: string): boolean | null => {
  const ready = prepare(pattern, text);
  return ready === null ? null : walk(ready.program, ready.text, 0, ready.groups, true) !== null;
};

/** The replacement of one match: `\0` is the match, `\1` its first group. Null for a group that the pattern has not. */
const filledIn = (replacement: string, { text, groups }: Ready, marks: Marks): string | null => {
  let isWrong = false;
  const filled = replacement.replaceAll(/\\([\s\S]?)/g, (_, digit: string) => {
    if (digit === '\\') {
      return '\\';
    }
    isWrong ||= !/^[0-9]$/.test(digit) || Number(digit) > groups;
    return String.fromCodePoint(...text.slice(marks[Number(digit) * 2] ?? 0, marks[Number(digit) * 2 + 1] ?? 0));
  });
  return isWrong ? null : filled;
};

/** One match from `at` on, filled into the replacement; `text` null for a replacement that cannot be filled in. */
const replacedAt = (ready: Ready, at: number, lastEnd: number, replacement: string) => {
  const marks = walk(ready.program, ready.text, at, ready.groups, false);
  const end = marks?.[1] ?? at;
  // An empty match right behind the last one would find the same place twice.
  const isMatch = marks !== null && !(end === at && at === lastEnd);
  return { isMatch, end, text: isMatch ? filledIn(replacement, ready, marks) : '' };
};

/** The text with every match replaced, as `RE2::GlobalReplace` does for Envoy's `regex_rewrite`. Null where nothing is said. */
export const replaceMatches = (pattern: string, text: string, replacement: string): string | null => {
  const ready = prepare(pattern, text);
  if (ready === null || ready.program.length * ready.text.length ** 2 > MOST_WORK) {
    return null;
  }
  let out = '';
  let lastEnd = -1;
  for (let at = 0; at <= ready.text.length; ) {
    const { isMatch, end, text: replaced } = replacedAt(ready, at, lastEnd, replacement);
    if (replaced === null) {
      return null;
    }
    lastEnd = isMatch ? end : lastEnd;
    const isStill = end === at;
    out += replaced + (isStill && at < ready.text.length ? String.fromCodePoint(ready.text[at] ?? 0) : '');
    at = isStill ? at + 1 : end;
  }
  return out;
};
