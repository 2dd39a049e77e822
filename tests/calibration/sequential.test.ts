import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRequests } from '../../harness/judge/plan-requests.ts';
import { expecting } from '../harness/judge/given.ts';
import { agrees } from './printed.ts';
import { PUBLISHED } from './published.ts';
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

/**
 * The published means come from shares compared in floating point, where being off by exactly the tolerance counts as beyond;
 * the product compares exactly and stops up to 0.1 % later.
 */
const MEAN_SLACK = 0.002;

for (const { percentages, sequentialCap, rows } of PUBLISHED.filter(({ percentages: { length } }) => length === 2)) {
  test(`sequential, ${percentages.join('/')}, up to 500 requests: FAIL as often as published`, () => {
    const limits = limitsOf(percentages, null, 500);
    for (const { points, sequential500 } of rows) {
      const percent = 100 * walk(limits, firstShare(percentages, points)).fail;
      assert.ok(agrees(percent, sequential500), `off by ${points}: ${percent} %, published ${sequential500} %`);
    }
  });

  test(`sequential, ${percentages.join('/')} within 2 points: FAIL, PASS and requests as published`, () => {
    const limits = limitsOf(percentages, 2, sequentialCap);
    for (const { points, fail, pass, meanRequests } of rows) {
      const ends = walk(limits, firstShare(percentages, points));
      assert.ok(agrees(100 * ends.fail, fail), `off by ${points}: FAIL ${100 * ends.fail} %, published ${fail} %`);
      assert.ok(agrees(100 * ends.pass, pass), `off by ${points}: PASS ${100 * ends.pass} %, published ${pass} %`);
      const off = Math.abs(ends.meanRequests - Number(meanRequests));
      assert.ok(
        off <= 1 + MEAN_SLACK * Number(meanRequests),
        `off by ${points}: ${ends.meanRequests}, published ${meanRequests}`,
      );
    }
  });
}

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

/** The published rates of three versions come from as few as this many simulated runs. */
const PUBLISHED_RUNS = 1000;

for (const { percentages, sequentialCap, rows } of PUBLISHED.filter(({ percentages: { length } }) => length > 2)) {
  for (const { points, sequential500, fail, pass, meanRequests } of rows.filter((row) => row.points !== 1)) {
    test(`sequential, ${percentages.join('/')} off by ${points} points: simulated runs end as often as published`, () => {
      const truth = shifted(percentages, points);
      const runs = 200;
      const plain = [...sampledRuns(sequentialRule(percentages, null), truth, 500, 2 * runs, 13n)];
      const fails = plain.filter((stop) => stop.verdict === 'FAIL').length;
      assert.ok(
        fitsRate(fails, 2 * runs, Number(sequential500) / 100, PUBLISHED_RUNS),
        `up to 500: ${fails} of ${2 * runs} FAIL`,
      );

      const stops = [...sampledRuns(sequentialRule(percentages, 2), truth, sequentialCap, runs, 17n)];
      const ended = (verdict: string) => stops.filter((stop) => stop.verdict === verdict).length;
      assert.ok(fitsRate(ended('FAIL'), runs, Number(fail) / 100, PUBLISHED_RUNS), `${ended('FAIL')} of ${runs} FAIL`);
      assert.ok(fitsRate(ended('PASS'), runs, Number(pass) / 100, PUBLISHED_RUNS), `${ended('PASS')} of ${runs} PASS`);
      const mean = stops.reduce((sum, { stopN }) => sum + stopN, 0) / runs;
      const spread = Math.sqrt(stops.reduce((sum, { stopN }) => sum + (stopN - mean) ** 2, 0) / runs);
      assert.ok(Math.abs(mean - Number(meanRequests)) < (5 * spread) / Math.sqrt(runs), `${mean} requests`);
    });
  }
}
