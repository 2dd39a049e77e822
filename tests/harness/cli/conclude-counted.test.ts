import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCommandLine } from '../../../harness/cli/command-line.ts';
import { concludeCounted, weighedBefore } from '../../../harness/cli/conclude-counted.ts';
import { typedCounts } from '../../../harness/cli/counted.ts';

function asked(...args: string[]) {
  const command = readCommandLine(['judge', ...args], {});
  assert.ok(command.verb === 'judge');
  return command;
}

describe('counts that exist', () => {
  const first = asked('--expect', 'one=80,two=20', '--tolerance', '2', '--on-inconclusive', 'pass');
  const weighed = weighedBefore(typedCounts([8_100, 1_900], first.options), first.options, first.given);

  it('are judged by the question that is asked now', () => {
    const { report } = concludeCounted(weighed);
    assert.deepEqual([report.verdict, report.gates[0]?.reason], ['PASS', 'within-tolerance']);
    assert.equal(weighed.onInconclusive, 'pass');
  });

  it('keep the question that they were saved with, unless another one is asked', () => {
    const [tally] = concludeCounted(weighed).tallies;
    assert.ok(tally !== undefined);
    const saved = { tally, labels: null, notes: [] };
    const again = asked();
    const same = weighedBefore(saved, again.options, again.given);
    assert.equal(same.question.rule.tolerancePoints, 2);
    assert.equal(same.name, 'typed-in counts');
    const other = asked('--tolerance', '0.5');
    const changed = concludeCounted(weighedBefore(saved, other.options, other.given)).report.gates[0];
    assert.equal(changed?.deltaPp, 0.5);
    assert.ok(changed?.notes.some((note) => note.includes('what-if')));
  });
});
