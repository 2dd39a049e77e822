import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRequests } from '../../harness/judge/plan-requests.ts';
import { expecting } from '../harness/judge/given.ts';
import { sampledRuns } from './sampled-runs.ts';
import { boundaries } from './sequential-boundaries.ts';
import { sequentialRule } from './sequential-rule.ts';
import { walk } from './sequential-walk.ts';
import { fitsRate } from './standard-error.ts';
import { sharesOf, shifted } from './truth.ts';

const limitsOf = (weights: readonly number[], tolerancePoints: number | null, cap: number) => [
  ...boundaries(sequentialRule(weights, tolerancePoints), cap),
];

/** What the first version really gets. */
const firstShare = (percentages: readonly number[], points: number): number => shifted(percentages, points)[0] ?? 0;

test('looking after every request costs no more than the risk that was asked for', () => {
  for (const weights of [
    [50, 50],
    [80, 20],
    [99, 1],
  ]) {
    const { fail } = walk(limitsOf(weights, null, 10_000), sharesOf(weights)[0] ?? 0);
    assert.ok(fail <= 0.01 && fail > 0.0005, `${weights.join('/')}: ${fail}`);
  }
});

test('a gateway off by its tolerance passes at most as often as asked, over the whole default cap', () => {
  for (const [weights, points, capped] of [
    [[50, 50], 5, 5],
    [[80, 20], 5, 5],
    [[99, 1], 5, 0.5],
  ] as const) {
    const expectation = expecting(weights, { tolerancePoints: points });
    const units = expectation.versions.map(({ weight }) => weight);
    const cap = 3 * planRequests(units, expectation.rule, points).nDetect;
    const limits = limitsOf(weights, points, cap);
    for (const off of [capped, -capped]) {
      const { pass } = walk(limits, firstShare(weights, off));
      assert.ok(pass <= 0.05, `${weights.join('/')} off by ${off}: ${pass}`);
    }
    const right = walk(limits, firstShare(weights, 0));
    assert.ok(right.pass > 0.95 && right.fail <= 0.01, `${weights.join('/')}: ${right.pass} pass, ${right.fail} fail`);
  }
});

test('80/20 within 2 points: a 50/50 gateway is stopped within 200 requests, a right one passes at about 4,000', () => {
  const limits = limitsOf([80, 20], 2, 20_000);
  assert.ok(walk(limits.slice(0, 200), 0.5).fail > 0.9999);
  const right = walk(limits, 0.8);
  assert.ok(right.meanRequests > 3500 && right.meanRequests < 4500 && right.pass > 0.99);
});

test('simulated runs of the stopping rule end as often as worked out exactly', () => {
  const [weights, points, cap, runs] = [[80, 20], 5, 1500, 400] as const;
  const limits = limitsOf(weights, points, cap);
  for (const off of [0, 3, 5]) {
    const truth = shifted(weights, off);
    const exact = walk(limits, truth[0] ?? 0);
    const stops = [...sampledRuns(sequentialRule(weights, points), truth, cap, runs, 11n)];
    const ended = (verdict: string) => stops.filter((stop) => stop.verdict === verdict).length;
    assert.ok(fitsRate(ended('FAIL'), runs, exact.fail), `off by ${off}: ${ended('FAIL')} FAIL, exactly ${exact.fail}`);
    assert.ok(fitsRate(ended('PASS'), runs, exact.pass), `off by ${off}: ${ended('PASS')} PASS, exactly ${exact.pass}`);
  }
});

test('three versions: looking after every request keeps to the risk as well', () => {
  for (const weights of [
    [30, 60, 10],
    [98, 1, 1],
  ]) {
    const runs = 600;
    const stops = [...sampledRuns(sequentialRule(weights, null), sharesOf(weights), 1500, runs, 23n)];
    const fails = stops.filter(({ verdict }) => verdict === 'FAIL').length;
    assert.ok(fails / runs <= 0.01 || fitsRate(fails, runs, 0.01), `${weights.join('/')}: ${fails} of ${runs} FAIL`);
  }
});
