import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../harness/judge/judge.ts';
import { poolSequential } from '../../../harness/judge/pool-sequential.ts';
import { counting, expecting } from './given.ts';
import { inTurn, traffic, watched } from './watched.ts';

const RIGHT = ['v1', 'v1', 'v1', 'v1', 'v2'];
const tolerant = expecting([80, 20], { tolerancePoints: 2 });

describe('poolSequential', () => {
  it('leaves one part as it is', () => {
    const found = watched(tolerant, 500, inTurn(500, ...RIGHT));
    assert.equal(poolSequential(tolerant, [found]), found);
    assert.throws(() => poolSequential(tolerant, []), RangeError);
  });

  it('decides from the counts added up, in any order of the parts', () => {
    const halves = [1n, 2n, 3n].map((seed) => watched(tolerant, 1_500, traffic(1_500, [0.8, 0.2], seed)));
    assert.ok(halves.every(({ decision }) => decision === 'cap'));
    const pooled = poolSequential(tolerant, halves);
    assert.deepEqual(pooled, poolSequential(tolerant, halves.toReversed()));
    assert.deepEqual([pooled.stopN, pooled.capRequests], [4_500, 4_500]);
    const three = ['cap', 'pass'].includes(pooled.decision);
    assert.ok(three, pooled.decision);
    const steady = Array.from({ length: 3 }, () => watched(tolerant, 1_500, inTurn(1_500, ...RIGHT)));
    assert.equal(poolSequential(tolerant, steady).decision, 'pass');
  });

  it('fails when one part saw what must not be', () => {
    const bad = watched(tolerant, 100, inTurn(10, 'v1', 'nobody'));
    const pooled = poolSequential(tolerant, [watched(tolerant, 500, inTurn(500, ...RIGHT)), bad]);
    assert.deepEqual([pooled.decision, pooled.logE, pooled.pSequential], ['structural', null, 0]);
  });

  it('gives records that the judge accepts, whatever the parts were', () => {
    const any = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      tolerancePoints: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
      caps: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 4 }),
      seed: fc.bigInt({ min: 1n, max: 1n << 50n }),
    });
    fc.assert(
      fc.property(any, ({ weights, tolerancePoints, caps, seed }) => {
        const expectation = expecting(weights, { tolerancePoints });
        const even = weights.map(() => 1 / weights.length);
        const parts = caps.map((cap, i) => watched(expectation, cap, traffic(cap, even, seed + BigInt(i))));
        const pooled = poolSequential(expectation, parts);
        const verdict = judge(expectation, counting(pooled.stopCounts), pooled);
        assert.equal(verdict.verdict === 'FAIL', pooled.decision === 'fail');
      }),
      { numRuns: 100 },
    );
  });

  it('seldom fails a right gateway however the parts stopped', () => {
    const plain = expecting([80, 20], { significance: 0.05 });
    let falseAlarms = 0;
    for (let seed = 1n; seed <= 200n; seed += 1n) {
      const parts = [0n, 1000n].map((shift) => watched(plain, 300, traffic(300, [0.8, 0.2], seed + shift)));
      falseAlarms += poolSequential(plain, parts).decision === 'fail' ? 1 : 0;
    }
    assert.ok(falseAlarms <= 10, `${falseAlarms} of 200 at 5 %`);
  });
});
