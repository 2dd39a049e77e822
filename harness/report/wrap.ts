import { columnsOf } from './printable.ts';

/** A space where a line may break: not around `=` and not before `%` or `:`, so that `p = 0.33`, `95 %` and `one 80 :` stay together. */
const BREAK = /(?<!=) (?![=%:])/;

/** Breaks a paragraph at spaces into lines of at most `columns`; a longer word stands on a line of its own. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(BREAK)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columnsOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
