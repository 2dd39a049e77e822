import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { diagnoseClients, diagnoseConnections } from '../../../harness/judge/diagnose-groups.ts';
import { clustering } from '../../../harness/stats/clustering.ts';
import { groupTest } from '../../../harness/stats/group-test.ts';
import { draws, onConnections, orderOf, type Sent, tableOf } from './sequences.ts';

describe('diagnoseConnections', () => {
  it('is the group test of the table', () => {
    const requests = fc.array(fc.tuple(fc.nat(2), fc.nat(9)), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(requests, (pairs) => {
        const sent = { versions: pairs.map(([version]) => version), connections: pairs.map(([, connection]) => connection) };
        const found = diagnoseConnections(orderOf([sent], 3));
        const table = tableOf([sent], 3);
        const want = groupTest(table).result;
        assert.equal(found === null, want === null);
        if (found !== null && want !== null) {
          assert.ok(Math.abs(found.lnP - want.lnTails.lnUpper) < 1e-6 * Math.max(1, -want.lnTails.lnUpper));
          assert.ok(Math.abs((found.clustering.correlation ?? 0) - (clustering(table).correlation ?? 0)) < 1e-9);
          assert.equal(found.groups, table.length);
        }
      }),
      { seed: 1 },
    );
  });

  it('needs connections that carried two requests', () => {
    assert.equal(diagnoseConnections(orderOf([{ versions: draws(100, [0.5, 0.5], 1n) }], 2)), null);
  });

  it('explains everything where every connection is pinned, about nothing where none is, and only then has no guard', () => {
    const pinned = diagnoseConnections(orderOf([onConnections(1000, 50, [0.8, 0.2], 1n)], 2))!;
    const free = diagnoseConnections(orderOf([onConnections(5000, 500, [0.8, 0.2], 1n, { stickiness: 0 })], 2))!;
    assert.ok(pinned.explained > 0.94 && pinned.guard);
    assert.ok(Math.abs(free.explained) < 0.05 && !free.guard);
  });
});

describe('diagnoseClients', () => {
  const machines = (shares: readonly number[], n = 1000): Sent[] =>
    shares.map((share, i) => ({ versions: draws(n, [share, 1 - share], BigInt(i + 1)), machine: `m${i}` }));

  it('is SHARD for mixtures, CLIENT for one version each, and needs two of them', () => {
    assert.equal(diagnoseClients(orderOf(machines([0.8, 0.7, 0.6]), 2))?.id, 'SHARD');
    assert.equal(diagnoseClients(orderOf(machines([1, 0, 1]), 2))?.id, 'CLIENT');
    assert.equal(diagnoseClients(orderOf(machines([0.8]), 2)), null);
    assert.equal(diagnoseClients(orderOf(machines([1, 1]), 2)), null);
  });

  it('does not take two large shares for one version each', () => {
    assert.equal(diagnoseClients(orderOf(machines([0.99, 0.96], 4000), 2))?.id, 'SHARD');
  });

  it('takes many that differ for clients', () => {
    const many = machines(
      Array.from({ length: 60 }, (_, i) => (i % 5 === 0 ? 0.4 : 0.9)),
      100,
    );
    assert.equal(diagnoseClients(orderOf(many, 2))?.id, 'CLIENT');
  });

  it('gives each client one vote', () => assert.deepEqual(diagnoseClients(orderOf(machines([1, 0, 1]), 2))?.votes, [2, 1]));
});
