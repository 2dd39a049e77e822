import { type Conclusion, conclude } from './conclude.ts';
import type { Counted } from './counted.ts';
import type { OptionName, Options } from './options.ts';
import { askQuestion, type Question, repeatQuestion } from './question.ts';
import { checked } from './usage-error.ts';
import type { Weighed } from './weighing.ts';

type JudgeOptions = Parameters<typeof repeatQuestion>[1] & Options<'on-inconclusive'>;

/** Counts that exist as a gate: with the question they were measured for, or the one that is asked now. Options in `given` win over what was saved. */
export function weighedBefore(counted: Counted, options: JudgeOptions, given: ReadonlySet<OptionName>): Weighed {
  const { tally, labels, notes } = counted;
  const question: Question = tally.gate === null ? askQuestion(options, labels) : repeatQuestion(tally.gate, options, given);
  const name = tally.gate?.name ?? null;
  return { name, where: null, question, tally, sequential: question.found, notes, onInconclusive: options['on-inconclusive'] };
}

/** Judges counts that exist. What a saved run says about its own stop is checked by the judge: a record that contradicts itself is the file's fault. */
export function concludeCounted(weighed: Weighed): Conclusion {
  return weighed.question.found.length === 0 ? conclude([weighed], null) : checked(() => conclude([weighed], null));
}
