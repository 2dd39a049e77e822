import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { weigh } from '../../../harness/stats/deviations.ts';
import { lnEvidence } from '../../../harness/stats/e-process.ts';
import { canBeEnough, equivalentSignificance } from '../../../harness/stats/evidence-level.ts';
import { chiSquarePower } from '../../../harness/stats/noncentral-chi-square.ts';
import { pearsonTest } from '../../../harness/stats/pearson.ts';
import { splitOf } from '../../../harness/stats/split.ts';

describe('equivalentSignificance', () => {
  it('is stricter than alpha: looking at every request has its price', () => {
    const input = fc.record({ a: fc.bigInt(1n, 50n), b: fc.bigInt(1n, 50n), n: fc.integer({ min: 60, max: 1_000_000 }) });
    fc.assert(
      fc.property(input, ({ a, b, n }) => {
        const level = equivalentSignificance(splitOf([a, b]), n, 0.01);
        assert.ok(level === null || (level > 0 && level < 0.01), String(level));
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('lies where the evidence crosses: two versions, counts on both sides of it', () => {
    const split = splitOf([4n, 1n]);
    const level = equivalentSignificance(split, 1_000, 0.01)!;
    const isFail = (count: number): boolean => lnEvidence(weigh([count, 1_000 - count], split)) >= Math.log(100);
    const isBelowLevel = (count: number): boolean => pearsonTest(weigh([count, 1_000 - count], split)).lnP < Math.log(level);
    const counts = Array.from({ length: 1_001 }, (_, i) => i);
    // The level is that of the harder side, so whatever the chi-square test notices at it is evidence enough.
    assert.ok(counts.every((count) => !isBelowLevel(count) || isFail(count)));
    const disagreeing = counts.filter((count) => isBelowLevel(count) !== isFail(count));
    assert.ok(disagreeing.length <= 4, disagreeing.join());
  });

  it('promises no more power than the e-process has (STATISTICS 13, up to 500 requests)', () => {
    const published = { 3: 0.035, 5: 0.204, 10: 0.944 };
    const level = equivalentSignificance(splitOf([4n, 1n]), 500, 0.01)!;
    for (const [points, power] of Object.entries(published)) {
      const promised = chiSquarePower((500 * (Number(points) / 100) ** 2) / 0.16, 1, level);
      assert.ok(promised <= power + 0.001 && promised > power / 4, `${points} points: ${promised} of ${power}`);
    }
  });

  it('is null, or a real level, where few requests can hardly be evidence', () => {
    assert.equal(equivalentSignificance(splitOf([1n, 1n]), 3, 0.01), null);
    assert.ok(equivalentSignificance(splitOf([999n, 1n]), 3, 0.01)! > 0);
  });
});

describe('canBeEnough', () => {
  it('says whether everything to the rarest version would fail', () => {
    const split = splitOf([4n, 1n]);
    for (let n = 1; n <= 30; n += 1) {
      assert.equal(canBeEnough(split, n, 0.01), lnEvidence(weigh([0, n], split)) >= Math.log(100), `${n}`);
    }
    assert.equal(canBeEnough(split, 0, 0.01), false);
  });
});
