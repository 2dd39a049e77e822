import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GATEWAY_API } from './gateway-api-rule.ts';
import { ISTIO } from './istio-rule.ts';
import { agrees } from './printed.ts';
import { acceptance, oneAttempt, untilSuccess } from './rival.ts';
import { leaking, sharesOf } from './truth.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('the floating-point band of Gateway API at 70/30 is 325 to 374 of 500', () => {
  const accepted = range(0, 500).filter((count) => GATEWAY_API.accepts([count, 500 - count], [70, 30]));
  assert.deepEqual(accepted, range(325, 374));
});

test('Gateway API wants weight zero to get nothing, and every other version to get something', () => {
  assert.ok(GATEWAY_API.accepts([350, 150, 0], [70, 30, 0]));
  assert.ok(!GATEWAY_API.accepts([350, 149, 1], [70, 30, 0]));
  assert.ok(!GATEWAY_API.accepts([480, 20, 0], [96, 3, 1]));
});

test('Istio takes ten requests more or less, ends included, and so a 10 % version without any', () => {
  assert.ok(ISTIO.accepts([90, 10], [80, 20]));
  assert.ok(ISTIO.accepts([70, 30], [80, 20]));
  assert.ok(!ISTIO.accepts([91, 9], [80, 20]));
  assert.ok(!ISTIO.accepts([69, 31], [80, 20]));
  assert.ok(ISTIO.accepts([90, 10, 0], [80, 10, 10]));
});

test('Gateway API at 70/30: acceptance by true share, in one attempt and in ten', () => {
  for (const [share, once, ten] of [
    [66, '0.700', '0.999994'],
    [65, '0.521', '0.9994'],
    [64, '0.339', '0.984'],
    [63, '0.190', '0.878'],
    [62, '0.0903', '0.612'],
    [61, '0.0362', '0.309'],
    [60, '0.0122', '0.116'],
    [58, '0.00081', '0.0081'],
    [55, '3.5e-6', '3.5e-5'],
    [50, '9.5e-12', '9.5e-11'],
  ] as const) {
    const attempt = oneAttempt(GATEWAY_API, [70, 30], sharesOf([share, 100 - share]));
    assert.ok(agrees(attempt.accepted, once), `${share}: ${attempt.accepted}`);
    assert.ok(agrees(untilSuccess(attempt, 10).accepted, ten), `${share}: ${untilSuccess(attempt, 10).accepted}`);
  }
  const correct = acceptance(GATEWAY_API, [70, 30], sharesOf([70, 30]));
  assert.ok(agrees(correct.rejected, '4.5e-19'), `${correct.rejected}`);
});

test('Gateway API at 70/30/0: how often ten tries notice a leak', () => {
  for (const [leak, detected] of [
    [0.001, '0.01'],
    [0.002, '1.1'],
    [0.005, '43'],
    [0.01, '94'],
  ] as const) {
    const { rejected } = acceptance(GATEWAY_API, [70, 30, 0], leaking([70, 30, 0], leak));
    assert.ok(agrees(100 * rejected, detected), `${leak}: ${rejected}`);
  }
});

test('Istio: acceptance in 1, 10, 30 and 60 tries', () => {
  for (const [percentages, truth, ...printed] of [
    [[80, 20], [80, 20], '0.9916', '1', '1', '1'],
    [[80, 20], [70, 30], '0.549', '0.9997', '1', '1'],
    [[80, 20], [65, 35], '0.173', '0.850', '0.997', '1'],
    [[80, 20], [60, 40], '0.0248', '0.222', '0.529', '0.778'],
    [[80, 20], [55, 45], '0.0015', '0.015', '0.045', '0.088'],
    [[80, 10, 10], [80, 10, 10], '0.9907', '1', '1', '1'],
    [[80, 10, 10], [80, 20, 0], '0.557', '0.9997', '1', '1'],
    [[80, 10, 10], [90, 10, 0], '0.548', '0.9996', '1', '1'],
    [[80, 10, 10], [60, 20, 20], '0.0241', '0.217', '0.520', '0.77'],
    [[50, 25, 25], [50, 25, 25], '0.944', '1', '1', '1'],
    [[50, 25, 25], [1, 1, 1], '0.087', '0.596', '0.934', '0.996'],
  ] as const) {
    const attempt = oneAttempt(ISTIO, percentages, sharesOf(truth));
    for (const [i, tries] of [1, 10, 30, 60].entries()) {
      const { accepted } = untilSuccess(attempt, tries);
      assert.ok(agrees(accepted, printed[i] ?? ''), `${percentages} ${truth} in ${tries}: ${accepted}, printed ${printed[i]}`);
    }
  }
});

test('a chance and its complement belong together, also where one is tiny', () => {
  for (const rejected of [0, 1e-30, 0.01, 0.5, 0.99, 1]) {
    for (const attempts of [1, 10, 30]) {
      const all = untilSuccess({ accepted: 1 - rejected, rejected }, attempts);
      assert.ok(Math.abs(all.accepted + all.rejected - 1) < 1e-12);
      assert.ok(Math.abs(all.rejected - rejected ** attempts) <= 1e-9 * rejected ** attempts, `${rejected} ${attempts}`);
    }
  }
});
