import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adviceFor } from '../../../harness/report/advice.ts';
import { CASES } from './cases.ts';
import { type Case, judged } from './judged.ts';

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

  it('blames whoever was at its limit', () => {
    const weights = { one: '80', two: '20' };
    const adviceOn = (tally: Case['tally'], counts = {}) =>
      adviceFor(judged({ weights, counts, ...(tally === undefined ? {} : { tally }) }).gates[0]!).join();
    const failing = (kind: string, example: string, count = 40) => [{ kind, status: null, count, example }];
    const ours = /this machine: it was at its limit, the target was not/;
    assert.match(adviceOn({ failures: failing('local', 'no free local port') }), ours);
    assert.match(adviceOn({ end: 'never-ready', endDetail: 'local: no free file handle' }), ours);
    assert.match(adviceOn({ failures: failing('local', 'no free local port', 5) }, { one: 800, two: 200 }), ours);
    const queue = /accept queue is full/;
    assert.match(adviceOn({ failures: failing('timeout', 'no connection within 5000 ms') }), queue);
    assert.match(adviceOn({ failures: failing('timeout', 'no connection within 5000 ms', 5) }, { one: 800, two: 200 }), queue);
    assert.doesNotMatch(adviceOn({ failures: failing('timeout', 'no answer within 5000 ms') }), queue);
  });

  it('gives the number that settles it as an option to copy', () => assert.match(of('not-enough')[0]!, /-n 7126/));
});
