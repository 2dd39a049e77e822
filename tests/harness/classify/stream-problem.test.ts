import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { streamProblem } from '../../../harness/classify/stream-problem.ts';
import type { StreamStatistics } from '../../../harness/model/order.ts';
import { naiveOrder } from './naive-order.ts';

const streamOf = (letters: string): StreamStatistics =>
  naiveOrder(Array.from(letters, (label) => ({ label, connection: 0, sentAtMs: 1 }))).streams[0]!;
const SHORT = streamOf('aabaabaaab');
const LONG = streamOf('aab'.repeat(2000));
const NO_PAIRS = { pairs: SHORT.pairs.map((layer) => layer.map(() => 0)) };

describe('streamProblem', () => {
  it('finds nothing wrong with true statistics', () => {
    assert.equal(streamProblem(SHORT, 2), null);
    assert.equal(streamProblem(LONG, 2), null);
    assert.equal(LONG.spacing, 2);
    assert.equal(streamProblem({ ...SHORT, late: 7 }, 2), null);
    assert.equal(
      streamProblem({ n: 0, late: 0, spacing: 1, cumulative: [], sentAtMs: [], sendIndex: [], opening: null, ...NO_PAIRS }, 2),
      null,
    );
  });

  for (const [what, changes, reason] of [
    ['a spacing that is no power of two', { spacing: 3 }, /^\.spacing is 3, no power of two$/],
    ['too close checkpoints', { n: 5000 }, /^\.spacing is 1, too small: 5000 requests have more than 4096 checkpoints$/],
    ['a missing checkpoint', { cumulative: SHORT.cumulative.slice(1) }, /^\.cumulative has 9 entries for 10 checkpoints$/],
    ['a missing time', { sentAtMs: [] }, /^\.sentAtMs has 0 entries for 10 checkpoints$/],
    ['a missing place', { sendIndex: [0] }, /^\.sendIndex has 1 entries for 10 checkpoints$/],
    ['a short row', { cumulative: SHORT.cumulative.with(0, [1]) }, /^\.cumulative\[0\] is not 2 counts that add up to 1$/],
    ['a wrong sum', { cumulative: SHORT.cumulative.with(2, [2, 2]) }, /^\.cumulative\[2\] is not 2 counts that add up to 3$/],
    ['a count that falls', { cumulative: SHORT.cumulative.with(1, [0, 2]) }, /^\.cumulative\[1\] is lower/],
    ['requests out of order', { sendIndex: SHORT.sendIndex.with(4, 3) }, /^\.sendIndex\[4\] is 3, too early/],
    ['more requests than places', { sendIndex: SHORT.sendIndex.with(0, 5) }, /^\.sendIndex\[1\] is 1, too early/],
    ['no opening run', { opening: null }, /^\.opening is null although there are requests$/],
    [
      'an opening run of the wrong label',
      { opening: { slot: 1, length: 1 } },
      /^\.opening of 1 requests for slot 1 does not fit/,
    ],
    ['too long an opening run', { opening: { slot: 0, length: 3 } }, /^\.opening of 3 requests for slot 0 does not fit/],
    ['an opening run in no slot', { opening: { slot: 9, length: 1 } }, /^\.opening of 1 requests for slot 9 does not fit/],
    ['a missing lag', { pairs: SHORT.pairs.slice(1) }, /^\.pairs has 31 lags instead of 32$/],
    ['no pairs', NO_PAIRS, /^\.pairs\[0\] is not 4 counts that add up to 9$/],
    ['a small table', { pairs: SHORT.pairs.with(3, [6]) }, /^\.pairs\[3\] is not 4 counts that add up to 6$/],
    [
      'pairs of other requests',
      { pairs: SHORT.pairs.with(0, [0, 0, 0, 9]) },
      /^\.pairs\[0\] does not fit the 7 requests of slot 0$/,
    ],
  ] as const) {
    it(`finds ${what}`, () => assert.match(streamProblem({ ...SHORT, ...changes }, 2) ?? 'nothing', reason));
  }

  it('finds an opening run that contradicts far checkpoints', () => {
    assert.match(streamProblem({ ...LONG, opening: { slot: 0, length: 5 } }, 2) ?? 'nothing', /^\.opening of 5/);
  });
});
