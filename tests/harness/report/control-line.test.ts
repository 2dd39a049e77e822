import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlLine } from '../../../harness/report/control-line.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

const lineOf = (weights: Record<string, string>, counts: Record<string, number>) =>
  controlLine(judged({ weights, counts, prove: true }).gates[0]!);

describe('controlLine', () => {
  it('says nothing where no control was asked for', () => {
    assert.deepEqual(controlLine(judged(CASES.pass!).gates[0]!), []);
  });

  it('tells what was moved, the wrong shares, and how they fared', () => {
    assert.deepEqual(lineOf({ v1: '80', v2: '20' }, { v1: 803, v2: 197 }), [
      'negative control: with 10 points moved from v1 to v2 (70 : 30) the same answers FAIL, p = 1.2e-12',
    ]);
    assert.match(lineOf({ v1: '80', v2: '20' }, { v1: 24, v2: 6 })[0]!, /do not FAIL, p = 0\.32; that takes about 375 requests$/);
  });

  it('leaves out a long list of shares, and everything a terminal would act on', () => {
    const names = Array.from({ length: 9 }, (_, i) => `\u001b[1m${i}`);
    const [line = ''] = lineOf(
      Object.fromEntries(names.map((name) => [name, '1'])),
      Object.fromEntries(names.map((name) => [name, 100])),
    );
    assert.match(line, /points moved from \S+ to \S+ the same answers/);
    assert.doesNotMatch(line, /\p{Cc}/u);
  });
});
