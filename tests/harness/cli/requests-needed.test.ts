import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { askQuestion } from '../../../harness/cli/question.ts';
import { answerPlan, requestsFor } from '../../../harness/cli/requests-needed.ts';

const question = (...args: string[]) => askQuestion((readCommandLine(['plan', ...args], {}) as CommandOf<'plan'>).options, null);

describe('requestsFor', () => {
  for (const [args, requests] of [
    [['--expect', '80,20'], 1141],
    [['--expect', '30,60,10'], 1983],
    [['--expect', '100'], 299],
    [['--expect', 'v1=100,v2=0'], 299],
    [['--expect', '80,20', '--tolerance', '2'], 7126],
  ] as const)
    it(`${args.join(' ')}: ${requests}`, () => assert.equal(requestsFor(question(...args)), requests));
});

describe('answerPlan', () => {
  it('answers for the usual shifts, or for the tolerance alone', () => {
    assert.deepEqual(
      answerPlan(question('--expect', '80,20'), null).needs.map(({ points }) => points),
      [5, 2, 1],
    );
    assert.deepEqual(
      answerPlan(question('--expect', '80,20', '--tolerance', '3'), null).needs.map(({ points }) => points),
      [3],
    );
  });

  it('shows names only where there are some', () => {
    const names = (...args: string[]) => answerPlan(question(...args), null).weights.map(({ name }) => name);
    assert.deepEqual(names('--expect', '80,20'), [null, null]);
    assert.deepEqual(names('--expect', 'a=80,b=20'), ['a', 'b']);
    assert.deepEqual(names('--expect', '80,20', '--labels', 'x,y'), ['x', 'y']);
  });

  it('tells what -n can see, and when that is little', () => {
    const sees = (requests: number) => answerPlan(question('--expect', '80,20'), requests).sees;
    assert.equal(sees(500)?.lowPower, true);
    assert.equal(sees(5000)?.lowPower, false);
    assert.ok(Math.abs((sees(1000)?.mdsPp[0] ?? 0) - 5.34) < 0.01);
  });
});
