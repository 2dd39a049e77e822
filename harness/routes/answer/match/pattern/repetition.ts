import { NotReadable, type Reader } from './reader.ts';

/** How often; `most` null is without end. */
interface Repetition {
  readonly least: number;
  readonly most: number | null;
}

/** RE2 refuses more (`kMaxRepeat`). */
const MOST_REPETITIONS = 1000;
/** Longer than any count that is not refused. */
const MOST_CHARACTERS = 12;

const SIGNS: Readonly<Record<string, Repetition>> = {
  '*': { least: 0, most: null },
  '+': { least: 1, most: null },
  '?': { least: 0, most: 1 },
};

/** `{2}`, `{2,}`, `{2,5}`; anything else in braces stands for itself. */
const counted = (reader: Reader): Repetition | null => {
  const ahead = reader.ahead('}', MOST_CHARACTERS);
  const [, from, comma, to] = /^\{([0-9]+)(?:(,)([0-9]*))?\}$/.exec(ahead) ?? [];
  if (from === undefined) {
    return null;
  }
  reader.take(ahead);
  const least = Number(from);
  const most = comma === undefined ? least : to === '' ? null : Number(to);
  if (Math.max(least, most ?? 0) > MOST_REPETITIONS || (most !== null && most < least)) {
    throw new NotReadable('a count of repetitions that RE2 refuses');
  }
  return { least, most };
};

/** What stands behind a piece: `*`, `+?`, `{2,5}`; null for nothing. One behind another is refused, as RE2 does. */
export const repetition = (reader: Reader): (Repetition & { readonly isLazy: boolean }) | null => {
  const sign = SIGNS[reader.peek()];
  const range = sign ?? counted(reader);
  if (range === null) {
    return null;
  }
  if (sign !== undefined) {
    reader.next();
  }
  const isLazy = reader.take('?');
  if (SIGNS[reader.peek()] !== undefined) {
    throw new NotReadable('a repetition of a repetition');
  }
  return { ...range, isLazy };
};
