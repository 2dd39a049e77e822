import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnose } from '../../../harness/judge/diagnose.ts';
import { draws, onConnections, orderOf, rotatingWorkers, rotation, type Sent, streamOf } from './sequences.ts';

const fired = (streams: readonly Sent[], width = 2): string[] => [...diagnose(orderOf(streams, width)).fired].toSorted();
const of = (versions: readonly number[]): Sent => ({ versions });

describe('diagnose', () => {
  it('finds nothing in independent draws, right or wrong, in one stream or several', () => {
    for (const [shares, seed] of [
      [[0.8, 0.2], 1n],
      [[0.9, 0.1], 2n],
      [[0.5, 0.5], 3n],
      [[0.3, 0.6, 0.1], 4n],
      [[0.99, 0.01], 5n],
    ] as const) {
      assert.deepEqual(fired([of(draws(2000, shares, seed))], shares.length), []);
      const parts = [10n, 11n, 12n].map((more) => of(draws(700, shares, seed + more)));
      assert.deepEqual(fired(parts, shares.length), []);
      const kept = onConnections(2000, 32, shares, seed + 20n, { stickiness: 0 });
      assert.deepEqual(fired([kept], shares.length), []);
    }
  });

  it('tells a rotation by UNDER and SERIAL, also through four workers', () => {
    assert.deepEqual(fired([of(rotation(1000, [4, 1]))]), ['SERIAL', 'UNDER']);
    assert.ok(fired([of(rotatingWorkers(1000, [4, 1], 4, 1n))]).includes('UNDER'));
    const twoMachines = ['a', 'b'].map((machine) => ({ versions: rotation(500, [4, 1]), machine }));
    assert.deepEqual(fired(twoMachines), ['SERIAL', 'UNDER']);
  });

  it('tells a change and a drift by DRIFT and CUSUM, and new weights that were not live yet by START', () => {
    const changed = draws(2000, (t) => (t < 800 ? [0.9, 0.1] : [0.7, 0.3]), 1n);
    assert.ok(['CUSUM', 'DRIFT'].every((id) => fired([of(changed)]).includes(id)));
    const drift = draws(3000, (t) => [0.9 - (0.3 * t) / 3000, 0.1 + (0.3 * t) / 3000], 2n);
    assert.ok(['CUSUM', 'DRIFT'].every((id) => fired([of(drift)]).includes(id)));
    const late = draws(1400, (t) => (t < 70 ? [1, 0] : [0.8, 0.2]), 3n);
    assert.ok(fired([of(late)]).includes('START'));
  });

  it('tells routing per connection by CONN, pinned or partly sticky', () => {
    assert.ok(fired([onConnections(1000, 50, [0.8, 0.2], 1n)]).includes('CONN'));
    assert.ok(fired([onConnections(3000, 100, [0.8, 0.2], 2n, { stickiness: 0.6 })]).includes('CONN'));
  });

  it('tells machines that see different mixtures (SHARD) from machines that stay on one version (CLIENT)', () => {
    const seeing = (share: number, machine: string, seed: bigint): Sent => ({
      versions: draws(1000, [share, 1 - share], seed),
      machine,
    });
    assert.deepEqual(fired([seeing(0.8, 'a', 1n), seeing(0.8, 'b', 2n), seeing(0.7, 'c', 3n)]), ['SHARD']);
    assert.ok(fired([seeing(1, 'a', 1n), seeing(1, 'b', 2n), seeing(0, 'c', 3n)]).includes('CLIENT'));
    assert.deepEqual(fired([seeing(0.8, 'a', 1n), seeing(0.8, 'b', 4n)]), []);
  });

  it('computes what can be computed and leaves the rest out', () => {
    const ids = (streams: readonly Sent[]): string[] => diagnose(orderOf(streams, 2)).diagnostics.map(({ id }) => id);
    assert.deepEqual(ids([]), []);
    assert.deepEqual(ids([of([])]), []);
    assert.deepEqual(ids([of([0, 0, 0])]), []);
    assert.deepEqual(ids([of([0, 1, 0])]), ['START']);
    assert.deepEqual(ids([of(draws(1000, [0.5, 0.5], 1n))]), ['UNDER', 'DRIFT', 'CUSUM', 'START', 'SERIAL']);
    const connected = { ...onConnections(1000, 20, [0.5, 0.5], 1n, { stickiness: 0 }), machine: 'a' };
    assert.deepEqual(ids([connected, { ...connected, machine: 'b' }]), [
      'UNDER',
      'DRIFT',
      'CUSUM',
      'START',
      'CONN',
      'SHARD',
      'SERIAL',
    ]);
  });

  it('adjusts by Holm over the tests that were computed, and tells p in log10', () => {
    const { diagnostics } = diagnose(orderOf([of(rotation(1000, [4, 1]))], 2));
    const smallest = diagnostics.toSorted((a, b) => a.p - b.p)[0]!;
    assert.ok(Math.abs(smallest.pHolm - 5 * smallest.p) <= 1e-12 * smallest.p);
    for (const { p, log10P, pHolm } of diagnostics) {
      assert.ok(Number.isFinite(log10P) && pHolm >= p && pHolm <= 1);
      assert.ok(p === 0 || Math.abs(10 ** log10P - p) < 1e-9 * p + 1e-300);
    }
  });

  it('is certain and finite about a rotation of any length', () => {
    for (const n of [200, 1000, 20_000, 100_000]) {
      const { diagnostics } = diagnose({ ...orderOf([], 2), streams: [streamOf(rotation(n, [1, 1]), 2, Math.max(1, n / 4000))] });
      const under = diagnostics.find(({ id }) => id === 'UNDER')!;
      assert.ok(under.fired && Number.isFinite(under.log10P), `${n}: ${under.log10P}`);
    }
  });

  it('fires at its family rate when routing is independent', () => {
    // 1,000 runs at 0.0006 to 0.0016: more than 7 alarms have probability below 1e-3 at the upper end.
    let alarms = 0;
    for (let run = 0; run < 1000; run += 1) {
      const shares = [
        [0.8, 0.2],
        [0.9, 0.1],
        [0.5, 0.5],
        [0.3, 0.6, 0.1],
      ][run % 4]!;
      const sent = onConnections(400, 20, shares, BigInt(run), { stickiness: 0 });
      alarms += diagnose(orderOf([sent], shares.length)).fired.size > 0 ? 1 : 0;
    }
    assert.ok(alarms <= 7, `${alarms} of 1000 runs`);
  });

  it('sees what the specification says it sees', () => {
    const rate = (runs: number, id: string, make: (seed: bigint) => Sent): number => {
      let hits = 0;
      for (let run = 0; run < runs; run += 1) {
        hits += fired([make(BigInt(run))]).includes(id) ? 1 : 0;
      }
      return hits / runs;
    };
    assert.equal(
      rate(20, 'UNDER', (seed) => of(rotatingWorkers(1000, [4, 1], 4, seed))),
      1,
    );
    const many = rate(30, 'UNDER', (seed) => of(rotatingWorkers(1000, [4, 1], 16, seed)));
    assert.ok(many < 0.6, `${many}`);
    assert.ok(rate(20, 'CONN', (seed) => onConnections(1000, 50, [0.8, 0.2], seed)) >= 0.95);
    assert.equal(
      rate(20, 'START', (seed) => of(draws(2000, (t) => (t < 100 ? [1, 0] : [0.8, 0.2]), seed))),
      1,
    );
  });
});
