import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRequests } from '../../harness/judge/plan-requests.ts';
import { expecting } from '../harness/judge/given.ts';
import { sampledCounts, sampledVerdicts } from './sampled-rates.ts';
import { fitsRate } from './standard-error.ts';
import { sharesOf, shifted } from './truth.ts';
import { exactRates, judged, shareTested } from './verdict-rates.ts';

const SEED = 1n;

test('the share test stands for the whole judge where three versions are enumerated', () => {
  const expectation = expecting([30, 60, 10]);
  const [whole, part] = [judged(expectation), shareTested(expectation)];
  for (const truth of [
    [30, 60, 10],
    [30, 56, 14],
    [33, 60, 7],
  ]) {
    for (const counts of sampledCounts({ truth, requests: 500, runs: 100, seed: SEED })) {
      assert.equal(whole(counts), part(counts), `${counts}`);
    }
  }
});

test('the false-alarm risk is the one that was asked for', () => {
  for (const significance of [0.05, 0.001]) {
    const [rates] = exactRates(judged(expecting([80, 20], { significance })), 2000, [[0.8, 0.2]]);
    const { FAIL = Number.NaN } = rates ?? {};
    assert.ok(Math.abs(FAIL / significance - 1) < 0.1, `asked for ${significance}, got ${FAIL}`);
  }
});

test('exact tests of small samples never alarm more often than promised', () => {
  for (const weights of [
    [50, 50],
    [80, 20],
    [99, 1],
    [60, 30, 10],
  ]) {
    const decide = judged(expecting(weights));
    for (const requests of [1, 2, 5, 10, 15]) {
      const [rates] = exactRates(decide, requests, [sharesOf(weights)]);
      const { FAIL = Number.NaN } = rates ?? {};
      assert.ok(FAIL <= 0.01 * (1 + 1e-9), `${weights.join('/')}, ${requests} requests: ${FAIL}`);
    }
  }
});

test('the chi-square test alarms at most 1.4 times as often as promised where it takes over', () => {
  for (const [weights, requests] of [
    [[50, 50], 20],
    [[80, 20], 50],
    [[90, 10], 100],
    [[99, 1], 1000],
  ] as const) {
    const [rates] = exactRates(judged(expecting(weights)), requests, [sharesOf(weights)]);
    const { FAIL = Number.NaN } = rates ?? {};
    assert.ok(FAIL <= 0.0145 && FAIL > 0.001, `${weights.join('/')}, ${requests} requests: ${FAIL}`);
  }
});

test('the Monte Carlo test alarms as often as the exact test it stands for', () => {
  for (const [weights, requests] of [
    [[80, 20], 20],
    [[60, 30, 10], 12],
  ] as const) {
    const truth = [sharesOf(weights)];
    const [exact] = exactRates(judged(expecting(weights, { method: 'exact' })), requests, truth);
    const [simulated] = exactRates(judged(expecting(weights, { method: 'mc' })), requests, truth);
    const difference = Math.abs((exact?.FAIL ?? Number.NaN) - (simulated?.FAIL ?? Number.NaN));
    assert.ok(difference < 1e-3, `${weights.join('/')}: exact ${exact?.FAIL}, simulated ${simulated?.FAIL}`);
  }
});

/** Unequal weights, tiny weights, many versions. */
const SPREAD: readonly (readonly number[])[] = [
  [97, 1, 1, 1],
  [40, 30, 20, 10],
  [37.5, 25, 12.5, 12.5, 6.25, 6.25],
  Array.from({ length: 10 }, () => 10),
  Array.from({ length: 40 }, () => 2.5),
];

for (const weights of SPREAD) {
  test(`plain mode with ${weights.length} versions, ${Math.min(...weights)} % the rarest: right ones pass, wrong ones fail`, () => {
    const expectation = expecting(weights);
    const decide = judged(expectation);
    const { nDetect: requests, effectiveDeltaPp } = planRequests(
      expectation.versions.map(({ weight }) => weight),
      expectation.rule,
      5,
    );
    const runs = 300;
    const inUnits = (shares: readonly number[]) => shares.map((share) => Math.round(share * 10_000));
    const right = sampledVerdicts(decide, { truth: inUnits(sharesOf(weights)), requests, runs, seed: SEED });
    assert.ok(fitsRate(right.FAIL, runs, 0.01), `${right.FAIL} of ${runs} false alarms`);
    const wrong = sampledVerdicts(decide, {
      truth: inUnits(shifted(weights, Math.min(...effectiveDeltaPp))),
      requests,
      runs,
      seed: SEED,
    });
    assert.ok(wrong.FAIL / runs >= 0.88, `${wrong.FAIL} of ${runs} noticed`);
  });
}
