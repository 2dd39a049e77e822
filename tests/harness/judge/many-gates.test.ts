import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../harness/judge/judge.ts';
import { type GateInput, judgeGates, judgeOne, partOfAlpha } from '../../../harness/judge/many-gates.ts';
import { createMonitor } from '../../../harness/judge/sequential-monitor.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import type { SequentialFindings } from '../../../harness/model/sequential.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { holm } from '../../../harness/stats/holm.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { multinomialSampler } from '../../../harness/stats/sample-multinomial.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { counting, expecting, labelled } from './given.ts';

const gate = (weights: readonly number[], counts: readonly number[], rule: Partial<Rule> = {}): GateInput => ({
  expectation: expecting(weights, rule),
  tally: counting(counts),
  sequential: [],
});

/** Any gate: right or wrong, rich or poor in requests, with a stranger, a single version, or nothing at all. */
const anyGate = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
    counts: fc.array(fc.nat(300), { minLength: 4, maxLength: 4 }),
    scale: fc.constantFrom(0, 1, 1, 1, 20),
    strangers: fc.constantFrom(0, 0, 0, 0, 3),
    tolerancePoints: fc.constantFrom(null, null, 2, 10),
    significance: fc.constantFrom(0.01, 0.01, 0.05),
  })
  .map(({ weights, counts, scale, strangers, tolerancePoints, significance }): GateInput => {
    const shown = weights.map((_, i) => (counts[i] ?? 0) * scale);
    const labels = strangers === 0 ? [] : [labelled('stranger', strangers)];
    const expectation = expecting(weights, { tolerancePoints, significance, method: weights.length > 2 ? 'chi2' : 'auto' });
    return { expectation, tally: counting(shown, { labels }), sequential: [] };
  });

const RISK = { significance: 0.01 };

