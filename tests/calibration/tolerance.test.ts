import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRequests, planRequests } from '../../harness/judge/plan-requests.ts';
import { expecting } from '../harness/judge/given.ts';
import { PUBLISHED_TOLERANCE } from './published.ts';
import { sampledVerdicts } from './sampled-rates.ts';
import { fitsRate } from './standard-error.ts';
import { sharesOf, shifted } from './truth.ts';
import { exactRates, judged } from './verdict-rates.ts';

test('a tolerance is proved with as many requests as the published rates were worked out for', () => {
  for (const { percentages, tolerancePoints, requests } of PUBLISHED_TOLERANCE) {
    assert.equal(defaultRequests(expecting(percentages, { tolerancePoints })), requests);
  }
});

/** Weights, tolerance in points, and the tolerance after the cap at half of the rarest share. */
const GRID: readonly (readonly [weights: readonly [number, number], points: number, capped: number])[] = [
  [[50, 50], 5, 5],
  [[80, 20], 5, 5],
  [[90, 10], 8, 5],
  [[99, 1], 2, 0.5],
];

for (const [weights, tolerancePoints, capped] of GRID) {
  test(`tolerance mode, ${weights.join('/')} within ${tolerancePoints} points: both risks are kept at any number of requests`, () => {
    const expectation = expecting(weights, { tolerancePoints });
    const { nPlan, nEquiv, effectiveDeltaPp } = planRequests(
      expectation.versions.map(({ weight }) => weight),
      expectation.rule,
      tolerancePoints,
    );
    assert.ok(effectiveDeltaPp.every((points) => Math.abs(points - capped) < 1e-9));
    for (const requests of [20, 150, nEquiv, nPlan]) {
      const [right, above, below] = exactRates(judged(expectation), requests, [
        sharesOf(weights),
        shifted(weights, capped),
        shifted(weights, -capped),
      ]);
      assert.ok((right?.FAIL ?? 1) <= 0.01 * 1.45, `${requests} requests: right ones FAIL ${right?.FAIL}`);
      assert.ok((above?.PASS ?? 1) <= 0.05, `${requests} requests: off by the tolerance, PASS ${above?.PASS}`);
      assert.ok((below?.PASS ?? 1) <= 0.05, `${requests} requests: off by the tolerance, PASS ${below?.PASS}`);
    }
    const [planned] = exactRates(judged(expectation), nEquiv, [sharesOf(weights)]);
    // STATISTICS 4.3 promises 0.89 to 0.94, rounded.
    assert.ok((planned?.PASS ?? 0) >= 0.885, `planned for 90 %: ${planned?.PASS}`);
  });
}

test('tolerance mode with three versions: right ones pass, and one off by the tolerance hardly ever does', () => {
  const expectation = expecting([30, 60, 10], { tolerancePoints: 2 });
  const [requests, runs, decide] = [defaultRequests(expectation), 300, judged(expectation)];
  const right = sampledVerdicts(decide, { truth: [30, 60, 10], requests, runs, seed: 2n });
  assert.equal(right.FAIL, 0);
  assert.ok(right.PASS / runs > 0.9, `${right.PASS} of ${runs} right ones pass`);
  for (const truth of [
    [30, 58, 12],
    [32, 58, 10],
    [30, 62, 8],
  ]) {
    const off = sampledVerdicts(decide, { truth, requests, runs, seed: 3n });
    assert.ok(off.PASS / runs <= 0.05 || fitsRate(off.PASS, runs, 0.05), `${truth}: ${off.PASS} of ${runs} pass`);
  }
  const wrong = sampledVerdicts(decide, { truth: [30, 55, 15], requests, runs, seed: 4n });
  assert.equal(wrong.FAIL, runs);
});
