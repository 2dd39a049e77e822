import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../../harness/judge/judge.ts';
import type { Rule } from '../../../harness/model/expectation.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { lnBinomialPmf } from '../../../harness/stats/binomial-pmf.ts';
import { counting, expecting, failed, labelled } from './given.ts';

type Row = readonly [
  what: string,
  weights: readonly (number | string)[],
  tally: Tally,
  rule: Partial<Rule>,
  verdict: string,
  reason: string,
];

const ROWS: readonly Row[] = [
  ['a healthy split', [80, 20], counting([803, 197]), {}, 'PASS', 'not-significant'],
  ['four points off', [80, 20], counting([760, 240]), {}, 'FAIL', 'significant'],
  ['a hit on weight zero', [90, 10, 0], counting([900, 98, 2]), {}, 'FAIL', 'structural'],
  ['a hit on weight zero and nothing else', [90, 10, 0], counting([0, 0, 2]), {}, 'FAIL', 'structural'],
  ['a stranger', [80, 20], counting([800, 200], { labels: [labelled('v9', 1)] }), {}, 'FAIL', 'structural'],
  [
    'a stranger that is allowed',
    [80, 20],
    counting([800, 200], { labels: [labelled('v9', 1)] }),
    { allowUnknown: true },
    'PASS',
    'not-significant',
  ],
  ['weight zero is never waived', [80, 20, 0], counting([800, 200, 1]), { allowUnknown: true }, 'FAIL', 'structural'],
  [
    'only strangers, allowed',
    [80, 20],
    counting([], { labels: [labelled('v9', 9)] }),
    { allowUnknown: true },
    'INCONCLUSIVE',
    'no-data',
  ],
  ['nothing sent', [80, 20], counting([]), {}, 'INCONCLUSIVE', 'no-data'],
  ['never ready', [80, 20], counting([], { end: 'never-ready' }), {}, 'INCONCLUSIVE', 'could-not-measure'],
  ['nothing answered', [80, 20], counting([], { failures: [failed('refused', 50)] }), {}, 'INCONCLUSIVE', 'could-not-measure'],
  [
    'given up',
    [80, 20],
    counting([800, 200], { failures: [failed('timeout', 1)], end: 'gave-up' }),
    {},
    'INCONCLUSIVE',
    'could-not-measure',
  ],
  ['gateway gone', [80, 20], counting([800, 200], { end: 'lab-ended' }), {}, 'INCONCLUSIVE', 'could-not-measure'],
  ['gateway gone, shares wrong', [80, 20], counting([200, 800], { end: 'lab-ended' }), {}, 'INCONCLUSIVE', 'could-not-measure'],
  ['gateway gone, zero weight hit', [80, 20, 0], counting([800, 200, 1], { end: 'lab-ended' }), {}, 'FAIL', 'structural'],
  [
    'gateway gone, the last requests lost',
    [80, 20],
    counting([800, 200], { failures: [failed('reset', 8)], end: 'lab-ended' }),
    {},
    'INCONCLUSIVE',
    'could-not-measure',
  ],
  [
    'exactly one in ten lost',
    [80, 20],
    counting([720, 180], { failures: [failed('timeout', 100)] }),
    { maxFailures: 1 },
    'INCONCLUSIVE',
    'unattributed',
  ],
  [
    'one more than one in ten lost',
    [80, 20],
    counting([719, 180], { failures: [failed('timeout', 100)] }),
    { maxFailures: 1 },
    'INCONCLUSIVE',
    'could-not-measure',
  ],
  [
    'a leak comes before a failed measurement',
    [1, 0],
    counting([1, 1], { failures: [failed('timeout', 50)] }),
    {},
    'FAIL',
    'structural',
  ],
  ['failures at the limit', [80, 20], counting([800, 199], { failures: [failed('timeout', 1)] }), {}, 'PASS', 'not-significant'],
  ['failures above the limit', [80, 20], counting([799, 199], { failures: [failed('timeout', 2)] }), {}, 'FAIL', 'failures'],
  [
    'one failure with none allowed',
    [80, 20],
    counting([800, 199], { failures: [failed('timeout', 1)] }),
    { maxFailures: 0 },
    'FAIL',
    'failures',
  ],
  [
    'a right split of failing answers',
    [80, 20],
    counting([800], { labels: [labelled('v2', 200, { failing: 200, statuses: { 503: 200 } })] }),
    {},
    'FAIL',
    'failures',
  ],
  [
    'all answers fail and all are accepted',
    [80, 20],
    counting([800], { labels: [labelled('v2', 200, { failing: 200 })] }),
    { maxFailures: 1 },
    'PASS',
    'not-significant',
  ],
  ['too few to fail', [50, 50], counting([2, 0]), {}, 'INCONCLUSIVE', 'vacuous'],
  ['too few to fail, with a tolerance', [50, 50], counting([2, 0]), { tolerancePoints: 5 }, 'INCONCLUSIVE', 'vacuous'],
  [
    'lost requests could change it',
    [80, 20],
    counting([803, 165], { failures: [failed('timeout', 30)] }),
    { maxFailures: 1 },
    'INCONCLUSIVE',
    'unattributed',
  ],
  ['one version, no leak', [100], counting([299]), {}, 'PASS', 'not-significant'],
  ['one version, leak excluded', [100, 0], counting([299, 0]), { tolerancePoints: 1 }, 'PASS', 'leak-bound'],
  ['one version, leak not excluded', [100, 0], counting([298, 0]), { tolerancePoints: 1 }, 'INCONCLUSIVE', 'not-enough-data'],
  ['one version, one leak', [100, 0], counting([999, 1]), {}, 'FAIL', 'structural'],
  ['within tolerance', [80, 20], counting([5712, 1414]), { tolerancePoints: 2 }, 'PASS', 'within-tolerance'],
  [
    'different but within',
    [80, 20],
    counting([79_400, 20_600]),
    { tolerancePoints: 2 },
    'PASS',
    'within-tolerance-although-different',
  ],
  ['beyond tolerance', [80, 20], counting([5487, 1639]), { tolerancePoints: 2 }, 'FAIL', 'significant-and-beyond-tolerance'],
  ['not enough for the tolerance', [80, 20], counting([8, 2]), { tolerancePoints: 2 }, 'INCONCLUSIVE', 'not-enough-data'],
  [
    'different, unclear by how much',
    [80, 20],
    counting([7795, 2205]),
    { tolerancePoints: 2.4 },
    'INCONCLUSIVE',
    'different-but-unclear-if-beyond-tolerance',
  ],
  ['power demanded and missing', [80, 20], counting([80, 20]), { requirePower: true }, 'INCONCLUSIVE', 'low-power'],
  ['power demanded and there', [80, 20], counting([913, 228]), { requirePower: true }, 'PASS', 'not-significant'],
  ['a failing run is not excused by low power', [80, 20], counting([20, 80]), { requirePower: true }, 'FAIL', 'significant'],
];

