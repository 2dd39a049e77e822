/** One line of `uniq -c`: how often, and what. */
export interface CountedLine {
  readonly count: number;
  /** Empty when an empty line was counted. */
  readonly label: string;
}

/** Decimal digits as a count; null above 2^53 − 1, where counts would stop being exact. */
export const countOf = (digits: string): number | null => {
  const count = Number(digits);
  return Number.isSafeInteger(count) ? count : null;
};

/**
 * One line as `uniq -c` writes it: blanks, count, one blank or tab, the line itself. `no-count` when it does not begin with a
 * count, `too-large` when the count is above 2^53 − 1.
 */
export const countedLine = (line: string): CountedLine | 'no-count' | 'too-large' => {
  const match = /^[ \t]*([0-9]+)(?:[ \t](.*))?$/su.exec(line);
  if (match === null) {
    return 'no-count';
  }
  const count = countOf(match[1] ?? '');
  return count === null ? 'too-large' : { count, label: match[2] ?? '' };
};
