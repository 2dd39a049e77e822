import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { NamedShares } from '../../../harness/cli/live-question.ts';
import { liveVersions } from '../../../harness/cli/live-versions.ts';
import { makeExpectation } from '../../../harness/expect/expectation.ts';
import { createMonitor } from '../../../harness/judge/sequential-monitor.ts';
import { confidenceBand } from '../../../harness/stats/confidence-band.ts';
import { exactWeights } from '../../../harness/stats/exact-weights.ts';
import { splitOf } from '../../../harness/stats/split.ts';

const expected = (weights: Readonly<Record<string, string>>): NamedShares => {
  const { units, shares } = exactWeights(Object.values(weights));
  return { names: Object.keys(weights), units, shares };
};
const counts = (record: Readonly<Record<string, number>>) => new Map(Object.entries(record));

describe('observed against expected', () => {
  it('has the band that holds at every look', () => {
    const { versions, confidence, moreVersions, strangers } = liveVersions(
      expected({ one: '80', two: '20' }),
      counts({ two: 20, one: 80 }),
      0.01,
      null,
    );
    const band = confidenceBand(splitOf([4n, 1n]), [80, 20], 100, 0.01);
    assert.deepEqual(versions, [
      { name: 'one', expected: 0.8, share: 0.8, band: { lo: band.lo[0], hi: band.hi[0] } },
      { name: 'two', expected: 0.2, share: 0.2, band: { lo: band.lo[1], hi: band.hi[1] } },
    ]);
    assert.deepEqual([confidence, moreVersions, strangers], [0.99, 0, { names: 0, answers: 0, share: 0 }]);
  });

  it('says nothing before the first answer', () => {
    const { versions } = liveVersions(expected({ one: '1', none: '0' }), counts({}), 0.01, null);
    assert.deepEqual(versions, [
      { name: 'one', expected: 1, share: null, band: null },
      { name: 'none', expected: 0, share: null, band: null },
    ]);
  });

  it('sets versions of weight zero and strangers against all answers, and has no band for them', () => {
    const { versions, strangers } = liveVersions(
      expected({ none: '0', one: '1' }),
      counts({ one: 90, none: 4, x: 5, y: 1, z: 0 }),
      0.01,
      null,
    );
    assert.deepEqual(versions[0], { name: 'none', expected: 0, share: 0.04, band: null });
    assert.equal(versions[1]?.share, 1);
    assert.deepEqual(strangers, { names: 2, answers: 6, share: 0.06 });
  });

  it('of a run that stops by itself are those of its finished prefix', () => {
    const versions = [
      { name: 'one', text: '80' },
      { name: 'two', text: '20' },
    ];
    const rule = {
      significance: 0.01,
      missRisk: 0.05,
      tolerancePoints: null,
      maxFailures: 0,
      method: 'auto' as const,
      seed: '1',
      allowUnknown: false,
      requirePower: false,
      diagnostics: 'on' as const,
    };
    const monitor = createMonitor(makeExpectation(versions, rule), 1000);
    for (let i = 0; i < 10; i += 1) monitor.observe(i % 5 === 0 ? 'two' : 'one');
    const found = monitor.findings();
    const seen = liveVersions(expected({ one: '80', two: '20' }), counts({ one: 500, two: 1 }), 0.01, found);
    assert.deepEqual(
      seen.versions.map(({ share }) => share),
      [0.8, 0.2],
    );
    assert.deepEqual(seen.versions[0]?.band, { lo: found.band.lo[0], hi: found.band.hi[0] });
  });

  it('are at most twelve, with bands that hold for these and all others together', () => {
    const weights = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`v${i}`, String(i % 7)]));
    const answers = counts(Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, 10 * Number(weight)])));
    const { versions, moreVersions } = liveVersions(expected(weights), answers, 0.01, null);
    assert.deepEqual([versions.length, moreVersions], [12, 48]);
    for (const { name, expected: share, share: observed, band } of versions) {
      assert.equal(band === null, weights[name] === '0', name);
      assert.ok(band === null || (band.lo < (observed ?? 0) && (observed ?? 0) < band.hi && share === observed), name);
    }
  });

  it('without an expectation are what answered, in natural order', () => {
    const names = Array.from({ length: 14 }, (_, i) => `v${i + 1}`);
    const answers = new Map(names.toReversed().map((name) => [name, 1]));
    const { versions, moreVersions, confidence } = liveVersions(null, answers, 0.01, null);
    assert.deepEqual(
      versions.map(({ name }) => name),
      names.slice(0, 12),
    );
    assert.deepEqual(versions[0], { name: 'v1', expected: null, share: 1 / 14, band: null });
    assert.deepEqual([moreVersions, confidence], [2, null]);
  });

  it('never is a number that is none', () => {
    const weights = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.constantFrom('1', '0', '0.001', '99'), {
      minKeys: 1,
      maxKeys: 20,
    });
    const answers = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.nat(100_000), { maxKeys: 20 });
    fc.assert(
      fc.property(weights, answers, (asked, answered) => {
        fc.pre(Object.values(asked).some((weight) => weight !== '0'));
        const { versions, strangers } = liveVersions(expected(asked), counts(answered), 0.01, null);
        for (const { share, band } of [...versions, { share: strangers.share, band: null }]) {
          assert.ok(share === null || (share >= 0 && share <= 1));
          assert.ok(band === null || (0 <= band.lo && band.lo <= (share ?? 0) && (share ?? 0) <= band.hi && band.hi <= 1));
        }
      }),
    );
  });
});