describe('judgeGates', () => {
  it('judges a single gate exactly as judge does', () => {
    fc.assert(
      fc.property(anyGate, (input) => {
        const [only] = judgeGates([input]);
        const alone = judge(input.expectation, input.tally);
        assert.deepEqual(only?.verdict, alone);
        assert.equal(only?.judgedBy, input.expectation);
        const isTested = alone.method !== 'structural' && !['structural', 'no-data', 'vacuous'].includes(alone.reason);
        assert.equal(only?.pHolm, isTested ? alone.p : null);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it('gives the same to every gate in whatever order they stand', () => {
    fc.assert(
      fc.property(fc.array(anyGate, { minLength: 2, maxLength: 6 }), fc.nat(5), (gates, turn) => {
        const turned = [...gates.slice(turn), ...gates.slice(0, turn)];
        const inOrder = judgeGates(gates);
        const back = judgeGates(turned);
        assert.deepEqual(
          turned.map((one, i) => [gates.indexOf(one), back[i]] as const).toSorted((a, b) => a[0] - b[0]),
          [...inOrder.entries()],
        );
      }),
      { seed: 2, numRuns: 80 },
    );
  });

  it('reports the p-values of Holm, and differs exactly below alpha', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 700, max: 900 }), { minLength: 1, maxLength: 8 }), (ones) => {
        const judged = judgeGates(ones.map((one) => gate([80, 20], [one, 1000 - one], { ...RISK, method: 'chi2' })));
        const p = ones.map((one) => judge(expecting([80, 20], { method: 'chi2' }), counting([one, 1000 - one])).p ?? 1);
        const expected = holm(p);
        for (const [i, { verdict, pHolm }] of judged.entries()) {
          assert.ok(Math.abs((pHolm ?? 2) - (expected[i] ?? 1)) <= 1e-12 * (expected[i] ?? 1));
          assert.equal(verdict.verdict, (expected[i] ?? 1) < 0.01 ? 'FAIL' : 'PASS');
          assert.equal(verdict.alpha, 0.01);
        }
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it('can be repeated gate by gate from what it was judged by', () => {
    fc.assert(
      fc.property(fc.array(anyGate, { minLength: 1, maxLength: 5 }), (gates) => {
        for (const [i, { verdict, judgedBy }] of judgeGates(gates).entries()) {
          const again = judgeOne(judgedBy, gates[i]!);
          assert.deepEqual({ ...again, alpha: verdict.alpha }, verdict);
          assert.ok(judgedBy.rule.significance <= verdict.alpha);
        }
      }),
      { seed: 4, numRuns: 80 },
    );
  });

  it('never fails for its shares what would not fail alone', () => {
    fc.assert(
      fc.property(fc.array(anyGate, { minLength: 1, maxLength: 5 }), (gates) => {
        for (const [i, { verdict }] of judgeGates(gates).entries()) {
          const alone = judge(gates[i]!.expectation, gates[i]!.tally);
          if (verdict.verdict === 'FAIL') assert.notEqual(alone.verdict, 'PASS');
        }
      }),
      { seed: 5, numRuns: 80 },
    );
  });

  it('gives no part of alpha to gates that test no shares', () => {
    // p = 0.0074: significant among one, not among two.
    const close = gate([80, 20], [833, 167], RISK);
    const untested = [
      gate([100], [500], RISK),
      { ...gate([80, 20], [80, 20], RISK), tally: counting([80, 20], { labels: [labelled('stranger', 1)] }) },
      gate([80, 20], [0, 0], RISK),
      gate([80, 20], [1, 1], RISK),
    ];
    for (const other of untested) {
      const [first, second] = judgeGates([close, other]);
      assert.equal(first?.verdict.reason, 'significant');
      assert.equal(first?.judgedBy.rule.significance, 0.01);
      assert.equal(second?.pHolm, null);
    }
    assert.equal(judgeGates([close, gate([80, 20], [800, 200], RISK)])[0]?.verdict.reason, 'not-significant');
  });

  it('leaves a gate vacuous whose part of alpha no result could reach, and judges the others without it', () => {
    // Three requests of 80 : 20 can give p = 0.008 at least: below 0.01, above 0.005.
    const few = gate([80, 20], [2, 1], RISK);
    assert.equal(judgeGates([few])[0]?.verdict.reason, 'not-significant');
    const [first, second] = judgeGates([few, gate([80, 20], [833, 167], RISK)]);
    assert.equal(first?.verdict.reason, 'vacuous');
    assert.equal(second?.verdict.reason, 'significant');
  });

  it('finds p by what is right at alpha / m, and keeps to it on the way down', () => {
    // The smallest expected count is 20: enough for chi-square at 0.01, not at 0.01 / 20.
    const gates = Array.from({ length: 20 }, (_, i) => gate([80, 20], i < 2 ? [20 + i, 80 - i] : [80, 20], RISK));
    const judged = judgeGates(gates);
    assert.deepEqual(new Set(judged.map(({ verdict }) => verdict.method)), new Set(['exact']));
    assert.equal(judge(gates[0]!.expectation, gates[0]!.tally).method, 'chi2');
    assert.deepEqual(
      judged.slice(0, 2).map(({ judgedBy }) => judgedBy.rule.significance),
      [0.01 / 20, 0.01 / 19],
    );
    assert.deepEqual(
      judged.slice(0, 2).map(({ judgedBy }) => judgedBy.rule.testSignificance),
      [0.01 / 20, 0.01 / 20],
    );
  });

  it('keeps p when a simulated gate is judged again at a larger part', () => {
    const wide = Array.from({ length: 12 }, (_, i) => i + 1);
    const wrong = wide.map((w) => (w === 12 ? 30 : w));
    const judged = judgeGates([gate(wide, wrong, { significance: 0.05 }), gate([50, 50], [900, 100], { significance: 0.05 })]);
    assert.equal(judged[0]?.verdict.method, 'mc');
    const first = judge(partOfAlpha(expecting(wide, { significance: 0.05 }), 2), counting(wrong));
    assert.equal(judged[0]?.verdict.p, first.p);
  });

  it('holds every gate to the risk it asks for', () => {
    const strict = gate([80, 20], [840, 160], { significance: 0.001 });
    const loose = gate([80, 20], [840, 160], { significance: 0.05 });
    const [first, second] = judgeGates([strict, loose]);
    assert.deepEqual([first?.verdict.reason, second?.verdict.reason], ['not-significant', 'significant']);
    assert.deepEqual([first?.verdict.alpha, second?.verdict.alpha], [0.001, 0.05]);
    for (const { verdict, pHolm } of [first!, second!]) assert.equal((pHolm ?? 1) < verdict.alpha, verdict.verdict === 'FAIL');
  });

  it('fails about one healthy pipeline of 20 gates in a hundred, not one in five', () => {
    const random = xoshiro('20');
    const shares = [50n, 80n, 90n];
    const samplers = shares.map((share) => {
      const split = splitOf([share, 100n - share]);
      return { split, draw: multinomialSampler(split, 5000) };
    });
    const pipeline = (): readonly { readonly input: GateInput; readonly p: number }[] =>
      Array.from({ length: 20 }, (_, i) => {
        const { split, draw } = samplers[i % 3]!;
        const counts = new Float64Array(2);
        draw(counts, random);
        const input = gate(split.units.map(Number), [...counts], { ...RISK, method: 'chi2' });
        return { input, p: Math.exp(pearsonTest(weigh([...counts], split)).lnP) };
      });
    let [together, alone] = [0, 0];
    const runs = 1500;
    for (let run = 0; run < runs; run += 1) {
      const gates = pipeline();
      const smallest = Math.min(...gates.map(({ p }) => p));
      alone += smallest < 0.01 ? 1 : 0;
      // A verdict takes milliseconds: only pipelines that might fail, and a few that cannot, are judged in full.
      if (smallest < 0.002 || run < 5) {
        together += judgeGates(gates.map(({ input }) => input)).some(({ verdict }) => verdict.verdict === 'FAIL') ? 1 : 0;
      }
    }
    // Binomial(1500, 0.01) has mean 15 and standard deviation 3.9.
    assert.ok(together >= 4 && together <= 28, `${together} of ${runs}`);
    assert.ok(alone > 0.14 * runs && alone < 0.22 * runs, `${alone} of ${runs}`);
  });
});

describe('gates that stop early', () => {
  const findingsAt = (significance: number, labels: readonly string[]): SequentialFindings => {
    const monitor = createMonitor(expecting([80, 20], { significance }), 10_000);
    for (const label of labels) if (monitor.observe(label)) break;
    return monitor.findings();
  };
  const wrongRun = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 'v1' : 'v2'));

  it('are decided at alpha / m, and the others share the rest', () => {
    const found = findingsAt(0.01 / 3, wrongRun);
    const ones = found.stopCounts[0]!;
    const early = { ...gate([80, 20], [ones, found.stopN - ones], RISK), sequential: [found] };
    const right = gate([80, 20], [800, 200], RISK);
    // p = 0.0033 alone: not below 0.01 * 2/3 / 2, but it would be below 0.01 * 2/3.
    const close = gate([80, 20], [837, 163], RISK);
    const [first, second, third] = judgeGates([early, right, close]);
    assert.equal(first?.verdict.verdict, 'FAIL');
    assert.ok(Math.abs(first!.judgedBy.rule.significance - 0.01 / 3) < 1e-15);
    assert.ok(Math.abs(first!.pHolm! - Math.min(1, 3 * first!.verdict.p!)) < 1e-15);
    assert.ok(Math.abs(second!.judgedBy.rule.significance - 0.01 / 3) < 1e-15);
    const p = judge(expecting([80, 20]), counting([837, 163])).p!;
    assert.ok(Math.abs(third!.pHolm! - (2 * p * 3) / 2) < 1e-12);
    assert.equal(third?.verdict.verdict, third!.pHolm! < 0.01 ? 'FAIL' : 'PASS');
  });

  it('alone have the whole of alpha', () => {
    const found = findingsAt(0.01, wrongRun);
    const ones = found.stopCounts[0]!;
    const input = { ...gate([80, 20], [ones, found.stopN - ones], RISK), sequential: [found] };
    const [only] = judgeGates([input]);
    assert.deepEqual(only?.verdict, judge(input.expectation, input.tally, found));
    assert.equal(only?.pHolm, only?.verdict.p);
  });
});
