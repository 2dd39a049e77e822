import { columnsOf } from './printable.ts';
import { wrap } from './wrap.ts';

/** Here a long name may go on in the next line: what is read as one (a label of a host, a folder, a port) stays together. */
const SEAM = /(?<=[./,_-])|(?=:)/;

/** Like `wrap`, but no line is longer than `columns`: names too long for a line are broken at their dots and slashes, or anywhere. */
export function wrapTight(text: string, columns: number): readonly string[] {
  return wrap(text, columns).flatMap((line) => (columnsOf(line) <= columns ? [line] : breakLong(line, columns)));
}

function breakLong(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const pieces = text.split(SEAM).flatMap((piece) => (columnsOf(piece) <= columns ? [piece] : [...piece]));
  for (const piece of pieces) {
    if (line !== '' && columnsOf(line + piece) > columns) {
      lines.push(line);
      line = piece;
    } else line += piece;
  }
  return line === '' ? lines : [...lines, line];
}
