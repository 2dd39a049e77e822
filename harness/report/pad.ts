import { columnsOf } from './printable.ts';

/** A text filled up with blanks to `width` columns of a terminal, on the left side of them or on the right one. */
export function pad(text: string, width: number, isLeft: boolean): string {
  const fill = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return isLeft ? text + fill : fill + text;
}
