import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createMonitor } from '../../../harness/judge/sequential-monitor.ts';
import { weigh } from '../../../harness/stats/deviations.ts';
import { DEFAULT_CONCENTRATIONS, lnEvidence } from '../../../harness/stats/e-process.ts';
import { effectiveTolerance } from '../../../harness/stats/effective-tolerance.ts';
import { judgeSequence } from '../../../harness/stats/sequential-rule.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { edgeRatios } from '../../../harness/stats/sprt.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { expecting } from './given.ts';
import { traffic, watched } from './watched.ts';

const DECISIONS = {
  structural: 'structural',
  significant: 'fail',
  'significant-and-beyond-tolerance': 'fail',
  'within-tolerance': 'pass',
  'leak-bound': 'pass',
  'not-significant': 'cap',
  'n-max-reached': 'cap',
} as const;

describe('createMonitor', () => {
  it('decides what the rule decides for the whole sequence, on any split and any sequence', () => {
    const run = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
      zeros: fc.integer({ min: 0, max: 2 }),
      tolerance: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
      bias: fc.double({ min: 0, max: 1, noNaN: true }),
      violations: fc.boolean(),
      cap: fc.integer({ min: 1, max: 1500 }),
      seed: fc.bigInt({ min: 0n, max: 1n << 60n }),
    });
    fc.assert(
      fc.property(run, ({ weights, zeros, tolerance, bias, violations, cap, seed }) => {
        const texts = [...weights, ...Array<number>(zeros).fill(0)];
        const expectation = expecting(texts, { tolerancePoints: tolerance });
        const random = xoshiro(seed);
        const places = violations ? texts.length + 1 : weights.length;
        const sequence = Array.from({ length: cap }, () => {
          const isOdd = violations && random.nextUniform() < 0.002;
          const any = random.nextUniform() < bias ? 0 : Math.floor(random.nextUniform() * weights.length);
          return isOdd ? Math.floor(random.nextUniform() * places) : any;
        });
        const stop = judgeSequence(
          {
            units: expectation.versions.map(({ weight }) => weight),
            concentrations: DEFAULT_CONCENTRATIONS,
            alpha: 0.01,
            beta: 0.05,
            tolerancePoints: tolerance,
            minRequests: null,
            maxRequests: cap,
          },
          sequence,
        );
        const found = watched(
          expectation,
          cap,
          sequence.map((version) => `v${version + 1}`),
        );
        assert.equal(found.decision, DECISIONS[stop.reason]);
        assert.equal(found.stopN, stop.stopN);
        assert.deepEqual(
          found.stopCounts,
          stop.counts.filter((_, i) => texts[i]! > 0),
        );
        assert.deepEqual([found.logE, found.maxLogE], [stop.lnE, stop.largestLnE]);
      }),
      { seed: 11, numRuns: 120 },
    );
  });

  it('keeps evidence, p-value, edge ratio and band that follow from the counts', () => {
    const counts = fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 4 }),
      n: fc.integer({ min: 1, max: 400 }),
      tolerance: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
      seed: fc.bigInt({ min: 0n, max: 1n << 60n }),
    });
    fc.assert(
      fc.property(counts, ({ weights, n, tolerance, seed }) => {
        const expectation = expecting(weights, { tolerancePoints: tolerance });
        const split = splitOf(expectation.versions.map(({ weight }) => weight));
        const found = watched(expectation, 10_000, traffic(n, split.shares, seed));
        const total = found.stopCounts.reduce((sum, count) => sum + count, 0);
        assert.equal(total, found.stopN);
        assert.ok(Math.abs(found.logE! - lnEvidence(weigh(found.stopCounts, split))) < 1e-9);
        assert.ok(found.maxLogE >= Math.max(0, found.logE!));
        assert.equal(found.pSequential, Math.exp(-found.maxLogE));
        const ratios =
          tolerance === null ? null : edgeRatios(found.stopCounts, total, split, effectiveTolerance(split, tolerance)).least;
        assert.equal(found.llr, ratios);
        for (const [i, count] of found.stopCounts.entries()) {
          const [lo, hi] = [found.band.lo[i]!, found.band.hi[i]!];
          assert.ok(0 <= lo && lo <= count / total && count / total <= hi && hi <= 1);
        }
      }),
      { seed: 12, numRuns: 100 },
    );
  });

  it('settles the reference cases P54 to P56', () => {
    const file = new URL('../../fixtures/stats.json', import.meta.url);
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly ReferenceCase[] };
    const sequential = cases.filter(({ kind }) => kind === 'sequential');
    assert.deepEqual(
      sequential.map(({ id }) => id),
      ['P54', 'P55', 'P56'],
    );
    for (const { id, input, expect } of sequential) {
      const expectation = expecting(input.weights, {
        significance: input.alpha,
        missRisk: input.beta,
        tolerancePoints: input.delta_pp ?? null,
      });
      const labels = [...input.sequence].map((digit) => `v${Number(digit) + 1}`);
      const found = watched(expectation, labels.length, labels);
      assert.deepEqual(
        [found.decision, found.stopN, found.stopCounts],
        [DECISIONS[expect.reason], expect.stop_n, expect.counts],
        id,
      );
      assert.ok(Math.abs(found.logE! - expect.log_e) < 1e-8 && Math.abs(found.pSequential - expect.p_sequential) < 1e-8, id);
    }
  });

  it('counts requests without a version up to the cap but tests nothing on them', () => {
    const found = watched(expecting([80, 20]), 10, Array<null>(20).fill(null));
    assert.deepEqual([found.decision, found.stopN, found.stopCounts, found.logE], ['cap', 10, [0, 0], 0]);
    assert.deepEqual(found.band, { lo: [0, 0], hi: [1, 1] });
  });

  it('holds a PASS back while requests without a version could take it away', () => {
    const steady = (withMisses: boolean) =>
      (function* () {
        for (let i = 0; i < 30_000; i += 1) {
          yield i % 5 === 4 ? 'v2' : 'v1';
          if (withMisses && i % 200 === 199) {
            yield null;
          }
        }
      })();
    const expectation = expecting([80, 20], { tolerancePoints: 2 });
    const clean = watched(expectation, 30_000, steady(false));
    const doubtful = watched(expectation, 30_000, steady(true));
    assert.equal(clean.decision, 'pass');
    assert.equal(doubtful.decision, 'pass');
    assert.ok(doubtful.stopN > clean.stopN * 1.2, `${doubtful.stopN} after ${clean.stopN}`);
  });

  it('stops at a version of weight zero and at a stranger, unless strangers are allowed', () => {
    assert.equal(watched(expecting([80, 20, 0]), 100, ['v1', 'v3']).decision, 'structural');
    const stranger = watched(expecting([80, 20]), 100, ['v1', 'v2', 'nobody', 'v1']);
    assert.deepEqual(
      [stranger.decision, stranger.stopN, stranger.stopCounts, stranger.logE, stranger.pSequential],
      ['structural', 3, [1, 1], null, 0],
    );
    const allowed = watched(expecting([80, 20], { allowUnknown: true }), 4, ['v1', 'v2', 'nobody', 'v1']);
    assert.deepEqual([allowed.decision, allowed.stopCounts], ['cap', [2, 1]]);
    assert.equal(watched(expecting([80, 20, 0], { allowUnknown: true }), 100, ['v1', 'v3']).decision, 'structural');
  });

  it('passes a single version once a leak as large as the tolerance would have shown', () => {
    const found = watched(expecting([100, 0], { tolerancePoints: 1 }), 1_000, Array<string>(1_000).fill('v1'));
    assert.deepEqual([found.decision, found.stopN, found.llr], ['pass', 299, null]);
    assert.equal(watched(expecting([100, 0], { tolerancePoints: 1 }), 1_000, ['v1', 'v2']).decision, 'structural');
    assert.equal(watched(expecting([100]), 50, Array<string>(80).fill('v1')).decision, 'cap');
  });

  it('is not changed by what comes after the decision', () => {
    const monitor = createMonitor(expecting([80, 20]), 1_000);
    let n = 0;
    while (!monitor.observe('v2')) {
      n += 1;
    }
    const before = monitor.findings();
    assert.deepEqual([before.decision, before.stopN], ['fail', n + 1]);
    for (const label of ['v1', 'nobody', null]) {
      assert.equal(monitor.observe(label), true);
    }
    assert.deepEqual(monitor.findings(), before);
  });

  it('refuses a cap that is no number of requests, and an expectation that contradicts itself', () => {
    for (const cap of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => createMonitor(expecting([80, 20]), cap), RangeError);
    }
    assert.throws(() => createMonitor({ ...expecting([80, 20]), totalWeight: 7n }, 10), RangeError);
  });
});

