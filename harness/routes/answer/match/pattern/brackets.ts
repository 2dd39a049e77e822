import { asciiClass } from './classes.ts';
import { escapedCharacters } from './escape.ts';
import { NotReadable, type Reader } from './reader.ts';
import type { Characters, Span } from './syntax.ts';

/** One end of a range, or a whole class. */
const member = (reader: Reader): readonly Span[] => {
  if (reader.take('\\')) {
    return escapedCharacters(reader);
  }
  const code = reader.next().codePointAt(0) ?? 0;
  return [{ from: code, to: code }];
};

const single = (spans: readonly Span[]): number | null => {
  const [only, ...others] = spans;
  return only !== undefined && others.length === 0 && only.from === only.to ? only.from : null;
};

const rangeOrMember = (reader: Reader): readonly Span[] => {
  const first = member(reader);
  if (reader.peek() !== '-' || reader.peek(1) === ']' || reader.peek(1) === '') {
    return first;
  }
  reader.next();
  const [from, to] = [single(first), single(member(reader))];
  if (from === null || to === null || from > to) {
    throw new NotReadable('a range that ends before it begins');
  }
  return [{ from, to }];
};

const namedClass = (reader: Reader): readonly Span[] | null => {
  if (!reader.take('[:')) {
    return null;
  }
  const name = reader.takeUntil(':]');
  const spans = name === null ? null : asciiClass(name);
  if (spans === null) {
    throw new NotReadable('an unknown class in brackets');
  }
  return spans;
};

/** `[a-z]`, read after its opening bracket. A closing bracket that comes first is one of the characters. */
export const bracketed = (reader: Reader, ignoreCase: boolean): Characters => {
  const isNegated = reader.take('^');
  const spans: Span[] = [];
  do {
    spans.push(...(namedClass(reader) ?? rangeOrMember(reader)));
  } while (!reader.take(']'));
  return { spans, isNegated, ignoreCase };
};
