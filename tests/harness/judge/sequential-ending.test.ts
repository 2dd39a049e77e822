import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../harness/judge/judge.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import type { SequentialFindings } from '../../../harness/model/sequential.ts';
import type { GateVerdict } from '../../../harness/model/verdict.ts';
import { counting, expecting, failed, labelled } from './given.ts';
import { onConnections, ordered } from './sequences.ts';
import { inTurn, traffic, watched } from './watched.ts';

const RIGHT = ['v1', 'v1', 'v1', 'v1', 'v2'];
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const ended = ({ verdict, reason }: GateVerdict): string => `${verdict} ${reason}`;

/** 80/20 watched until it is decided; what came in afterwards is added to the counts. */
const run = (labels: Iterable<string | null>, cap: number, rule: Partial<Rule> = {}, tail: readonly number[] = [0, 0]) => {
  const expectation = expecting([80, 20], rule);
  const found = watched(expectation, cap, labels);
  const counts = found.stopCounts.map((count, i) => count + (tail[i] ?? 0));
  return { expectation, found, counts, verdict: judge(expectation, counting(counts), found) };
};

describe('the verdict of a sequential run', () => {
  it('is what was decided, with the reason', () => {
    assert.equal(ended(run(inTurn(100, 'v2'), 100).verdict), 'FAIL significant');
    assert.equal(ended(run(inTurn(100, 'v2'), 100, { tolerancePoints: 2 }).verdict), 'FAIL significant-and-beyond-tolerance');
    assert.equal(ended(run(inTurn(9_000, ...RIGHT), 9_000, { tolerancePoints: 2 }).verdict), 'PASS within-tolerance');
    assert.equal(ended(run(inTurn(500, ...RIGHT), 500, { tolerancePoints: 2 }).verdict), 'INCONCLUSIVE not-enough-data');
    assert.equal(ended(run(inTurn(500, ...RIGHT), 500).verdict), 'PASS not-significant');
  });

  it('is the same whether the run reached its cap or was ended from outside', () => {
    for (const rule of [{}, { tolerancePoints: 2 }]) {
      const [cap, cut] = [run(inTurn(500, ...RIGHT), 500, rule), run(inTurn(500, ...RIGHT), 9_000, rule)];
      assert.deepEqual([cap.found.decision, cut.found.decision], ['cap', 'not-stopped']);
      assert.equal(ended(cap.verdict), ended(cut.verdict));
    }
  });

  it('is not revised by what came in afterwards, whatever it was', () => {
    const tail = fc.tuple(fc.nat(200), fc.nat(200));
    fc.assert(
      fc.property(tail, fc.bigInt({ min: 1n, max: 1n << 40n }), ([more, others], seed) => {
        const wrong = run(traffic(3_000, [0.6, 0.4], seed), 3_000, { tolerancePoints: 2 }, [more, others]);
        assert.equal(ended(wrong.verdict), 'FAIL significant-and-beyond-tolerance');
        const right = run(inTurn(9_000, ...RIGHT), 9_000, { tolerancePoints: 2 }, [more, others]);
        assert.equal(ended(right.verdict), 'PASS within-tolerance');
        assert.equal(right.verdict.n, sumOf(right.counts));
      }),
      { numRuns: 60 },
    );
  });

  it('turns to FAIL when a version that must not answer comes in afterwards', () => {
    const { expectation, found, counts } = run(inTurn(9_000, ...RIGHT), 9_000, { tolerancePoints: 2 });
    const tally = counting(counts, { labels: [labelled('nobody', 1, { firstIndex: 9_001 })] });
    assert.equal(ended(judge(expectation, tally, found)), 'FAIL structural');
    const zero = expecting([80, 20, 0], { tolerancePoints: 2 });
    const watchedZero = watched(zero, 9_000, inTurn(9_000, ...RIGHT));
    assert.equal(watchedZero.decision, 'pass');
    const leaked = counting([...watchedZero.stopCounts, 1]);
    assert.equal(ended(judge(zero, leaked, watchedZero)), 'FAIL structural');
  });

  it('gives way to failures and to a target that could not be measured, counted over everything sent', () => {
    const { expectation, found, counts } = run(inTurn(9_000, ...RIGHT), 9_000, { tolerancePoints: 2 });
    const withFailures = (count: number): GateVerdict =>
      judge(expectation, counting(counts, { failures: [failed('timeout', count)] }), found);
    assert.equal(ended(withFailures(1)), 'PASS within-tolerance');
    assert.equal(ended(withFailures(100)), 'FAIL failures');
    assert.equal(ended(withFailures(2_000)), 'INCONCLUSIVE could-not-measure');
    for (const end of ['gave-up', 'lab-ended'])
      assert.equal(ended(judge(expectation, counting(counts, { end }), found)), 'INCONCLUSIVE could-not-measure');
  });

  it('is void when routing is decided per connection', () => {
    const sent = onConnections(2_000, 100, [0.8, 0.2], 3n);
    const tally = ordered([sent], 2);
    const expectation = expecting([80, 20], { tolerancePoints: 2 });
    const labels = sent.versions.map((version) => `v${version + 1}`);
    const verdict = judge(expectation, tally, watched(expectation, 2_000, labels));
    assert.equal(ended(verdict), 'INCONCLUSIVE unit-changed');
    assert.equal(verdict.unit, 'connection');
    assert.match(verdict.message, /^INCONCLUSIVE\. Routing is decided per connection, .* void\.$/);
    const off = expecting([80, 20], { tolerancePoints: 2, diagnostics: 'off' });
    assert.notEqual(judge(off, tally, watched(off, 2_000, labels)).reason, 'unit-changed');
  });

  it('is vacuous when no result within the cap could have failed', () => {
    assert.equal(ended(run(inTurn(3, 'v1'), 3).verdict), 'INCONCLUSIVE vacuous');
    assert.equal(ended(run(inTurn(3, 'v2'), 3).verdict), 'INCONCLUSIVE vacuous');
    assert.equal(ended(run(inTurn(20, 'v1'), 20).verdict), 'PASS not-significant');
  });

  it('is in doubt when requests without a version could have been the evidence', () => {
    const expectation = expecting([80, 20], { maxFailures: 0.09 });
    const labels = function* () {
      for (let i = 0; i < 1_000; i += 1) {
        yield i % 20 === 19 ? null : RIGHT[i % 5]!;
      }
    };
    const found = watched(expectation, 1_000, labels());
    const tally = (unattributed: number) => counting(found.stopCounts, { failures: [failed('timeout', unattributed)] });
    assert.equal(ended(judge(expectation, tally(50), found)), 'INCONCLUSIVE unattributed');
    const few = expecting([80, 20], { maxFailures: 0.09 });
    const clean = watched(few, 1_000, inTurn(1_000, ...RIGHT));
    assert.equal(
      ended(judge(few, counting(clean.stopCounts, { failures: [failed('timeout', 5)] }), clean)),
      'PASS not-significant',
    );
  });

  it('demands power when asked to, by what early stopping could have noticed', () => {
    assert.equal(ended(run(inTurn(1_141, ...RIGHT), 1_141, { requirePower: true }).verdict), 'INCONCLUSIVE low-power');
    assert.equal(ended(run(inTurn(3_000, ...RIGHT), 3_000, { requirePower: true }).verdict), 'PASS not-significant');
  });

  it('judges a single version by leaks alone', () => {
    const expectation = expecting([100, 0], { tolerancePoints: 1 });
    const found = watched(expectation, 1_000, inTurn(1_000, 'v1'));
    assert.equal(found.stopN, 299);
    assert.equal(ended(judge(expectation, counting([310, 0]), found)), 'PASS leak-bound');
    const early = watched(expectation, 100, inTurn(100, 'v1'));
    assert.equal(ended(judge(expectation, counting([100, 0]), early)), 'INCONCLUSIVE not-enough-data');
  });
});

