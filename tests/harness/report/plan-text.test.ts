import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { askQuestion } from '../../../harness/cli/question.ts';
import { answerPlan } from '../../../harness/cli/requests-needed.ts';
import { renderPlanText } from '../../../harness/report/plan-text.ts';
import { columnsOf } from '../../../harness/report/printable.ts';

const plan = (args: string, columns = 80) => {
  const command = readCommandLine(['plan', ...args.split(' ')], {});
  assert.ok(command.verb === 'plan');
  const estimate = answerPlan(askQuestion(command.options, null), command.options.requests ?? null);
  return renderPlanText(estimate, { columns, color: false });
};

describe('renderPlanText', () => {
  it('answers for shifts of 5, 2 and 1 points', () => {
    assert.equal(
      plan('--expect 80,20'),
      [
        '80 : 20, false-alarm risk 1 %, power 95 %',
        '',
        '  a shift of  to notice it  to prove there is none (--tolerance)',
        '  5 points           1,141                                 1,141',
        '  2 points           7,126                                 7,126',
        '  1 point           28,503                                28,503',
        '',
      ].join('\n'),
    );
  });

  it('says what a given number can see', () =>
    assert.match(plan('--expect 80,20 -n 500'), /500 requests notice a shift of 7\.6 points or more with 95 % probability/));

  it('says when half of a small share is the limit', () =>
    assert.match(plan('--expect 90,9,1 --tolerance 3'), /here 0\.5 points for the smallest/));

  it('asks about leaks when one version has all the weight', () => {
    assert.match(plan('--expect v1=100,v2=0'), /to see a leak of 1 % into other versions: 299 requests/);
  });

  it('fits the columns', () => {
    const many = Array.from({ length: 40 }, (_, i) => `version-number-${i}=${i + 1}`).join(',');
    for (const args of ['--expect 80,20 -n 5', '--expect 90,9,1 --tolerance 0.01', `--expect ${many} -n 100`, '--expect 1 -n 3'])
      for (const columns of [70, 80, 120])
        for (const line of plan(args, columns).split('\n')) assert.ok(columnsOf(line) <= columns, line);
  });
});
