import { bracketed } from './brackets.ts';
import { escapedCharacters } from './escape.ts';
import { type Flags, flagGroup, groupHead, PLAIN } from './flags.ts';
import { NotReadable, Reader } from './reader.ts';
import { repetition } from './repetition.ts';
import { type Assertion, type Piece, type Span, span } from './syntax.ts';

const MOST_DEPTH = 200;
const ANYTHING: readonly Span[] = [{ from: 0, to: 0x10ffff }];
const SIMPLE_ESCAPES: Readonly<Record<string, Assertion>> = { A: 'text-start', z: 'text-end', b: 'word-edge', B: 'no-word-edge' };

const assertion = (which: Assertion): Piece => ({ kind: 'assertion', assertion: which });
const sequence = (pieces: readonly Piece[]): Piece => ({ kind: 'sequence', pieces });
const characters = (spans: readonly Span[], ignoreCase: boolean): Piece => ({
  kind: 'characters',
  characters: { spans, isNegated: false, ignoreCase },
});

const dot = ({ dotTakesAll }: Flags): Piece =>
  dotTakesAll
    ? characters(ANYTHING, false)
    : { kind: 'characters', characters: { spans: [span('\n')], isNegated: true, ignoreCase: false } };

class PatternReader {
  readonly #reader: Reader;
  #groups = 0;
  #depth = 0;

  constructor(text: string) {
    this.#reader = new Reader(text);
  }

  get groups(): number {
    return this.#groups;
  }

  whole(): Piece {
    const piece = this.#either(PLAIN);
    if (!this.#reader.isAtEnd) {
      throw new NotReadable('a closing parenthesis without an opening one');
    }
    return piece;
  }

  /** Alternatives up to the end or a closing parenthesis. A flag group changes the flags of what follows, further alternatives included. */
  #either(outer: Flags): Piece {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) {
      throw new NotReadable('nested too deeply');
    }
    const alternatives: Piece[] = [];
    let pieces: Piece[] = [];
    let flags = outer;
    while (!this.#reader.isAtEnd && this.#reader.peek() !== ')') {
      if (this.#reader.take('|')) {
        alternatives.push(sequence(pieces));
        pieces = [];
        continue;
      }
      const changed = flagGroup(this.#reader, flags);
      flags = changed ?? flags;
      pieces.push(...(changed === null ? this.#items(flags) : []));
    }
    this.#depth -= 1;
    alternatives.push(sequence(pieces));
    return { kind: 'either', pieces: alternatives };
  }

  /** One item with its repetition. Of a literal in `\Q…\E` only the last character repeats. */
  #items(flags: Flags): readonly Piece[] {
    const items = this.#reader.take('\\Q') ? this.#literal(flags) : [this.#atom(flags)];
    const last = items.at(-1);
    const range = repetition(this.#reader);
    if (range === null) {
      return items;
    }
    if (last === undefined) {
      throw new NotReadable('a repetition of nothing');
    }
    const { least, most, isLazy } = range;
    return [...items.slice(0, -1), { kind: 'repeat', piece: last, least, most, isGreedy: isLazy === flags.isSwapped }];
  }

  #literal({ ignoreCase }: Flags): readonly Piece[] {
    const text = this.#reader.takeUntil('\\E') ?? this.#reader.takeWhile(/^[\s\S]/, Number.MAX_SAFE_INTEGER);
    return Array.from(text, (character) => characters([span(character)], ignoreCase));
  }

  #atom(flags: Flags): Piece {
    const character = this.#reader.next();
    switch (character) {
      case '(':
        return this.#group(flags);
      case '[':
        return { kind: 'characters', characters: bracketed(this.#reader, flags.ignoreCase) };
      case '.':
        return dot(flags);
      case '^':
        return assertion(flags.hasLines ? 'line-start' : 'text-start');
      case '$':
        return assertion(flags.hasLines ? 'line-end' : 'text-end');
      case '\\':
        return this.#escape(flags);
      case '*':
      case '+':
      case '?':
        throw new NotReadable('a repetition of nothing');
      default:
        return characters([span(character)], flags.ignoreCase);
    }
  }

  #escape({ ignoreCase }: Flags): Piece {
    const simple = SIMPLE_ESCAPES[this.#reader.peek()];
    if (simple === undefined) {
      return characters(escapedCharacters(this.#reader), ignoreCase);
    }
    this.#reader.next();
    return assertion(simple);
  }

  /** A group, read after its opening parenthesis. */
  #group(outer: Flags): Piece {
    const { flags, isCapturing } = groupHead(this.#reader, outer);
    this.#groups += isCapturing ? 1 : 0;
    const index = this.#groups;
    const piece = this.#either(flags);
    if (!this.#reader.take(')')) {
      throw new NotReadable('an opening parenthesis without a closing one');
    }
    return isCapturing ? { kind: 'group', piece, index } : piece;
  }
}

/**
 * Reads a regular expression as RE2 does (the engine of Envoy; re2 wiki, "Syntax"), with the number of its capturing groups. Null for
 * one that RE2 refuses (back references, looking around) and for Unicode classes, which are not supported here.
 */
export const readPattern = (pattern: string): { readonly piece: Piece; readonly groups: number } | null => {
  try {
    const reader = new PatternReader(pattern);
    return { piece: reader.whole(), groups: reader.groups };
  } catch (problem) {
    if (problem instanceof NotReadable) {
      return null;
    }
    throw problem;
  }
};
