import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adviceFor } from '../../../harness/report/advice.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';

const of = (name: string) => adviceFor(judged(CASES[name]!).gates[0]!);

describe('adviceFor', () => {
  it('says nothing after a PASS and something after everything else, naming an action', () => {
    for (const [name, given] of Object.entries(CASES)) {
      const gate = judged(given).gates[0]!;
      const advice = adviceFor(gate);
      if (gate.verdict === 'PASS') assert.deepEqual(advice, [], name);
      else
        assert.match(
          advice.join(' '),
          /compare|find|look at|send about|check|say how|see the failures|name them|warm up|weigh again/,
          name,
        );
    }
  });

  it('shows the observed shares with enough digits to differ from the expected ones', () => {
    assert.match(of('fail')[0]!, /\(about 70 : 30\)/);
    assert.match(of('tiny-difference')[0]!, /\(about 50\.1 : 49\.9\)/);
  });

  it('knows what went wrong when nothing could be measured', () => {
    assert.match(of('never-ready')[0]!, /--ready-timeout/);
    assert.match(of('no-version-found')[0]!, /--group-by/);
    assert.match(of('nothing-answered')[0]!, /--timeout/);
    assert.doesNotMatch(of('too-many-without-version')[0]!, /--timeout/);
  });

  it('gives the number that settles it as an option to copy', () => assert.match(of('not-enough')[0]!, /-n 7126/));
});