describe('judge', () => {
  for (const [what, weights, tally, rule, verdict, reason] of ROWS) {
    it(`${what}: ${verdict} ${reason}`, () => {
      const found = judge(expecting(weights, rule), tally);
      assert.deepEqual([found.verdict, found.reason], [verdict, reason]);
      assert.equal(found.message, found.messages[0]?.text);
      assert.ok(found.message.startsWith(`${verdict}. `), found.message);
    });
  }

  it('aligns every array with the expectation, zero weights included', () => {
    const found = judge(expecting([0, 30, 60, 0, 10], { tolerancePoints: 2 }), counting([0, 310, 590, 0, 100]));
    for (const list of [
      found.counts,
      found.shares,
      found.expected,
      found.residuals,
      found.ci.lo,
      found.ci.hi,
      found.mdsPp,
      found.effectiveDeltaPp ?? [],
    ]) {
      assert.equal(list.length, 5);
    }
    assert.deepEqual(found.expected, [0, 300, 600, 0, 100]);
    assert.deepEqual(found.shares, [null, 0.31, 0.59, null, 0.1]);
    assert.deepEqual([found.ci.method, found.ci.lo[0], found.mdsPp[3]], ['goodman', null, null]);
    assert.deepEqual(found.effectiveDeltaPp, [null, 2, 2, null, 2]);
  });

  it('repeats itself', () => {
    const [expectation, tally] = [expecting([60, 30, 8, 1, 1]), counting([120, 60, 14, 3, 3])];
    assert.deepEqual(judge(expectation, tally), judge(expectation, tally));
    assert.equal(judge(expectation, tally).method, 'mc');
    assert.equal(judge(expectation, tally).seed, '1');
  });

  it('does not care in which order versions are named or labels were seen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2000), fc.nat(50)), { minLength: 2, maxLength: 4 }), (rows) => {
        fc.pre(rows.some(([, weight]) => weight > 0));
        const named = rows.map(([count, weight], i) => ({ count, weight, name: `n${i}` }));
        const run = (order: typeof named) => {
          const { versions, ...rest } = expecting(order.map(({ weight }) => weight));
          const expectation = { ...rest, versions: versions.map((version, i) => ({ ...version, name: order[i]?.name ?? '' })) };
          const labels = order.filter(({ count }) => count > 0).map(({ name, count }) => labelled(name, count));
          const { verdict, reason, chi2 } = judge(expectation, counting([], { labels }));
          return { verdict, reason, chi2: chi2 === null ? null : chi2.toPrecision(9) };
        };
        assert.deepEqual(run([...named].reverse()), run(named));
      }),
      { numRuns: 60 },
    );
  });

  it('never passes on a number that is not finite', () => {
    const broken = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1);
    const field = fc.constantFrom(
      'significance',
      'missRisk',
      'tolerancePoints',
      'maxFailures',
      'share',
      'count',
      'failing',
      'lost',
      'sent',
    );
    fc.assert(
      fc.property(field, broken, fc.nat(1000), fc.nat(1000), (where, value, a, b) => {
        const at = (name: string, otherwise: number): number => (where === name ? value : otherwise);
        const base = expecting([80, 20], where === 'share' || where === 'count' ? {} : { [where]: value });
        const expectation = {
          ...base,
          versions: base.versions.map((version) => ({ ...version, share: at('share', version.share) })),
        };
        const labels = [labelled('v1', at('count', a)), labelled('v2', b, { failing: at('failing', 0) })];
        const tally = { ...counting([], { labels, failures: [failed('timeout', at('lost', 0))] }), sent: at('sent', a + b) };
        assert.throws(() => judge(expectation, tally), RangeError);
      }),
    );
  });

  it('refuses counts that do not add up, and labels that occur twice', () => {
    assert.throws(() => judge(expecting([80, 20]), { ...counting([800, 200]), sent: 1001 }), /1001 requests were sent/);
    assert.throws(() => judge(expecting([80, 20]), counting([800, 200], { labels: [labelled('v1', 1)] })), /occurs twice/);
  });

  it('has only finite numbers whatever the counts, up to 2^53 − 1', () => {
    const count = fc.oneof(fc.nat(20), fc.nat(100_000), fc.maxSafeNat());
    fc.assert(
      fc.property(
        count,
        count,
        fc.nat(100),
        fc.integer({ min: 1, max: 100 }),
        fc.option(fc.double({ min: 0.01, max: 30, noNaN: true }), { nil: null }),
        (a, b, first, second, tolerancePoints) => {
          const found = judge(expecting([first, second], { tolerancePoints }), counting([a, b]));
          assert.ok(['PASS', 'FAIL', 'INCONCLUSIVE'].includes(found.verdict));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('judges a thousand versions, hundreds of digits and weights 10^400 apart', () => {
    assert.equal(
      judge(expecting(Array.from({ length: 1000 }, () => 1)), counting(Array.from({ length: 1000 }, () => 50))).verdict,
      'PASS',
    );
    assert.equal(judge(expecting([`80.${'0'.repeat(300)}1`, '20']), counting([803, 197])).verdict, 'PASS');
    const tiny = `0.${'0'.repeat(400)}1`;
    assert.equal(judge(expecting([tiny, '1']), counting([1, 1000])).reason, 'significant');
    assert.equal(judge(expecting([tiny, '1']), counting([0, 1000])).verdict, 'PASS');
  });
});

/** Exact chance of each verdict when the first of two versions really gets `share`, by judging every outcome. */
const chances = (weights: readonly number[], n: number, share: number, rule: Partial<Rule>): Record<string, number> => {
  const expectation = expecting(weights, rule);
  const total: Record<string, number> = { PASS: 0, FAIL: 0, INCONCLUSIVE: 0 };
  for (let x = 0; x <= n; x += 1) {
    const { verdict } = judge(expectation, counting([x, n - x]));
    total[verdict] = (total[verdict] ?? 0) + Math.exp(lnBinomialPmf(x, n - x, share, 1 - share));
  }
  return total;
};

describe('the promises of a verdict, counted over every outcome', () => {
  it('keeps the false-alarm risk: at most alpha exactly, 1.4 times alpha by the approximation', () => {
    for (const [weights, n, share, limit] of [
      [[80, 20], 15, 0.8, 0.01],
      [[99, 1], 200, 0.99, 0.01],
      [[50, 50], 60, 0.5, 0.014],
      [[80, 20], 200, 0.8, 0.014],
    ] as const) {
      const { FAIL = 1 } = chances(weights, n, share, {});
      assert.ok(FAIL <= limit, `${weights}, ${n} requests: ${FAIL}`);
    }
  });

  it('notices at the planned number what it was planned for', () => {
    assert.ok((chances([50, 50], 440, 0.6, {}).FAIL ?? 0) > 0.93);
  });

  it('passes a gateway that is off by the tolerance at most with the miss risk, and never fails a right one', () => {
    assert.ok((chances([80, 20], 400, 0.75, { tolerancePoints: 5 }).PASS ?? 1) <= 0.05);
    assert.ok((chances([80, 20], 400, 0.85, { tolerancePoints: 5 }).PASS ?? 1) <= 0.05);
    assert.ok((chances([80, 20], 400, 0.8, { tolerancePoints: 5 }).FAIL ?? 1) <= 0.012);
  });

  it('never turns a plain pass into a failure by adding a tolerance', () => {
    for (let x = 0; x <= 300; x += 3) {
      const plain = judge(expecting([80, 20]), counting([x, 300 - x])).verdict;
      for (const tolerancePoints of [0.1, 2, 10]) {
        const tolerant = judge(expecting([80, 20], { tolerancePoints }), counting([x, 300 - x])).verdict;
        assert.ok(tolerant !== 'FAIL' || plain === 'FAIL');
      }
    }
  });
});
