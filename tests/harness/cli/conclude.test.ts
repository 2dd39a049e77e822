import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import { type CommandOf, readCommandLine } from '../../../harness/cli/command-line.ts';
import { conclude } from '../../../harness/cli/conclude.ts';
import { askQuestion } from '../../../harness/cli/question.ts';

const concluded = (expect: string, counts: Readonly<Record<string, number>>, interruptedExitCode: number | null = null) => {
  const { options } = readCommandLine(['judge', '--expect', expect], {}) as CommandOf<'judge'>;
  const tally = tallyFromCounts(Object.keys(counts), Object.values(counts));
  const question = askQuestion(options, null);
  const gate = {
    name: null,
    where: null,
    question,
    tally,
    sequential: [],
    onInconclusive: 'fail' as const,
    notes: ['from the site'],
  };
  return conclude([gate], interruptedExitCode);
};

describe('conclude', () => {
  it('joins verdict, exit code, notes and measurement, and saves the rule with names', () => {
    const { report, tallies } = concluded('80,20', { b: 200, a: 800 });
    const [tally] = tallies;
    assert.deepEqual([report.verdict, report.exitCode, report.gates.length], ['PASS', 0, 1]);
    assert.equal(tally?.gate?.expect, 'a=80,b=20');
    assert.deepEqual(tally?.gate?.notes, report.gates[0]!.notes);
    assert.equal(report.gates[0]!.notes.at(-1), 'from the site');
    assert.equal(report.gates[0]!.pHolm, report.gates[0]!.p);
  });

  it('an interrupted run keeps its verdict and gets the exit code of the signal', () => {
    const { report } = concluded('80,20', { a: 800, b: 200 }, 130);
    assert.deepEqual([report.verdict, report.exitCode, report.gates[0]!.exitCode], ['PASS', 130, 130]);
    assert.match(report.gates[0]!.notes[0] ?? '', /interrupted/);
  });

  it('hints at another order only when the order was guessed and that order fits', () => {
    const hint = (expect: string, counts: Record<string, number>) =>
      concluded(expect, counts).report.gates[0]!.notes.find((note) => note.includes('another order'));
    assert.match(hint('80,20', { a: 200, b: 800 }) ?? '', /--expect b=80,a=20/);
    assert.equal(hint('a=80,b=20', { a: 200, b: 800 }), undefined);
    assert.equal(hint('80,20', { a: 500, b: 500 }), undefined);
    assert.equal(hint('80,20', { a: 800, b: 200 }), undefined);
  });

  it('more names than weights are a usage error that names them', () => {
    assert.throws(() => concluded('80,20', { a: 1, b: 1, c: 1 }), { name: 'UsageError', message: /"a", "b", "c"/ });
  });
});
