import { perlClass } from './classes.ts';
import { NotReadable, type Reader } from './reader.ts';
import type { Span } from './syntax.ts';

const CONTROL: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const LAST_CODE_POINT = 0x10ffff;

const point = (code: number): readonly Span[] => {
  if (!Number.isInteger(code) || code > LAST_CODE_POINT) {
    throw new NotReadable('no such character');
  }
  return [{ from: code, to: code }];
};

const hexadecimal = (reader: Reader): readonly Span[] => {
  const digits = reader.take('{') ? reader.takeUntil('}') : reader.takeWhile(/^[0-9A-Fa-f]$/, 2);
  if (digits === null || !/^[0-9A-Fa-f]{1,8}$/.test(digits)) {
    throw new NotReadable('a hexadecimal character without digits');
  }
  return point(Number.parseInt(digits, 16));
};

/**
 * The characters an escape stands for, read after its backslash, inside and outside of brackets. Unicode classes (`\p{Greek}`) are not
 * supported; everything else that RE2 does not know, back references among it, RE2 refuses as well.
 */
export const escapedCharacters = (reader: Reader): readonly Span[] => {
  const letter = reader.next();
  const perl = perlClass(letter);
  if (perl !== null) {
    return perl;
  }
  const control = CONTROL[letter];
  if (control !== undefined) {
    return point(control);
  }
  if (letter === 'x') {
    return hexadecimal(reader);
  }
  if (letter === '0' || (/^[1-7]$/.test(letter) && /^[0-7]$/.test(reader.peek()))) {
    return point(Number.parseInt(letter + reader.takeWhile(/^[0-7]$/, 2), 8));
  }
  if (/^[0-9A-Za-z]$/.test(letter)) {
    throw new NotReadable(`the escape \\${letter}`);
  }
  return point(letter.codePointAt(0) ?? 0);
};
