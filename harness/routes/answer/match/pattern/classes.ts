import { complement, type Span, span } from './syntax.ts';

const DIGITS = [span('0', '9')];
const LETTERS = [span('A', 'Z'), span('a', 'z')];
const WORD = [...DIGITS, ...LETTERS, span('_')];
/** RE2's `\s` is ASCII and leaves out the vertical tab, unlike JavaScript's. */
const SPACE = [span('\t'), span('\n'), span('\f'), span('\r'), span(' ')];

/** `\d` and its like, by letter. RE2 keeps them to ASCII (re2 wiki, "Syntax", Perl character classes). */
export const perlClass = (letter: string): readonly Span[] | null => {
  const plain = { d: DIGITS, w: WORD, s: SPACE }[letter.toLowerCase()];
  if (plain === undefined) {
    return null;
  }
  return letter === letter.toLowerCase() ? plain : complement(plain);
};

/** `[:alpha:]` and its like, by name (re2 wiki, "Syntax", ASCII character classes). */
const ASCII_CLASSES: ReadonlyMap<string, readonly Span[]> = new Map([
  ['alnum', [...DIGITS, ...LETTERS]],
  ['alpha', LETTERS],
  ['ascii', [span('\0', '\x7f')]],
  ['blank', [span('\t'), span(' ')]],
  ['cntrl', [span('\0', '\x1f'), span('\x7f')]],
  ['digit', DIGITS],
  ['graph', [span('!', '~')]],
  ['lower', [span('a', 'z')]],
  ['print', [span(' ', '~')]],
  ['punct', [span('!', '/'), span(':', '@'), span('[', '`'), span('{', '~')]],
  ['space', [...SPACE, span('\v')]],
  ['upper', [span('A', 'Z')]],
  ['word', WORD],
  ['xdigit', [...DIGITS, span('A', 'F'), span('a', 'f')]],
]);

/** The class that `name` (`alpha`, `^alpha`) stands for between `[:` and `:]`. */
export const asciiClass = (name: string): readonly Span[] | null => {
  const isNegated = name.startsWith('^');
  const spans = ASCII_CLASSES.get(isNegated ? name.slice(1) : name);
  if (spans === undefined) {
    return null;
  }
  return isNegated ? complement(spans) : spans;
};
