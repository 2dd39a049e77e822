import type { Step } from './program.ts';
import { type Assertion, holds } from './syntax.ts';

/** Where each group began and ended, as indices of code points; slots 0 and 1 are the whole match. */
export type Marks = readonly (number | undefined)[];

const isWord = (point: number | undefined): boolean => point !== undefined && /^\w$/.test(String.fromCodePoint(point));

const passes = (assertion: Assertion, text: readonly number[], at: number): boolean => {
  switch (assertion) {
    case 'text-start':
      return at === 0;
    case 'text-end':
      return at === text.length;
    case 'line-start':
      return at === 0 || text[at - 1] === 10;
    case 'line-end':
      return at === text.length || text[at] === 10;
    case 'word-edge':
      return isWord(text[at - 1]) !== isWord(text[at]);
    case 'no-word-edge':
      return isWord(text[at - 1]) === isWord(text[at]);
  }
};

interface Thread {
  readonly step: number;
  readonly marks: Marks;
}

/** The threads that wait for a character or accept, in order of preference, after following everything that takes no character. */
const spread = (program: readonly Step[], text: readonly number[], at: number, starts: readonly Thread[]): readonly Thread[] => {
  const seen = new Set<number>();
  const waiting: Thread[] = [];
  const stack = starts.toReversed();
  for (let thread = stack.pop(); thread !== undefined; thread = stack.pop()) {
    const step = program[thread.step];
    if (step === undefined || seen.has(thread.step)) {
      continue;
    }
    seen.add(thread.step);
    const { marks } = thread;
    if (step.do === 'split') {
      stack.push({ step: step.second, marks }, { step: step.first, marks });
    } else if (step.do === 'jump') {
      stack.push({ step: step.to, marks });
    } else if (step.do === 'mark') {
      stack.push({ step: thread.step + 1, marks: marks.with(step.slot, at) });
    } else if (step.do === 'check') {
      stack.push(...(passes(step.assertion, text, at) ? [{ step: thread.step + 1, marks }] : []));
    } else {
      waiting.push(thread);
    }
  }
  return waiting;
};

/**
 * The match that begins at `from` and that a backtracking engine would prefer, or, with `isWhole`, one that ends with the text. Each
 * character is looked at once per step, so no pattern takes exponential time (Pike's machine).
 */
export const walk = (
  program: readonly Step[],
  text: readonly number[],
  from: number,
  groups: number,
  isWhole: boolean,
): Marks | null => {
  const blank: Marks = new Array<number | undefined>(groups * 2 + 2).fill(undefined).with(0, from);
  let threads = spread(program, text, from, [{ step: 0, marks: blank }]);
  let found: Marks | null = null;
  for (let at = from; threads.length > 0; at += 1) {
    const point = text[at];
    const moved: Thread[] = [];
    for (const thread of threads) {
      const step = program[thread.step];
      if (step?.do === 'accept') {
        if (!isWhole || at === text.length) {
          found = thread.marks.with(1, at);
          break;
        }
      } else if (step?.do === 'take' && point !== undefined && holds(step.characters, point)) {
        moved.push({ step: thread.step + 1, marks: thread.marks });
      }
    }
    threads = spread(program, text, at + 1, moved);
  }
  return found;
};
