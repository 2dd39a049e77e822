import { NotReadable, type Reader } from './reader.ts';

/** What `(?i)` and its like switch on. `isSwapped` makes repetitions lazy where they were greedy. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly hasLines: boolean;
  readonly dotTakesAll: boolean;
  readonly isSwapped: boolean;
}

export const PLAIN: Flags = { ignoreCase: false, hasLines: false, dotTakesAll: false, isSwapped: false };

const NAMES: Readonly<Record<string, keyof Flags>> = { i: 'ignoreCase', m: 'hasLines', s: 'dotTakesAll', U: 'isSwapped' };
const ALONE = /^\(\?([imsU]*)(?:-([imsU]+))?\)$/;
const WITH_GROUP = /^([imsU]*)(?:-([imsU]+))?$/;
/** Longer than any group that only sets flags. */
const MOST_CHARACTERS = 12;

const changed = (flags: Flags, on: string, off: string): Flags => {
  const names = (letters: string) => Array.from(letters, (letter) => NAMES[letter] ?? 'ignoreCase');
  return {
    ...flags,
    ...Object.fromEntries(names(on).map((name) => [name, true])),
    ...Object.fromEntries(names(off).map((name) => [name, false])),
  };
};

/** `(?i)`, `(?s-i)`: the flags from here on; null, without moving, for anything else. */
export const flagGroup = (reader: Reader, flags: Flags): Flags | null => {
  const ahead = reader.ahead(')', MOST_CHARACTERS);
  const match = ALONE.exec(ahead);
  if (match === null || ahead === '(?)') {
    return null;
  }
  reader.take(ahead);
  return changed(flags, match[1] ?? '', match[2] ?? '');
};

/** How a group begins, read after its opening parenthesis: `?:`, `?i:`, `?P<name>` or nothing. Looking around (`?=`) is no RE2. */
export const groupHead = (reader: Reader, flags: Flags): { readonly flags: Flags; readonly isCapturing: boolean } => {
  if (!reader.take('?')) {
    return { flags, isCapturing: true };
  }
  if (reader.take('P<') || (!/^[=!]$/.test(reader.peek(1)) && reader.take('<'))) {
    if (!/^\w+$/.test(reader.takeUntil('>') ?? '')) {
      throw new NotReadable('a group without a name');
    }
    return { flags, isCapturing: true };
  }
  const head = WITH_GROUP.exec(reader.takeUntil(':') ?? 'none');
  if (head === null) {
    throw new NotReadable('a kind of group that RE2 does not know');
  }
  return { flags: changed(flags, head[1] ?? '', head[2] ?? ''), isCapturing: false };
};
