import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EXIT, exitCodeOf } from '../../../harness/cli/exit-code.ts';
import { CASES } from '../report/cases.ts';
import { judged } from '../report/judged.ts';

describe('exit codes', () => {
  it('are those that are documented', () =>
    assert.deepEqual(EXIT, {
      pass: 0,
      fail: 1,
      usage: 2,
      inconclusive: 3,
      cannotMeasure: 4,
      internal: 70,
      SIGINT: 130,
      SIGTERM: 143,
    }));

  for (const [verdict, reason, fail, pass] of [
    ['PASS', 'not-significant', 0, 0],
    ['PASS', 'within-tolerance', 0, 0],
    ['PASS', 'within-tolerance-although-different', 0, 0],
    ['PASS', 'leak-bound', 0, 0],
    ['FAIL', 'significant', 1, 1],
    ['FAIL', 'significant-and-beyond-tolerance', 1, 1],
    ['FAIL', 'structural', 1, 1],
    ['FAIL', 'failures', 1, 1],
    ['INCONCLUSIVE', 'no-data', 3, 0],
    ['INCONCLUSIVE', 'vacuous', 3, 0],
    ['INCONCLUSIVE', 'unattributed', 3, 0],
    ['INCONCLUSIVE', 'low-power', 3, 0],
    ['INCONCLUSIVE', 'different-but-unclear-if-beyond-tolerance', 3, 0],
    ['INCONCLUSIVE', 'not-enough-data', 3, 0],
    ['INCONCLUSIVE', 'could-not-measure', 4, 4],
  ] as const)
    it(`${verdict} ${reason}: ${fail}, with --on-inconclusive pass ${pass}`, () => {
      assert.equal(exitCodeOf({ verdict, reason }, 'fail'), fail);
      assert.equal(exitCodeOf({ verdict, reason }, 'pass'), pass);
    });

  it('follow the verdict for everything that the judge can say', () => {
    for (const given of Object.values(CASES)) {
      const { verdict, exitCode } = judged(given);
      assert.ok({ PASS: [0], FAIL: [1], INCONCLUSIVE: [3, 4] }[verdict].includes(exitCode));
    }
  });
});