describe('the figures of a sequential run', () => {
  it('have the sequential p-value and the counts of everything sent', () => {
    const { verdict, found, counts } = run(traffic(3_000, [0.6, 0.4], 5n), 3_000, {}, [20, 12]);
    assert.deepEqual([verdict.method, verdict.sequential], ['sequential', found]);
    assert.ok(Math.abs(verdict.p! - found.pSequential) < 1e-12);
    assert.ok(Math.abs(verdict.log10P! + found.maxLogE / Math.LN10) < 1e-12);
    assert.deepEqual(verdict.counts, counts);
    assert.notEqual(verdict.pChi2, verdict.p);
  });

  it('name both numbers', () => {
    const { verdict, found } = run(traffic(3_000, [0.6, 0.4], 5n), 3_000, {}, [20, 12]);
    const text = verdict.messages.find(({ id }) => id === 'M-SEQ')?.text;
    assert.equal(text, `Decided after ${found.stopN} of at most 3,000 requests; ${found.stopN + 32} were sent.`);
  });

  it('promise less than a fixed size of the same number would have seen', () => {
    const { verdict, expectation, counts } = run(inTurn(1_141, ...RIGHT), 1_141);
    const fixed = judge(expectation, counting(counts));
    assert.ok(verdict.mdsPp[0]! > fixed.mdsPp[0]! * 1.2, `${verdict.mdsPp[0]} against ${fixed.mdsPp[0]}`);
    assert.match(verdict.message, /consistent with 80\/20 \(sequential test, p = 0.97\)\. A shift of [67]\.\d pp or more would/);
  });

  it('are null without early stopping', () => {
    assert.equal(judge(expecting([80, 20]), counting([800, 200])).sequential, null);
  });

  it('are finite for every number of requests, and nothing passes by accident', () => {
    const any = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 5 }),
      cap: fc.integer({ min: 1, max: 300 }),
      tolerancePoints: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
      seed: fc.bigInt({ min: 1n, max: 1n << 50n }),
    });
    fc.assert(
      fc.property(any, ({ weights, cap, tolerancePoints, seed }) => {
        const expectation = expecting(weights, { tolerancePoints });
        const even = weights.map(() => 1 / weights.length);
        const found: SequentialFindings = watched(expectation, cap, traffic(cap, even, seed));
        const verdict = judge(expectation, counting(found.stopCounts), found);
        if (verdict.verdict === 'PASS' && tolerancePoints !== null) {
          assert.equal(found.decision, 'pass');
        }
        assert.equal(verdict.verdict === 'FAIL', found.decision === 'fail');
      }),
      { numRuns: 150 },
    );
  });
});
