import { columnsOf } from './printable.ts';

/** A space where a line may break: what is read or copied as one (`p = 0.33`, `95 %`, `59 ms`, `one 80 :`, `-n 7126`, `--expect a=1`) stays together. */
const BREAK = /(?<!=|-n|--expect) (?![=%:]|(?<=\d )(?:ms|s|min)\b)/;

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
