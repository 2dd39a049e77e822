import { usageError } from './usage-error.ts';

/** One entry of a list: the JSON string at its start, if there is one, and whatever else it holds, trimmed. */
export interface ListEntry {
  readonly quoted: string | null;
  readonly rest: string;
}

const QUOTE_AHEAD = /\s*"/y;
const QUOTED = /\s*("(?:[^"\\]|\\.)*")/sy;

/** The JSON string that starts at `start` (after blanks) and where it ends; null when none starts there. */
const quotedAt = (text: string, start: number, flag: string): { readonly name: string; readonly end: number } | null => {
  QUOTE_AHEAD.lastIndex = start;
  if (!QUOTE_AHEAD.test(text)) {
    return null;
  }
  QUOTED.lastIndex = start;
  const written = QUOTED.exec(text)?.[1] ?? '';
  try {
    return { name: JSON.parse(written) as string, end: QUOTED.lastIndex };
  } catch {
    throw usageError(flag, text, 'a quoted name is not a JSON string', 'close the quotes and write \\" for a quote inside');
  }
};

/**
 * Cuts a list at its separators; one inside a leading JSON string (`"Hello, world"=80`) does not count.
 * A text without separators is one entry. Throws a RangeError naming the flag for a broken quote.
 */
export const listEntries = (text: string, separator: ',' | ':', flag: string): ListEntry[] => {
  const entries: ListEntry[] = [];
  for (let start = 0; start <= text.length; ) {
    const quoted = quotedAt(text, start, flag);
    const restStart = quoted?.end ?? start;
    const found = text.indexOf(separator, restStart);
    const end = found === -1 ? text.length : found;
    entries.push({ quoted: quoted?.name ?? null, rest: text.slice(restStart, end).trim() });
    start = end + 1;
  }
  return entries;
};
