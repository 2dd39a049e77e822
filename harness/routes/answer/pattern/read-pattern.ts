import { bracketed } from './brackets.ts';
import { escapedCharacters } from './escape.ts';
import { NotReadable, Reader } from './reader.ts';
import { type Assertion, type Piece, type Span, span } from './syntax.ts';

/** What `(?i)` and its like switch on. `isSwapped` makes repetitions lazy where they were greedy. */
interface Flags {
  readonly ignoreCase: boolean;
  readonly hasLines: boolean;
  readonly dotTakesAll: boolean;
  readonly isSwapped: boolean;
}

const PLAIN: Flags = { ignoreCase: false, hasLines: false, dotTakesAll: false, isSwapped: false };
const FLAG_NAMES: Readonly<Record<string, keyof Flags>> = { i: 'ignoreCase', m: 'hasLines', s: 'dotTakesAll', U: 'isSwapped' };
/** RE2 refuses more repetitions than this, and so does this reader with nesting. */
const MOST_REPETITIONS = 1000;
const MOST_DEPTH = 200;
const ANYTHING: readonly Span[] = [{ from: 0, to: 0x10ffff }];
const SIMPLE_ESCAPES: Readonly<Record<string, Assertion>> = { A: 'text-start', z: 'text-end', b: 'word-edge', B: 'no-word-edge' };

const assertion = (which: Assertion): Piece => ({ kind: 'assertion', assertion: which });
const sequence = (pieces: readonly Piece[]): Piece => ({ kind: 'sequence', pieces });

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
      const changed = this.#flagGroup(flags);
      if (changed === null) {
        pieces.push(this.#repeated(this.#atom(flags), flags));
      } else {
        flags = changed;
      }
    }
    this.#depth -= 1;
    alternatives.push(sequence(pieces));
    return { kind: 'either', pieces: alternatives };
  }

  /** `(?i)`, `(?s-i)`: the flags from here on; null, without moving, for anything else. */
  #flagGroup(flags: Flags): Flags | null {
    const form = /^\(\?([imsU]*)(?:-([imsU]+))?\)$/;
    let ahead = '';
    for (let index = 0; index < 12 && !ahead.endsWith(')'); index += 1) {
      ahead += this.#reader.peek(index);
    }
    const match = form.exec(ahead);
    if (match === null || ahead === '(?)') {
      return null;
    }
    this.#reader.take(ahead);
    return withFlags(flags, match[1] ?? '', match[2] ?? '');
  }

  #atom(flags: Flags): Piece {
    const character = this.#reader.next();
    const { ignoreCase } = flags;
    switch (character) {
      case '(':
        return this.#group(flags);
      case '[':
        return { kind: 'characters', characters: bracketed(this.#reader, ignoreCase) };
      case '.':
        return {
          kind: 'characters',
          characters: flags.dotTakesAll
            ? { spans: ANYTHING, isNegated: false, ignoreCase: false }
            : { spans: [span('\n')], isNegated: true, ignoreCase: false },
        };
      case '^':
        return assertion(flags.hasLines ? 'line-start' : 'text-start');
      case '$':
        return assertion(flags.hasLines ? 'line-end' : 'text-end');
      case '\\':
        return this.#escape(ignoreCase);
      case '*':
      case '+':
      case '?':
        throw new NotReadable('a repetition of nothing');
      default:
        return { kind: 'characters', characters: { spans: [span(character)], isNegated: false, ignoreCase } };
    }
  }

  #escape(ignoreCase: boolean): Piece {
    const simple = SIMPLE_ESCAPES[this.#reader.peek()];
    if (simple !== undefined) {
      this.#reader.next();
      return assertion(simple);
    }
    if (this.#reader.take('Q')) {
      const literal = this.#reader.takeUntil('\\E') ?? this.#reader.takeWhile(/^[\s\S]/, Number.MAX_SAFE_INTEGER);
      const characters = Array.from(literal, (one): Piece => {
        return { kind: 'characters', characters: { spans: [span(one)], isNegated: false, ignoreCase } };
      });
      return sequence(characters);
    }
    return { kind: 'characters', characters: { spans: escapedCharacters(this.#reader), isNegated: false, ignoreCase } };
  }

  /** A group, read after its opening parenthesis. Looking around (`(?=`) is no RE2. */
  #group(flags: Flags): Piece {
    const { flags: inner, isCapturing } = this.#groupHead(flags);
    this.#groups += isCapturing ? 1 : 0;
    const index = this.#groups;
    const piece = this.#either(inner);
    if (!this.#reader.take(')')) {
      throw new NotReadable('an opening parenthesis without a closing one');
    }
    return isCapturing ? { kind: 'group', piece, index } : piece;
  }

  #groupHead(flags: Flags): { readonly flags: Flags; readonly isCapturing: boolean } {
    if (!this.#reader.take('?')) {
      return { flags, isCapturing: true };
    }
    if (
      this.#reader.take('P<') ||
      (this.#reader.peek() === '<' && !/^[=!]$/.test(this.#reader.peek(1)) && this.#reader.take('<'))
    ) {
      if (!/^\w+$/.test(this.#reader.takeUntil('>') ?? '')) {
        throw new NotReadable('a group without a name');
      }
      return { flags, isCapturing: true };
    }
    const head = /^([imsU]*)(?:-([imsU]+))?$/.exec(this.#reader.takeUntil(':') ?? 'none');
    if (head === null) {
      throw new NotReadable('a kind of group that RE2 does not know');
    }
    return { flags: withFlags(flags, head[1] ?? '', head[2] ?? ''), isCapturing: false };
  }

  #repeated(piece: Piece, flags: Flags): Piece {
    const range = this.#repetition();
    if (range === null) {
      return piece;
    }
    const isLazy = this.#reader.take('?');
    if (/^[*+?]$/.test(this.#reader.peek())) {
      throw new NotReadable('a repetition of a repetition');
    }
    return { kind: 'repeat', piece, ...range, isGreedy: isLazy === flags.isSwapped };
  }

  #repetition(): { readonly least: number; readonly most: number | null } | null {
    if (this.#reader.take('*')) {
      return { least: 0, most: null };
    }
    if (this.#reader.take('+')) {
      return { least: 1, most: null };
    }
    if (this.#reader.take('?')) {
      return { least: 0, most: 1 };
    }
    return this.#counted();
  }

  /** `{2}`, `{2,}`, `{2,5}`; anything else in braces stands for itself. */
  #counted(): { readonly least: number; readonly most: number | null } | null {
    let ahead = '';
    for (let index = 0; index < 12 && !ahead.endsWith('}'); index += 1) {
      ahead += this.#reader.peek(index);
    }
    const match = /^\{([0-9]+)(,)?([0-9]+)?\}$/.exec(ahead);
    if (match === null || (match[2] === undefined && match[3] !== undefined)) {
      return null;
    }
    this.#reader.take(ahead);
    const least = Number(match[1]);
    const most = match[2] === undefined ? least : match[3] === undefined ? null : Number(match[3]);
    if (Math.max(least, most ?? 0) > MOST_REPETITIONS || (most !== null && most < least)) {
      throw new NotReadable('a count of repetitions that RE2 refuses');
    }
    return { least, most };
  }
}

const withFlags = (flags: Flags, on: string, off: string): Flags => {
  const changed = { ...flags };
  for (const letter of on) {
    changed[FLAG_NAMES[letter] ?? 'ignoreCase'] = true;
  }
  for (const letter of off) {
    changed[FLAG_NAMES[letter] ?? 'ignoreCase'] = false;
  }
  return changed;
};

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
