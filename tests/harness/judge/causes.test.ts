import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { causesOf } from '../../../harness/judge/causes.ts';
import { diagnose } from '../../../harness/judge/diagnose.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { draws, onConnections, orderOf, rotation, type Sent } from './sequences.ts';

const of = (...streams: Sent[]) => {
  const diagnosis = diagnose(orderOf(streams, 2));
  const { unit, changes, shardsDisagree } = causesOf(diagnosis);
  return { fired: diagnosis.fired, unit: unit?.id ?? null, changes: [...changes], shardsDisagree };
};
const nothing = { unit: null, changes: [], shardsDisagree: false };
const onMachine = (machine: string, sent: Sent): Sent => ({ ...sent, machine });

/** Requests over connections that are all replaced when the split changes. */
const reloaded = (before: readonly number[], after: readonly number[], at: number, n: number, seed: bigint): Sent => {
  const versions = draws(n, (t) => (t < at ? before : after), seed);
  return { versions, connections: versions.map((_, t) => (t % 32) + (t < at ? 0 : 32)) };
};

describe('causesOf', () => {
  it('finds none in independent draws', () => {
    const { fired, ...causes } = of(onConnections(2000, 50, [0.8, 0.2], 1n, { stickiness: 0 }));
    assert.deepEqual([fired.size, causes], [0, nothing]);
  });

  it('leaves to pinned connections what follows from them, however they were used', () => {
    for (let seed = 1n; seed <= 12n; seed += 1n) {
      for (const inSequence of [true, false]) {
        const sent = onConnections(2000, 60, [0.8, 0.2], seed, { inSequence });
        const { fired, ...causes } = of(sent);
        assert.deepEqual(causes, { ...nothing, unit: 'CONN' }, `seed ${seed}, ${[...fired]}`);
      }
    }
  });

  it('leaves differences between machines to the connections that they are made of', () => {
    const machines = ['a', 'b', 'c'].map((name, i) => onMachine(name, onConnections(1000, 20, [0.8, 0.2], BigInt(i + 5))));
    const { fired, ...causes } = of(...machines);
    assert.ok(fired.has('SHARD') && fired.has('CONN'));
    assert.deepEqual(causes, { ...nothing, unit: 'CONN' });
  });

  it('does not take connections for the cause when the split changed while they were replaced', () => {
    for (let seed = 1n; seed <= 12n; seed += 1n) {
      const sent = reloaded([0.9, 0.1], [0.6, 0.4], 1100, 2000, seed);
      const { fired, unit, changes } = of(sent);
      assert.ok(fired.has('CONN') && unit === null, `seed ${seed}`);
      assert.ok(changes.includes('DRIFT') && changes.includes('CUSUM'));
    }
  });

  it('takes a rotation that meets the connections in step for a rotation, and pinned connections used in turn for connections', () => {
    const random = xoshiro(1n);
    const turns = Array.from({ length: 3000 }, (_, t) => t % 50);
    // Now and then two neighbours overtake each other, or a connection skips its turn for good.
    let skipped = 0;
    const connections = turns.map((_, t) => {
      skipped += random.nextUniform() < 0.01 ? 1 : 0;
      return (t + skipped) % 50;
    });
    const dealt = of({ versions: rotation(3000, [4, 1]), connections });
    assert.ok(dealt.fired.has('CONN') && dealt.unit === null);
    for (let seed = 1n; seed <= 6n; seed += 1n) {
      const { fired, unit } = of(onConnections(3000, 10, [0.6, 0.4], seed));
      assert.ok(!fired.has('CONN') || unit === 'CONN', `seed ${seed}`);
    }
    assert.equal(of(onConnections(6000, 8, [0.6, 0.4], 4n, { stickiness: 0.6 })).unit, 'CONN');
  });

  it('still sees a large change over pinned connections that were replaced', () => {
    const [before, after] = [onConnections(2000, 100, [0.95, 0.05], 1n), onConnections(2000, 100, [0.3, 0.7], 2n)];
    const connections = [...before.connections!, ...after.connections!.map((connection) => connection + 100)];
    const { unit, changes } = of({ versions: [...before.versions, ...after.versions], connections });
    assert.deepEqual([unit, changes], ['CONN', ['CUSUM']]);
  });

  it('does not take connections for the cause when they belong to machines that see different splits', () => {
    const machines = [0.9, 0.6].map((share, i) =>
      onMachine(`m${i}`, onConnections(2000, 16, [share, 1 - share], BigInt(i + 1), { stickiness: 0 })),
    );
    const { fired, ...causes } = of(...machines);
    assert.ok(fired.has('CONN'));
    assert.deepEqual(causes, { ...nothing, shardsDisagree: true });
  });

  it('takes the client for the cause when its connections are only as pinned as it is', () => {
    const machines = [0, 1, 0].map((version, i) => {
      const sent = onConnections(500, 8, [1, 0], 1n);
      return onMachine(`m${i}`, { ...sent, versions: sent.versions.map(() => version) });
    });
    const { fired, unit } = of(...machines);
    assert.ok(fired.has('CONN') && fired.has('CLIENT'));
    assert.equal(unit, 'CLIENT');
  });

  it('reports a late start that connections do not explain', () => {
    const versions = draws(3000, (t) => (t < 70 ? [1, 0] : [0.8, 0.2]), 2n);
    const { unit, changes } = of({ versions, connections: versions.map((_, t) => t % 32) });
    assert.deepEqual([unit, changes.includes('START')], [null, true]);
  });
});