interface ReferenceCase {
  readonly id: string;
  readonly kind: string;
  readonly input: {
    readonly weights: readonly number[];
    readonly alpha: number;
    readonly beta: number;
    readonly delta_pp?: number;
    readonly sequence: string;
  };
  readonly expect: {
    readonly reason: keyof typeof DECISIONS;
    readonly stop_n: number;
    readonly counts: readonly number[];
    readonly log_e: number;
    readonly p_sequential: number;
  };
}

describe('operating characteristics of 80/20 with 2 points (STATISTICS 13)', () => {
  const CAP = 21_378;
  const expectation = expecting([80, 20], { tolerancePoints: 2 });
  const simulate = (shareOff: number, runs: number) => {
    const found = Array.from({ length: runs }, (_, run) =>
      watched(expectation, CAP, traffic(CAP, [0.8 - shareOff, 0.2 + shareOff], BigInt(run + 1))),
    );
    const rate = (decision: string) => found.filter((one) => one.decision === decision).length / runs;
    return { fail: rate('fail'), pass: rate('pass'), meanN: found.reduce((sum, { stopN }) => sum + stopN, 0) / runs };
  };

  it('passes a right gateway after about 3,950 requests', () => {
    const { pass, fail, meanN } = simulate(0, 80);
    assert.ok(pass >= 0.95 && fail <= 0.04 && meanN > 3_300 && meanN < 4_600, JSON.stringify({ pass, fail, meanN }));
  });

  it('fails one that is 10 points off after about 260, and one that is 5 off after about 940', () => {
    const far = simulate(0.1, 300);
    assert.ok(far.fail === 1 && far.meanN > 230 && far.meanN < 290, JSON.stringify(far));
    const near = simulate(0.05, 100);
    assert.ok(near.fail === 1 && near.meanN > 780 && near.meanN < 1_110, JSON.stringify(near));
  });

  it('seldom passes one that is off by exactly the tolerance', () => {
    const { pass, fail } = simulate(0.02, 60);
    assert.ok(pass <= 0.12 && fail > 0.6, JSON.stringify({ pass, fail }));
  });
});
