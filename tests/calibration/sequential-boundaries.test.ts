import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSequence } from '../../harness/stats/sequential-rule.ts';
import { xoshiro } from '../../harness/stats/xoshiro.ts';
import { drawSequence } from './sampled-runs.ts';
import { type Boundary, boundaries } from './sequential-boundaries.ts';
import { sequentialRule } from './sequential-rule.ts';
import { walk } from './sequential-walk.ts';
import { sharesOf } from './truth.ts';

const CAP = 2000;

/** Where a sequence leaves the boundaries; null when it never does. */
const exitOf = (limits: readonly Boundary[], sequence: readonly number[]) => {
  let count = 0;
  for (const [i, { failUpTo, failFrom, passFrom, passTo }] of limits.entries()) {
    count += sequence[i] === 0 ? 1 : 0;
    if (count <= failUpTo || count >= failFrom) {
      return { verdict: 'FAIL', stopN: i + 1 };
    }
    if (count >= passFrom && count <= passTo) {
      return { verdict: 'PASS', stopN: i + 1 };
    }
  }
  return null;
};

for (const [weights, points] of [
  [[80, 20], null],
  [[80, 20], 5],
  [[50, 50], 8],
  [[97, 3], 5],
] as const) {
  test(`${weights.join('/')} with tolerance ${points}: the stopping rule stops exactly at the boundaries`, () => {
    const rule = sequentialRule(weights, points);
    const limits = [...boundaries(rule, CAP)];
    const random = xoshiro(7n);
    let stopped = 0;
    for (const first of [weights[0], weights[0] + 2, weights[0] - 3, weights[0] - 10, 20, 99.5]) {
      for (let run = 0; run < 4; run += 1) {
        const sequence = drawSequence(sharesOf([first, 100 - first]), CAP, random);
        const exit = exitOf(limits, sequence);
        const { verdict, stopN } = judgeSequence(rule, sequence);
        assert.deepEqual(
          { verdict, stopN },
          exit ?? { verdict: points === null ? 'PASS' : 'INCONCLUSIVE', stopN: CAP },
          `first version really ${first} %`,
        );
        stopped += exit === null ? 0 : 1;
      }
    }
    assert.ok(stopped >= 8, `${stopped} of 24 runs stopped early`);
  });
}

test('a walk between boundaries that never stop reaches the cap, and one that always stops takes one request', () => {
  const open: Boundary = { failUpTo: -1, failFrom: 1e9, passFrom: 0, passTo: -1 };
  const { meanRequests, ...ends } = walk(
    Array.from({ length: 50 }, () => open),
    0.3,
  );
  assert.deepEqual(ends, { fail: 0, pass: 0, capped: 1 });
  assert.equal(meanRequests, 50);
  const first: Boundary = { failUpTo: 0, failFrom: 9, passFrom: 1, passTo: 1 };
  const stopped = walk([first, first], 0.3);
  assert.ok(Math.abs(stopped.fail - 0.7) < 1e-15 && Math.abs(stopped.pass - 0.3) < 1e-15);
  assert.ok(Math.abs(stopped.meanRequests - 1) < 1e-15);
});

test('a walk to one fixed count is the binomial tail', () => {
  const open: Boundary = { failUpTo: -1, failFrom: 1e9, passFrom: 0, passTo: -1 };
  const limits = [...Array.from({ length: 9 }, () => open), { ...open, failFrom: 8 }];
  // P(Bin(10, 0.5) ≥ 8) = 56/1024
  assert.ok(Math.abs(walk(limits, 0.5).fail - 56 / 1024) < 1e-15);
});
