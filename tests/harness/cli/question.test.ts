import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { askQuestion, repeatQuestion } from '../../../harness/cli/question.ts';
import type { GateHeader } from '../../../harness/model/tally.ts';

const judge = (...args: string[]) => readCommandLine(['judge', ...args], {}) as CommandOf<'judge'>;
const ask = (versions: readonly string[] | null, ...args: string[]) => askQuestion(judge(...args).options, versions);

const HEADER: GateHeader = {
  name: 'tcp://127.0.0.1:1',
  expect: 'two=80,one=20',
  tolerancePoints: 2,
  significance: 0.02,
  power: 0.9,
  maxFailures: 0.5,
  seed: '7',
  method: 'mc',
  allowUnknown: true,
  requirePower: true,
  diagnostics: 'warn',
  proveItCanFail: false,
  shared: null,
  sequential: [],
  notes: ['a note'],
};
const repeat = (...args: string[]) => {
  const { options, given } = judge(...args);
  return repeatQuestion(HEADER, options, given);
};

describe('askQuestion', () => {
  it('takes the rule from the options, without the dust of 1 - 0.95', () => {
    assert.deepEqual(ask(null, '--expect', '80,20').rule, {
      significance: 0.01,
      missRisk: 0.05,
      tolerancePoints: null,
      maxFailures: 0.001,
      method: 'auto',
      seed: '1',
      allowUnknown: false,
      requirePower: false,
      diagnostics: 'on',
    });
  });

  it('names a bare list by --labels, else by what is known, else not yet', () => {
    assert.deepEqual(ask(['one', 'two'], '--expect', '80,20').labels, ['one', 'two']);
    assert.deepEqual(ask(['one', 'two'], '--expect', '80,20', '--labels', 'x,y').labels, ['x', 'y']);
    assert.equal(ask(null, '--expect', '80,20').labels, null);
  });

  it('notes that weights which look like percentages are ratios', () => {
    assert.match(ask(null, '--expect', '80,30').notes[0] ?? '', /sum to 110/);
    assert.deepEqual(ask(null, '--expect', '80,20').notes, []);
  });

  for (const [args, message] of [
    [[], /--expect is missing/],
    [['--expect', 'a=1,b=1', '--labels', 'x,y'], /--labels x,y: the weights a=1,b=1 have names already/],
    [['--expect', '1,1', '--labels', 'x'], /--expect 1,1 has 2 weights but --labels has 1 names/],
  ] as const)
    it(`refuses ${args.join(' ')}`, () => assert.throws(() => ask(null, ...args), { name: 'UsageError', message }));
});

describe('repeatQuestion', () => {
  it('repeats the saved rule to the last field', () => {
    const { weights, labels, rule, notes } = repeat();
    assert.deepEqual(weights, [
      { name: 'two', text: '80' },
      { name: 'one', text: '20' },
    ]);
    assert.equal(labels, null);
    assert.deepEqual(rule, {
      significance: 0.02,
      missRisk: 0.1,
      tolerancePoints: 2,
      maxFailures: 0.5,
      method: 'mc',
      seed: '7',
      allowUnknown: true,
      requirePower: true,
      diagnostics: 'warn',
    });
    assert.deepEqual(notes, ['a note']);
  });

  for (const [args, field, value] of [
    [['--significance', '0.05'], 'significance', 0.05],
    [['--power', '0.8'], 'missRisk', 0.2],
    [['--tolerance', '3'], 'tolerancePoints', 3],
    [['--max-failures', '0'], 'maxFailures', 0],
    [['--test', 'exact'], 'method', 'exact'],
    [['--seed', '9'], 'seed', '9'],
    [['--no-allow-unknown'], 'allowUnknown', false],
    [['--no-require-power'], 'requirePower', false],
  ] as const)
    it(`${args.join(' ')} wins, and a note says that this is a what-if`, () => {
      const question = repeat(...args);
      assert.equal(question.rule[field], value);
      assert.match(question.notes.at(-1) ?? '', /what-if/);
    });

  it('a bare list keeps the saved names and their order, one of another length does not', () => {
    assert.deepEqual(repeat('--expect', '50,50').labels, ['two', 'one']);
    assert.equal(repeat('--expect', '1,1,1').labels, null);
    assert.deepEqual(repeat('--expect', 'x=1,y=1').weights[0], { name: 'x', text: '1' });
    assert.match(repeat('--expect', '50,50').notes.at(-1) ?? '', /what-if/);
  });

  it('--labels alone would rename what is named already', () => {
    assert.throws(() => repeat('--labels', 'x,y'), { name: 'UsageError', message: /leave --labels out/ });
  });
});
