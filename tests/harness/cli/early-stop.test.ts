import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { capOf, monitorOf, rejectUnwatchable } from '../../../harness/cli/early-stop.ts';
import { askQuestion, type Question } from '../../../harness/cli/question.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';

const asked = (args: readonly string[], versions: readonly string[] | null = null) => {
  const { options, given } = readCommandLine(['verify', 'tcp://127.0.0.1:9', ...args], {}) as CommandOf<'verify'>;
  return { question: askQuestion(options, versions), given };
};
const questionOf = (...args: string[]): Question => asked(args).question;

describe('rejectUnwatchable', () => {
  const check = (args: readonly string[], versions: readonly string[] | null = null) => {
    const { question, given } = asked(args, versions);
    rejectUnwatchable(question, given);
  };

  it('wants names, wherever they come from', () => {
    assert.throws(
      () => check(['--expect', '80,20']),
      /^UsageError: --sequential: the weights 80,20 have no names, .* write --expect one=80,two=20 or add --labels$/,
    );
    assert.throws(() => check(['--expect', '1,2,3,4,5']), /one=1,two=2,three=3,v4=4,v5=5/);
    assert.doesNotThrow(() => check(['--expect', 'a=80,b=20']));
    assert.doesNotThrow(() => check(['--expect', '80,20', '--labels', 'a,b']));
    assert.doesNotThrow(() => check(['--expect', '80,20'], ['one', 'two']));
  });

  it('refuses a method for a test that is not made', () => {
    assert.throws(() => check(['--expect', 'a=80,b=20', '--test', 'mc']), UsageError);
  });
});

describe('capOf', () => {
  it('is three times what notices a shift of the tolerance, else the usual number', () => {
    assert.equal(capOf(questionOf('--expect', 'a=80,b=20', '--tolerance', '2'), 1), 21_378);
    assert.equal(capOf(questionOf('--expect', 'a=80,b=20'), 1), 1_141);
    assert.equal(capOf(questionOf('--expect', 'a=100,b=0'), 1), 299);
    assert.equal(capOf(questionOf('--expect', 'a=100,b=0', '--tolerance', '1'), 1), 897);
    assert.ok(capOf(questionOf('--expect', 'a=80,b=20', '--tolerance', '2'), 10) > 21_378, 'a smaller part of alpha needs more');
  });
});

describe('monitorOf', () => {
  const failsAfter = (question: Question, gates: number): number => {
    const monitor = monitorOf(question, 10_000, gates);
    let n = 1;
    while (monitor?.observe('a') === false) n += 1;
    return n;
  };

  it('is there for sequential questions only', () => {
    assert.equal(monitorOf(questionOf('--expect', 'a=80,b=20'), 100, 1), null);
  });

  it('needs more evidence when several gates share the risk', () => {
    const question = questionOf('--expect', 'a=80,b=20', '--sequential');
    assert.equal(failsAfter(question, 1), 43);
    assert.equal(
      failsAfter(question, 10),
      failsAfter(questionOf('--expect', 'a=80,b=20', '--sequential', '--significance', '0.001'), 1),
    );
    assert.ok(failsAfter(question, 10) > 43);
  });
});
