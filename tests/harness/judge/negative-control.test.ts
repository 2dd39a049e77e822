import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../harness/judge/judge.ts';
import { proveItCanFail, requestsForControl, wrongExpectation } from '../../../harness/judge/negative-control.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import { counting, expecting, labelled } from './given.ts';

const sharesOf = (weights: readonly (string | number)[], rule: Partial<Rule> = {}) =>
  wrongExpectation(expecting(weights, rule)).expectation.versions.map(({ share }) => share);

const proved = (weights: readonly number[], counts: readonly number[], rule: Partial<Rule> = {}) => {
  const expectation = expecting(weights, rule);
  const tally = counting(counts);
  return proveItCanFail(expectation, tally, judge(expectation, tally));
};

describe('wrongExpectation', () => {
  it('moves 10 points, or the tolerance, from the largest to the smallest share', () => {
    assert.deepEqual(sharesOf([80, 20]), [0.7, 0.3]);
    assert.deepEqual(sharesOf([20, 80], { tolerancePoints: 2 }), [0.22, 0.78]);
    assert.deepEqual(sharesOf([30, 60, 10]), [0.3, 0.5, 0.2]);
    assert.deepEqual(sharesOf([1, 1]), [0.4, 0.6]);
    assert.deepEqual(sharesOf([3, 1], { tolerancePoints: 2.5 }), [0.725, 0.275]);
  });

  it('leaves versions of weight zero at zero while two others have weight', () => {
    assert.deepEqual(sharesOf([0, 70, 30]), [0, 0.6, 0.4]);
  });

  it('gives a share to the idle version, or to nobody known, when one version has all', () => {
    assert.deepEqual(sharesOf([100, 0]), [0.9, 0.1]);
    const { expectation, to } = wrongExpectation(expecting([7]));
    assert.deepEqual(
      expectation.versions.map(({ share }) => share),
      [0.9, 0.1],
    );
    assert.equal(to, 'another version');
  });

  it('takes at most half of the largest share', () => {
    assert.deepEqual(sharesOf(Array(20).fill(1)).slice(0, 2), [0.025, 0.05]);
    assert.deepEqual(sharesOf([80, 20], { tolerancePoints: 60 }), [0.4, 0.6]);
  });

  it('is an expectation with the same versions, sums to one, and is not the right one', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
    const tolerance = fc.option(fc.double({ min: 0.001, max: 99, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(weights, tolerance, (given, tolerancePoints) => {
        fc.pre(given.some((weight) => weight > 0));
        const right = expecting(given, { tolerancePoints });
        const { expectation, movedPp } = wrongExpectation(right);
        const shares = expectation.versions.map(({ share }) => share);
        assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
        assert.ok(shares.every((share) => share >= 0 && share <= 1));
        assert.ok(movedPp > 0 && movedPp <= (tolerancePoints ?? 10) + 1e-9);
        const changed = expectation.versions.filter(({ share }, i) => Math.abs(share - (right.versions[i]?.share ?? 0)) > 1e-9);
        assert.equal(changed.length, 2);
        // The judge takes it.
        judge(expectation, counting([1]));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('proveItCanFail', () => {
  it('leaves a PASS that the wrong weights do not get', () => {
    const { verdict, control } = proved([80, 20], [803, 197]);
    assert.equal(verdict.verdict, 'PASS');
    assert.equal(control.failed, true);
    assert.ok(control.p! < 1e-10);
    assert.deepEqual(control.weights, [
      { name: 'v1', p: 0.7 },
      { name: 'v2', p: 0.3 },
    ]);
  });

  it('makes a PASS that the wrong weights would get as well INCONCLUSIVE, with the requests that it takes', () => {
    const { verdict, control } = proved([80, 20], [24, 6]);
    assert.equal(verdict.verdict, 'INCONCLUSIVE');
    assert.equal(verdict.reason, 'cannot-fail');
    assert.equal(control.failed, false);
    assert.match(verdict.message, /^INCONCLUSIVE\. .*70 % \/ 30 %.* Send about 375\.$/);
    assert.deepEqual([verdict.messages[0]?.id, verdict.nPlan], ['M-CANNOTFAIL', 375]);
    assert.ok(verdict.messages.every(({ text }) => !text.startsWith('PASS')));
  });

  it('keeps a FAIL, also one that the wrong weights would have passed', () => {
    const { verdict, control } = proved([80, 20], [700, 300]);
    assert.equal(verdict.verdict, 'FAIL');
    assert.equal(control.failed, false);
  });

  it('keeps what is INCONCLUSIVE for a reason of its own', () => {
    assert.equal(proved([80, 20], [0, 0]).verdict.reason, 'no-data');
    assert.equal(proved([80, 20], [1, 1]).verdict.reason, 'vacuous');
    assert.equal(proved([80, 20], [82, 18], { tolerancePoints: 2 }).verdict.reason, 'not-enough-data');
  });

  it('proves a single version by a share that it does not lose', () => {
    assert.equal(proved([100], [500]).control.failed, true);
    const { verdict } = proved([100, 0], [20]);
    assert.equal(verdict.reason, 'cannot-fail');
  });

  it('does not take a stranger that is allowed for a failed control', () => {
    const expectation = expecting([80, 20], { allowUnknown: true });
    const tally = counting([24, 6], { labels: [labelled('canary', 5)] });
    const { verdict } = proveItCanFail(expectation, tally, judge(expectation, tally));
    assert.equal(verdict.reason, 'cannot-fail');
  });

  it('asks for as many requests as notice the shift: the plan of exactly these two splits', () => {
    // λ* 17.8142 over w² = 0.01/0.7 + 0.01/0.3.
    assert.equal(requestsForControl(expecting([80, 20]), 0.05), Math.ceil(17.8142 / (0.01 / 0.7 + 0.01 / 0.3)));
  });

  it('only ever turns a PASS into INCONCLUSIVE', () => {
    const counts = fc.array(fc.nat(400), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(counts, fc.constantFrom(null, 2, 15), (given, tolerancePoints) => {
        const expectation = expecting([50, 30, 20], { tolerancePoints, method: 'chi2' });
        const tally = counting(given);
        const before = judge(expectation, tally);
        const { verdict, control } = proveItCanFail(expectation, tally, before);
        if (before.verdict === 'PASS') assert.equal(verdict.verdict, control.failed ? 'PASS' : 'INCONCLUSIVE');
        else assert.deepEqual(verdict, before);
        assert.ok(control.nNeeded >= 1 && Number.isSafeInteger(control.nNeeded));
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});
