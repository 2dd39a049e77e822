/** Code points from `from` to `to`, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A set of code points. */
export interface Characters {
  readonly spans: readonly Span[];
  readonly isNegated: boolean;
  readonly ignoreCase: boolean;
}

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** A regular expression as read. */
export type Piece =
  | { readonly kind: 'characters'; readonly characters: Characters }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'either'; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'repeat';
      readonly piece: Piece;
      readonly least: number;
      readonly most: number | null;
      readonly isGreedy: boolean;
    }
  | { readonly kind: 'group'; readonly piece: Piece; readonly index: number };

const LAST_CODE_POINT = 0x10ffff;

export const span = (from: string, to: string = from): Span => ({ from: from.codePointAt(0) ?? 0, to: to.codePointAt(0) ?? 0 });

/** Everything that `spans` leaves out. */
export const complement = (spans: readonly Span[]): readonly Span[] => {
  const gaps: Span[] = [];
  let next = 0;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (from > next) {
      gaps.push({ from: next, to: from - 1 });
    }
    next = Math.max(next, to + 1);
  }
  if (next <= LAST_CODE_POINT) {
    gaps.push({ from: next, to: LAST_CODE_POINT });
  }
  return gaps;
};

const spansHold = (spans: readonly Span[], point: number): boolean => spans.some(({ from, to }) => from <= point && point <= to);

const otherCase = (point: number): readonly number[] => {
  const text = String.fromCodePoint(point);
  return [text.toLowerCase(), text.toUpperCase()]
    .filter((other) => [...other].length === 1)
    .map((other) => other.codePointAt(0) ?? 0);
};

export const holds = ({ spans, isNegated, ignoreCase }: Characters, point: number): boolean => {
  const isIn = spansHold(spans, point) || (ignoreCase && otherCase(point).some((other) => spansHold(spans, other)));
  return isIn !== isNegated;
};
