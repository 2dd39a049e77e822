/** Which of the characters U+0000 to U+00FF a piece of a pattern matches. */
type Characters = readonly boolean[];

/** A run of pattern pieces: what may repeat without end, and what must stand between the repetitions. */
interface Sequence {
  readonly endless: Characters[];
  readonly solid: Characters[];
}

interface Group {
  readonly alternatives: Sequence[];
  readonly isLook: boolean;
}

/** One piece of a pattern: class, escape, group opening, group end, alternation, anchor or character. */
const PIECE =
  /\[(?:\\.|[^\]\\])*\]|\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|c[A-Za-z]|k<[^>]*>|[1-9][0-9]*|.)|\((?:\?(?:[:=!]|<[=!]|<[^>]*>|[a-z-]*:))?|./sy;
const QUANTIFIER = /(?:[*+?]|\{([0-9]+)(,)?([0-9]*)\})\??/y;
/** Bounded repetitions from this number on are treated as endless: 2^10 ways already hurt. */
const MANY = 10;

const LATIN = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));

const charactersOf = (piece: string): Characters => {
  // A back reference can stand for anything.
  const matcher = /^\\[1-9k]/.test(piece) ? /./s : new RegExp(`^${piece}$`);
  return LATIN.map((character) => matcher.test(character));
};

const overlap = (a: Characters, b: Characters): boolean => a.some((matches, code) => matches && b[code] === true);
const union = (sets: readonly Characters[]): Characters => LATIN.map((_, code) => sets.some((set) => set[code] === true));

/** Nothing in the run tells where one repetition ends and the next begins. */
const isAmbiguous = ({ endless, solid }: Sequence): boolean => endless.some((set) => solid.every((other) => overlap(set, other)));

/** Two alternatives can eat the same text: one is a single piece, and the other is made of nothing that it would not match as well. */
const areAlike = (alternatives: readonly Sequence[]): boolean => {
  const finite = alternatives.filter(({ endless, solid }) => endless.length === 0 && solid.length > 0);
  return finite.some(({ solid }, index) => {
    const [single, ...more] = solid;
    const others = finite.filter((_, other) => other !== index);
    return single !== undefined && more.length === 0 && others.some((other) => other.solid.every((set) => overlap(single, set)));
  });
};

const repetitionAt = (
  pattern: string,
  index: number,
): { readonly length: number; readonly least: number; readonly isEndless: boolean } => {
  QUANTIFIER.lastIndex = index;
  const match = QUANTIFIER.exec(pattern);
  if (match === null) {
    return { length: 0, least: 1, isEndless: false };
  }
  const [text, from, comma, to] = match;
  if (from === undefined) {
    return { length: text.length, least: text.startsWith('+') ? 1 : 0, isEndless: !text.startsWith('?') };
  }
  const most = comma === undefined ? Number(from) : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  return { length: text.length, least: Number(from), isEndless: most >= MANY };
};

/** A closed group as part of the run around it. */
const absorb = (into: Sequence, group: Group, least: number, isEndless: boolean): void => {
  const { alternatives, isLook } = group;
  const endless = alternatives.flatMap((alternative) => alternative.endless);
  const solid = alternatives.flatMap((alternative) => alternative.solid);
  if (isLook) {
    return;
  }
  if (isEndless) {
    into.endless.push(union([...endless, ...solid]));
    return;
  }
  into.endless.push(...endless);
  if (least > 0 && alternatives.length === 1) {
    into.solid.push(...solid);
  } else if (least > 0 && alternatives.every((alternative) => alternative.solid.length > 0)) {
    into.solid.push(union(solid));
  }
};

/** One piece that is no group, as part of the run around it. */
const countPiece = (into: Sequence, piece: string, least: number, isEndless: boolean): void => {
  const isZeroWidth = piece === '^' || piece === '$' || piece === '\\b' || piece === '\\B';
  if (isZeroWidth) {
    return;
  }
  if (isEndless) {
    into.endless.push(charactersOf(piece));
  } else if (least > 0) {
    into.solid.push(charactersOf(piece));
  }
};

/**
 * Whether a valid pattern nests repetitions so that matching can take time exponential in the answer, such as `(a+)+`, `(.*,)*` or
 * `(\w|\d)*`. Repetitions with a separator that the inner one cannot match, such as `(?:\.\d+)*`, are fine. A judgement by the pattern's
 * shape over Latin-1: it misses rare cases and refuses a few harmless ones, but never takes long itself.
 */
export const isSlowPattern = (pattern: string): boolean => {
  const outermost: Group = { alternatives: [{ endless: [], solid: [] }], isLook: false };
  const open: Group[] = [outermost];
  const currentOf = (group: Group): Sequence => group.alternatives.at(-1) ?? { endless: [], solid: [] };
  for (let index = 0; index < pattern.length; ) {
    PIECE.lastIndex = index;
    const piece = PIECE.exec(pattern)?.[0] ?? pattern.charAt(index);
    index += piece.length;
    if (piece.startsWith('(')) {
      open.push({ alternatives: [{ endless: [], solid: [] }], isLook: /^\(\?<?[=!]/.test(piece) });
      continue;
    }
    const group = open.at(-1) ?? outermost;
    if (piece === '|') {
      group.alternatives.push({ endless: [], solid: [] });
      continue;
    }
    const { length, least, isEndless } = repetitionAt(pattern, index);
    index += length;
    if (piece !== ')') {
      countPiece(currentOf(group), piece, least, isEndless);
      continue;
    }
    if (isEndless && (group.alternatives.some(isAmbiguous) || areAlike(group.alternatives))) {
      return true;
    }
    open.pop();
    absorb(currentOf(open.at(-1) ?? outermost), group, least, isEndless);
  }
  return false;
};
