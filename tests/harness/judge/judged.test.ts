import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countVersions } from '../../../harness/judge/counted.ts';
import { diagnose } from '../../../harness/judge/diagnose.ts';
import { perGroup, perRequest } from '../../../harness/judge/judged.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { expecting, failed, labelled } from './given.ts';
import { onConnections, ordered } from './sequences.ts';

const pinned = onConnections(1000, 40, [0.8, 0.2], 1n);
const expectation = expecting([80, 20]);
const judged = (tally: Tally) => {
  const counted = countVersions(expectation, tally);
  return perGroup(counted, tally, tally.order!, diagnose(tally.order!).connections!);
};

describe('perRequest', () => {
  it('counts every request as one', () => {
    const counted = countVersions(expectation, ordered([pinned], 2));
    const { weighed, n, deff, unit } = perRequest(counted);
    assert.deepEqual([weighed, n, deff, unit], [counted.weighed, 1000, 1, 'request']);
  });
});

describe('perGroup', () => {
  it('takes one vote of each pinned connection', () => {
    const { unit, weighed, n, nAll, deff } = judged(ordered([pinned], 2));
    const votes = [0, 1].map((version) => pinned.versions.filter((hit, t) => t < 40 && hit === version).length);
    assert.deepEqual([unit, weighed.counts, n, nAll, deff], ['connection', votes, 40, 40, 1]);
  });

  it('takes votes of few connections even when they are only partly sticky', () => {
    const few = onConnections(4000, 49, [0.8, 0.2], 1n, { stickiness: 0.6 });
    assert.equal(judged(ordered([few], 2)).n, 49);
  });

  it('divides by the design effect where many connections are partly sticky', () => {
    const many = onConnections(4000, 100, [0.8, 0.2], 1n, { stickiness: 0.6 });
    const tally = ordered([many], 2);
    const found = judged(tally);
    assert.ok(found.deff > 5 && Math.abs(found.n * found.deff - 4000) < 1e-6);
    assert.equal(found.weighed.n, 4000);
    assert.equal(found.deff, diagnose(tally.order!).connections?.clustering.designEffect);
  });

  it('counts connections that never gave a version as unattributed, not their requests', () => {
    const lost = { failures: [failed('timeout', 90)], sent: 1090 };
    assert.equal(judged({ ...ordered([pinned], 2), ...lost, connections: { opened: 43, fresh: false } }).unattributed, 3);
    assert.equal(judged({ ...ordered([pinned], 2), ...lost, connections: { opened: 40, fresh: false } }).unattributed, 0);
    assert.equal(judged({ ...ordered([pinned], 2), connections: { opened: 90, fresh: false } }).unattributed, 0);
  });

  it('leaves votes for strangers out, and falls back on the design effect when votes share a slot', () => {
    const tally = ordered([pinned], 2);
    const renamed = (slots: string[], otherSlot: number | null): Tally => ({
      ...tally,
      labels: [labelled('v1', tally.labels[0]!.count), labelled(slots[1] ?? 'v2', tally.labels[1]!.count)],
      order: { ...tally.order!, slots, otherSlot },
    });
    const stranger = judged(renamed(['v1', 'x'], null));
    assert.deepEqual([stranger.weighed.counts[1], stranger.deff], [0, 1]);
    const shared = judged(renamed(['v1'], 1));
    assert.ok(shared.deff > 1 && shared.weighed.n === 1000);
  });
});
