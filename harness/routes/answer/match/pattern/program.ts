import { NotReadable } from './reader.ts';
import type { Assertion, Characters, Piece } from './syntax.ts';

/** One step of a machine that walks a text; `split` tries `first` before `second`. */
export type Step =
  | { readonly do: 'take'; readonly characters: Characters }
  | { readonly do: 'check'; readonly assertion: Assertion }
  | { readonly do: 'split'; first: number; second: number }
  | { readonly do: 'jump'; to: number }
  | { readonly do: 'mark'; readonly slot: number }
  | { readonly do: 'accept' };

/** More steps than this, from repetitions of repetitions, and nothing is said about the pattern. RE2 limits its memory likewise. */
const MOST_STEPS = 20_000;

/** The steps of a pattern, in Thompson's way: time is steps × text whatever the pattern. Null for too many of them. */
export const programOf = (pattern: Piece): readonly Step[] | null => {
  const steps: Step[] = [];
  try {
    append(steps, pattern);
    push(steps, { do: 'accept' });
    return steps;
  } catch (problem) {
    if (problem instanceof NotReadable) {
      return null;
    }
    throw problem;
  }
};

const push = <One extends Step>(steps: Step[], step: One): One => {
  if (steps.length >= MOST_STEPS) {
    throw new NotReadable('too many steps');
  }
  steps.push(step);
  return step;
};

const append = (steps: Step[], piece: Piece): void => {
  switch (piece.kind) {
    case 'characters':
      push(steps, { do: 'take', characters: piece.characters });
      return;
    case 'assertion':
      push(steps, { do: 'check', assertion: piece.assertion });
      return;
    case 'sequence':
      for (const item of piece.pieces) {
        append(steps, item);
      }
      return;
    case 'either':
      appendEither(steps, piece.pieces);
      return;
    case 'repeat':
      appendRepeat(steps, piece);
      return;
    case 'group':
      push(steps, { do: 'mark', slot: piece.index * 2 });
      append(steps, piece.piece);
      push(steps, { do: 'mark', slot: piece.index * 2 + 1 });
      return;
  }
};

const appendEither = (steps: Step[], pieces: readonly Piece[]): void => {
  const ends: { to: number }[] = [];
  pieces.forEach((piece, index) => {
    if (index === pieces.length - 1) {
      append(steps, piece);
      return;
    }
    const split = push(steps, { do: 'split', first: steps.length + 1, second: 0 });
    append(steps, piece);
    ends.push(push(steps, { do: 'jump', to: 0 }));
    split.second = steps.length;
  });
  for (const end of ends) {
    end.to = steps.length;
  }
};

const appendRepeat = (steps: Step[], repeat: Extract<Piece, { readonly kind: 'repeat' }>): void => {
  for (let index = 0; index < repeat.least; index += 1) {
    append(steps, repeat.piece);
  }
  if (repeat.most === null) {
    const start = steps.length;
    const split = push(steps, { do: 'split', first: 0, second: 0 });
    append(steps, repeat.piece);
    push(steps, { do: 'jump', to: start });
    aim(split, start + 1, steps.length, repeat.isGreedy);
    return;
  }
  const splits: { split: { first: number; second: number }; start: number }[] = [];
  for (let index = repeat.least; index < repeat.most; index += 1) {
    splits.push({ split: push(steps, { do: 'split', first: 0, second: 0 }), start: steps.length });
    append(steps, repeat.piece);
  }
  for (const { split, start } of splits) {
    aim(split, start, steps.length, repeat.isGreedy);
  }
};

const aim = (split: { first: number; second: number }, again: number, onward: number, isGreedy: boolean): void => {
  split.first = isGreedy ? again : onward;
  split.second = isGreedy ? onward : again;
};
