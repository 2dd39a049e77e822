import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { strangerSentences, wrongWeights } from '../../../harness/report/wrong-weights.ts';
import { CASES } from './cases.ts';
import { judged } from './judged.ts';
import { REPORTS } from './reports.ts';

const gateOf = (name: string) => judged(CASES[name]!).gates[0]!;
const wrong = (name: string) => [...wrongWeights(gateOf(name))];

describe('wrongWeights', () => {
  it('names the versions whose interval does not hold their share', () => {
    assert.deepEqual(wrong('fail'), [
      [0, 'one got 70.4 % (99 % interval 66.5 % to 74.1 %), expected 80 %'],
      [1, 'two got 29.6 % (99 % interval 25.9 % to 33.5 %), expected 20 %'],
    ]);
  });

  it('names the one that is off, and none of those that are not', () => {
    assert.deepEqual([...wrongWeights(REPORTS['sixty-versions']!.gates[0]!).keys()], [41]);
  });

  it('names a version of weight 0 that answered', () => {
    assert.deepEqual(wrong('structural'), [[2, 'v3 answered 7 of 1,000 requests, although its weight is 0']]);
    assert.deepEqual(wrong('sequential-structural'), [[2, 'v3 answered 1 of 31 requests, although its weight is 0']]);
  });

  it('goes by the band where the run stopped early, which counts the versions with a weight only', () => {
    const gate = judged({
      weights: { v0: '0', v1: '80', v2: '20' },
      counts: { v1: 60, v2: 58 },
      tally: { end: 'decided' },
      sequential: { cap: 21_378, labels: Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 'v1' : 'v2')) },
    }).gates[0]!;
    assert.equal(gate.verdict, 'FAIL');
    const bandOf = (lo: readonly number[], hi: readonly number[]) =>
      wrongWeights({ ...gate, sequential: { ...gate.sequential!, band: { lo, hi } } });
    assert.deepEqual([...bandOf([0.3, 0.1], [0.9, 0.9])], [], 'a band that holds the shares tells no single version');
    assert.deepEqual([...bandOf([0.3, 0.1], [0.7, 0.9])], [[1, 'v1 got 50.8 % (99 % band 30.0 % to 70.0 %), expected 80 %']]);
  });

  it('names none for any verdict but FAIL, nor for a FAIL that is not about shares', () => {
    for (const name of Object.keys(CASES))
      if (gateOf(name).verdict !== 'FAIL' || gateOf(name).reason === 'failures') assert.deepEqual(wrong(name), [], name);
  });

  it('names none where no single share is provably wrong', () => {
    const gate = gateOf('fail');
    const wide = { ...gate, ci: { ...gate.ci, lo: [0, 0], hi: [1, 1] } };
    assert.equal(wrongWeights(wide).size, 0);
  });
});

describe('strangerSentences', () => {
  it('tells who answered without a weight', () => {
    assert.deepEqual(strangerSentences(gateOf('structural')), [
      { name: 'v9', text: "'v9' answered 3 of 1,000 requests, and no weight names it" },
    ]);
  });

  it('has none where strangers are allowed', () => {
    assert.equal(gateOf('allowed-stranger').structural.unknown.length, 1);
    assert.deepEqual(strangerSentences(gateOf('allowed-stranger')), []);
  });
});
