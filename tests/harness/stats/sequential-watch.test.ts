import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { DEFAULT_CONCENTRATIONS, lnEvidence } from '../../../harness/stats/e-process.ts';
import { effectiveTolerance, isBeyond } from '../../../harness/stats/effective-tolerance.ts';
import { endingAt, type WatchRule, watchSequence } from '../../../harness/stats/sequential-watch.ts';
import { splitOf } from '../../../harness/stats/split.ts';
import { edgeRatios } from '../../../harness/stats/sprt.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';

const ruleOf = (changes: Partial<WatchRule> = {}): WatchRule => ({
  units: [4n, 1n],
  concentrations: DEFAULT_CONCENTRATIONS,
  alpha: 0.01,
  beta: 0.05,
  tolerancePoints: null,
  minRequests: null,
  ...changes,
});

/** The rule of STATISTICS 5.3 as it is written, from counts. */
const written = (rule: WatchRule, counts: readonly number[]): string | null => {
  const split = splitOf(rule.units);
  const weighed = weigh(counts, split);
  const tolerance = rule.tolerancePoints === null ? null : effectiveTolerance(split, rule.tolerancePoints);
  if (lnEvidence(weighed) >= Math.log(1 / rule.alpha) && (tolerance === null || isBeyond(weighed, tolerance))) {
    return 'FAIL';
  }
  const isEnough = weighed.n >= Math.ceil(10 / Math.min(...split.shares) - 1e-9);
  const isProved = tolerance !== null && edgeRatios(counts, weighed.n, split, tolerance).least >= Math.log(1 / rule.beta);
  return isEnough && isProved ? 'PASS' : null;
};

describe('watchSequence', () => {
  it('decides at every request what the rule as written decides', () => {
    const run = fc.record({
      units: fc.array(fc.bigInt(1n, 30n), { minLength: 2, maxLength: 4 }),
      tolerancePoints: fc.option(fc.double({ min: 0.1, max: 20, noNaN: true }), { nil: null }),
      seed: fc.bigInt(1n, 1n << 50n),
    });
    fc.assert(
      fc.property(run, ({ units, tolerancePoints, seed }) => {
        const rule = ruleOf({ units, tolerancePoints });
        const [watch, random] = [watchSequence(rule), xoshiro(seed)];
        for (let n = 0; n < 250; n += 1) {
          const ending = watch.add(Math.floor(random.nextUniform() * units.length));
          assert.equal(ending?.verdict ?? null, written(rule, watch.activeCounts));
          assert.equal(endingAt(rule, watch.activeCounts)?.verdict ?? null, ending?.verdict ?? null);
          assert.equal(watch.n, n + 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tells a share that is off by exactly its tolerance from one that is beyond, at any size', () => {
    for (const n of [1_000, 1_000_000, 1_000_000_000]) {
      const counts = [0.85 * n, 0.15 * n].map(Math.round);
      const rule = ruleOf({ tolerancePoints: 5 });
      assert.equal(endingAt(rule, counts)?.verdict ?? null, null, `exactly 5 points at ${n}`);
      const [more, fewer] = [counts[0]! + 1, counts[1]! - 1];
      const beyond = endingAt(rule, [more, fewer]);
      assert.equal(beyond?.verdict ?? null, lnEvidence(weigh([more, fewer], splitOf([4n, 1n]))) >= Math.log(100) ? 'FAIL' : null);
    }
  });

  it('ends at once where nothing must answer', () => {
    const watch = watchSequence(ruleOf({ units: [4n, 1n, 0n] }));
    for (const version of [2, 3, -1, 0.5, Number.NaN]) {
      assert.deepEqual(watch.add(version), { verdict: 'FAIL', reason: 'structural' });
    }
    assert.deepEqual([watch.n, watch.counts], [0, [0, 0, 1]]);
  });

  it('ignores a few requests without a version, and only delays a PASS by more', () => {
    const stopAt = (missEvery: number, ignoredShare: number): number => {
      const watch = watchSequence(ruleOf({ tolerancePoints: 2 }), ignoredShare);
      for (let n = 1; n <= 60_000; n += 1) {
        if (n % missEvery === 0) watch.miss();
        if (watch.add(n % 5 === 0 ? 1 : 0) !== null) return n;
      }
      return Number.POSITIVE_INFINITY;
    };
    const clean = stopAt(Number.MAX_SAFE_INTEGER, 0);
    assert.equal(stopAt(2_000, 0.001), clean);
    assert.ok(stopAt(400, 0.001) > clean);
    assert.ok(stopAt(400, 0.001) < stopAt(150, 0.001));
    const failing = watchSequence(ruleOf());
    let n = 0;
    do {
      failing.miss();
      n += 1;
    } while (failing.add(0) === null);
    assert.equal(n, 43, 'a FAIL is not delayed');
  });

  it('follows a million requests without keeping anything', () => {
    const watch = watchSequence(ruleOf({ tolerancePoints: 0.001 }));
    const random = xoshiro(9n);
    const step = (n: number): void => {
      for (let i = 0; i < n; i += 1) watch.add(random.nextUniform() < 0.8 ? 0 : 1);
    };
    step(100_000);
    const before = process.memoryUsage().heapUsed;
    step(900_000);
    const grownMiB = (process.memoryUsage().heapUsed - before) / 2 ** 20;
    assert.ok(grownMiB < 16, `${grownMiB} MiB`);
    assert.ok(Math.abs(watch.lnE - lnEvidence(weigh(watch.activeCounts, splitOf([4n, 1n])))) < 1e-7);
  });
});
