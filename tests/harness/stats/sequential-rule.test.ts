import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_CONCENTRATIONS } from '../../../harness/stats/e-process.ts';
import { judgeSequence, type SequentialRule } from '../../../harness/stats/sequential-rule.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

const rule: SequentialRule = {
  units: [4n, 1n],
  concentrations: DEFAULT_CONCENTRATIONS,
  alpha: 0.01,
  beta: 0.05,
  tolerancePoints: null,
  minRequests: null,
  maxRequests: null,
};

const traffic = (n: number, share: number, seed: bigint): number[] => {
  const random = xoshiro(seed);
  return Array.from({ length: n }, () => (random.nextUniform() < share ? 0 : 1));
};

describe('judgeSequence', () => {
  it('stops at the first request on a version of weight zero or without a place', () => {
    const zero = judgeSequence({ ...rule, units: [4n, 1n, 0n] }, [0, 1, 0, 2, 0]);
    assert.deepEqual([zero.verdict, zero.reason, zero.stopN, zero.lnE], ['FAIL', 'structural', 4, null]);
    assert.deepEqual(zero.counts, [2, 1, 1]);
    assert.equal(judgeSequence(rule, [0, 9]).reason, 'structural');
  });

  it('ends undecided with a tolerance and passes without one', () => {
    assert.equal(judgeSequence(rule, [0, 0, 1]).reason, 'not-significant');
    assert.equal(judgeSequence({ ...rule, tolerancePoints: 2 }, [0, 0, 1]).reason, 'n-max-reached');
  });

  it('never passes before the smallest share was expected ten times, nor before a leak would have shown', () => {
    const perfect = Array.from({ length: 4000 }, (_, i) => (i % 5 === 4 ? 1 : 0));
    assert.ok(judgeSequence({ ...rule, tolerancePoints: 10, beta: 0.4 }, perfect).stopN >= 50);
    const early = judgeSequence({ ...rule, tolerancePoints: 10, beta: 0.4, minRequests: 1 }, perfect).stopN;
    const withZero = judgeSequence(
      { ...rule, units: [4n, 1n, 0n], tolerancePoints: 0.5, beta: 0.4, minRequests: 1 },
      perfect,
    ).stopN;
    assert.ok(early < 50 && withZero >= 183);
  });

  it('fails wrong traffic early and rarely fails right traffic, however often it looks', () => {
    let falseAlarms = 0;
    for (let seed = 1n; seed <= 60n; seed += 1n) {
      assert.equal(judgeSequence(rule, traffic(1500, 0.65, seed)).verdict, 'FAIL');
      falseAlarms += judgeSequence(rule, traffic(600, 0.8, seed)).verdict === 'FAIL' ? 1 : 0;
    }
    assert.ok(falseAlarms <= 3, `${falseAlarms} of 60`);
  });

  it('needs a deviation beyond the tolerance to fail', () => {
    const slightly = traffic(20_000, 0.79, 4n);
    assert.notEqual(judgeSequence({ ...rule, tolerancePoints: 8 }, slightly).verdict, 'FAIL');
  });
});
