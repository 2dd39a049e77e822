import { judge } from '../../../harness/judge/judge.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import type { counting } from './given.ts';
import { expecting } from './given.ts';

/** The messages of one judged tally, `ID text`, decisive one first. */
export const sentences = (
  weights: readonly (number | string)[],
  tally: ReturnType<typeof counting>,
  rule: Partial<Rule> = {},
): string[] => judge(expecting(weights, rule), tally).messages.map(({ id, text }) => `${id} ${text}`);

/** The text of the messages with this id. */
export const withId = (id: string, all: readonly string[]): string[] =>
  all.filter((sentence) => sentence.startsWith(`${id} `)).map((sentence) => sentence.slice(id.length + 1));
