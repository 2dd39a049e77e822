import { askQuestion } from '../cli/question.ts';
import { answerPlan } from '../cli/requests-needed.ts';
import type { Estimate } from '../model/estimate.ts';
import { askedOptions } from './asked-options.ts';
import type { PlanOptions } from './options.ts';
import { PLAN_TAKES } from './taken.ts';

/**
 * Tells how many requests a question needs, or what a given number can see: `weighbridge plan`. Sends nothing.
 *
 * @returns the record that `weighbridge plan --report json` prints
 * @throws UsageError for options that cannot be
 */
export function plan(options: PlanOptions): Estimate {
  const asked = askedOptions(options, PLAN_TAKES).options;
  return answerPlan(askQuestion(asked, null), asked.requests ?? null);
}
