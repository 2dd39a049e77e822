import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Evidence, judge } from '../../../harness/api/judge.ts';
import type { JudgeOptions } from '../../../harness/api/options.ts';
import { UsageError } from '../../../harness/cli/usage-error.ts';
import { inProcess, reportOf } from '../../cli/command.ts';

const EXPECT = { expect: { one: 80, two: 20 } };

describe('judge', () => {
  it('gives the report that the command prints', async () => {
    const printed = reportOf(
      await inProcess(['judge', '--counts', '812,188', '--expect', 'one=80,two=20', '--tolerance', '2', '--report', 'json']),
    );
    for (const counts of ['812,188', [812, 188]] as const)
      assert.deepEqual(judge({ counts }, { ...EXPECT, tolerancePoints: 2 }), printed);
  });

  it('takes counts by name, in any order, with strangers', () => {
    const right = judge({ counts: { two: 188, one: 812 } }, EXPECT).gates[0];
    assert.deepEqual([right?.verdict, right?.counts], ['PASS', [812, 188]]);
    assert.equal(judge({ counts: { one: 188, two: 812 } }, EXPECT).verdict, 'FAIL');
    assert.equal(judge({ counts: { one: 812, two: 180, three: 8 } }, EXPECT).gates[0]?.reason, 'structural');
    assert.equal(judge({ counts: { one: 812, two: 180, three: 8 } }, { ...EXPECT, allowUnknown: true }).verdict, 'PASS');
  });

  it('refuses what is no evidence, and counts that cannot be', () => {
    const refused = (evidence: unknown, options: JudgeOptions, message: RegExp) =>
      assert.throws(
        () => judge(evidence as Evidence, options),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    for (const nothing of [undefined, null, {}, 'x'])
      refused(nothing, EXPECT, /^judge: nothing to judge; give \{ counts \} or \{ tallies \}/);
    refused({ counts: [1], tallies: [] }, EXPECT, /the evidence has counts and tallies/);
    refused({ count: [1] }, EXPECT, /the evidence has count;/);
    refused({ counts: 5 }, EXPECT, /neither a list nor an object/);
    refused({ counts: '1,x' }, EXPECT, /^counts "1,x": "x" is not a count/);
    refused({ counts: [1, -2] }, EXPECT, /not a count/);
    refused({ counts: { one: '5' } }, EXPECT, /not a count/);
    refused({ counts: [1, 2, 3] }, EXPECT, /has 3 numbers but --expect has 2 weights/);
    refused({ counts: {} }, EXPECT, /give one number for every name/);
    refused({ tallies: [] }, {}, /empty list/);
    refused({ tallies: [{}] }, {}, /^tallies\[0\]: \$\.schema is missing/);
    refused({ tallies: [undefined] }, {}, /^tallies\[0\]: not JSON/);
  });
});
