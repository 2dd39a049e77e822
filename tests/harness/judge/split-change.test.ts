import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { expecting } from './given.ts';
import { draws, ordered, type Sent } from './sequences.ts';

const changeOf = (streams: readonly Sent[], weights = [80, 20]) =>
  judge(expecting(weights), ordered(streams, weights.length)).change;

describe('splitChange', () => {
  const at = (t: number): readonly number[] => (t < 1200 ? [0.95, 0.05] : [0.7, 0.3]);

  it('names the moment, the shares around it and their intervals', () => {
    const change = changeOf([{ versions: draws(3000, at, 1n) }])!;
    assert.ok(Math.abs(change.afterRequest - 1200) < 100);
    assert.equal(change.atMs, (change.afterRequest - 1) * 2);
    assert.ok(Math.abs(change.before[0]! - 0.95) < 0.03 && Math.abs(change.after[0]! - 0.7) < 0.04);
    for (const [share, ci] of [
      [change.before, change.beforeCi],
      [change.after, change.afterCi],
    ] as const) {
      assert.ok(ci.lo[0]! < share[0]! && share[0]! < ci.hi[0]!);
    }
    assert.ok(change.pBefore! < 1e-6 && change.pAfter! < 1e-6);
  });

  it('says which part fits', () => {
    const change = changeOf([{ versions: draws(4000, (t) => (t < 500 ? [1, 0] : [0.8, 0.2]), 2n) }])!;
    assert.ok(change.pAfter! > 0.01 && change.pBefore! < 1e-6);
  });

  it('tells of the stream that changed', () => {
    const steady = { versions: draws(1000, [0.8, 0.2], 3n), machine: 'a' };
    const change = changeOf([steady, { versions: draws(3000, at, 1n), machine: 'b' }])!;
    assert.ok(Math.abs(change.afterRequest - 1200) < 100);
  });

  it('ends at the end of the opening run when that is all there is', () => {
    const versions = draws(3000, (t) => (t < 60 ? [1, 0] : [0.8, 0.2]), 5n);
    assert.equal(changeOf([{ versions }])?.afterRequest, versions.indexOf(1));
  });

  it('is null when nothing changed, and for weight zero', () => {
    assert.equal(changeOf([{ versions: draws(3000, [0.8, 0.2], 1n) }]), null);
    const change = changeOf([{ versions: draws(3000, at, 1n) }], [80, 20, 0])!;
    assert.deepEqual([change.before[2], change.afterCi.lo[2]], [null, null]);
  });

  it('tells no shares where a version has no slot of its own', () => {
    const tally = ordered([{ versions: draws(3000, at, 1n) }], 2);
    const change = judge(expecting([80, 20]), { ...tally, order: { ...tally.order!, slots: ['v1'], otherSlot: 1 } }).change!;
    assert.deepEqual([change.before, change.pAfter], [[null, null], null]);
  });
});
