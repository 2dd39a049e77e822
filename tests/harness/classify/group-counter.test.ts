import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createGroupCounter } from '../../../harness/classify/group-counter.ts';
import { naiveOrder, rounded } from './naive-order.ts';

fc.configureGlobal({ seed: 20260131 });

describe('createGroupCounter', () => {
  it('gives the same sums whenever connections close', () => {
    const request = fc.record({ connection: fc.nat(9), track: fc.nat(4), closesBefore: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 120 }), (requests) => {
        const counter = createGroupCounter();
        // A closed connection never speaks again: the number goes on as another one.
        const names = new Map<number, number>();
        let next = 100;
        const seen = requests.map(({ connection, track, closesBefore }, index) => {
          if (names.has(closesBefore)) {
            counter.close(names.get(closesBefore)!);
            names.delete(closesBefore);
          }
          const name = names.get(connection) ?? next++;
          names.set(connection, name);
          counter.add(name, track, index);
          return { connection: name, label: `${track}`, sentAtMs: 0 };
        });
        const naive = naiveOrder(seen);
        const told = counter.toStatistics(5);
        assert.deepEqual(counter.toStatistics(5), told);
        const { products = null, votes = null, ...sums } = told ?? {};
        const { products: naiveProducts = null, votes: naiveVotes = null, ...naiveSums } = naive.connections ?? {};
        assert.deepEqual(rounded(sums as never), rounded(naiveSums as never));
        for (const [slot, label] of naive.slots.entries()) {
          assert.equal(votes?.[Number(label)] ?? null, naiveVotes?.[slot] ?? null);
          for (const [other, otherLabel] of naive.slots.entries()) {
            const [a, b] = [products?.[Number(label)]?.[Number(otherLabel)] ?? 0, naiveProducts?.[slot]?.[other] ?? 0];
            assert.ok(Math.abs(a - b) < 1e-9);
          }
        }
      }),
    );
  });

  it('lets the request that was sent first vote, whichever is answered first', () => {
    const counter = createGroupCounter();
    counter.add(3, 1, 8);
    counter.add(3, 0, 7);
    counter.add(3, 1, 9);
    assert.deepEqual(counter.toStatistics(2)?.votes, [1, 0]);
  });

  it('has nothing to say about connections of one request, and knows them once there is a pair', () => {
    const counter = createGroupCounter();
    counter.add(0, 0, 0);
    counter.close(0);
    counter.add(1, 1, 1);
    assert.equal(counter.toStatistics(2), null);
    counter.add(1, 1, 2);
    counter.close(1);
    counter.close(1);
    counter.close(77);
    assert.deepEqual(counter.toStatistics(2), {
      groups: 2,
      sumSize: 3,
      sumSizeSquared: 5,
      sumInverseSize: 1.5,
      products: [
        [1, 0],
        [0, 2],
      ],
      samePairs: 2,
      sumLargest: 3,
      votes: [1, 1],
    });
  });
});
