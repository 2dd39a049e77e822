import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { mergeTallies } from '../../../harness/classify/merge.ts';
import { mergeOrders } from '../../../harness/classify/merge-order.ts';
import { parseTally } from '../../../harness/classify/parse-tally.ts';
import { createTallyBuilder } from '../../../harness/classify/tally-builder.ts';
import { tallyFromCounts } from '../../../harness/classify/typed-counts.ts';
import type { OrderStatistics } from '../../../harness/model/order.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { answer } from './answers.ts';
import { naiveOrder, rounded, type Sent } from './naive-order.ts';

fc.configureGlobal({ seed: 20260131 });

type Shard = { readonly client: string; readonly sent: readonly Sent[] };

const tallyOf = ({ client, sent }: Shard): Tally => {
  const builder = createTallyBuilder({ scheme: 'http', groupBy: parseGroupBy('line'), labelCap: 200, client });
  for (const [index, { label, connection, sentAtMs }] of sent.entries()) {
    builder.answer(answer(label ?? '', { index, connection, sentAtMs }));
  }
  return builder.snapshot({
    driver: 'weighbridge 1.0.0',
    target: 'http://h',
    probe: null,
    connections: { opened: 0, fresh: false },
    startedAt: null,
    endedAt: null,
    elapsedMs: null,
    end: 'done',
    endDetail: null,
    gate: null,
  });
};

const shardOf = (labels: number, perConnection = 6) =>
  fc.record({
    client: fc.constantFrom('A', 'B', 'C'),
    sent: fc.array(
      fc.record({
        label: fc.option(
          fc.nat(labels - 1).map((label) => `v${label}`),
          { freq: 9 },
        ),
        connection: fc.nat(perConnection),
        sentAtMs: fc.nat(1000),
      }),
      { maxLength: 40 },
    ),
  });
/** Streams and clients in an order of their own, for comparisons that must not depend on the order of the parts. */
const unordered = (order: OrderStatistics | null): unknown => {
  const text = (value: unknown): string => JSON.stringify(value);
  return rounded(
    order && {
      ...order,
      streams: order.streams.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)),
      clients: order.clients.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    },
  );
};

describe('mergeOrders', () => {
  it('adds up groups and clients as if one machine had sent everything, and keeps streams apart', () => {
    fc.assert(
      fc.property(fc.array(shardOf(15), { minLength: 1, maxLength: 4 }), (shards) => {
        const merged = mergeTallies(shards.map(tallyOf)).order!;
        // Connections of different shards are different connections.
        const all = shards.flatMap(({ sent }, shard) =>
          sent.map((one) => ({ ...one, connection: one.connection + 1000 * shard })),
        );
        const { slots, otherSlot, connections } = naiveOrder(all);
        assert.deepEqual(
          rounded({ ...merged, streams: [], clients: [] }),
          rounded({ slots, otherSlot, connections, streams: [], clients: [] }),
        );
        assert.equal(merged.streams.length, shards.length);
        for (const [place, { sent }] of shards.entries()) {
          const alone = naiveOrder(sent);
          const moves = alone.slots.map((label) => merged.slots.indexOf(label));
          const stream = merged.streams[place]!;
          for (const [row, counts] of alone.streams[0]!.cumulative.entries()) {
            for (const [slot, count] of counts.entries()) assert.equal(stream.cumulative[row]![moves[slot]!], count);
          }
          assert.deepEqual(
            [stream.n, stream.late, stream.sendIndex],
            [alone.streams[0]!.n, alone.streams[0]!.late, alone.streams[0]!.sendIndex],
          );
        }
        for (const { name, counts } of merged.clients) {
          const own = shards.filter(({ client }) => client === name).flatMap(({ sent }) => sent);
          assert.deepEqual(
            counts,
            merged.slots.map((wanted) => own.filter(({ label }) => label === wanted).length),
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  it('does not depend on order or brackets while every label has a slot', () => {
    fc.assert(
      fc.property(shardOf(15), shardOf(15, 100), shardOf(3, 1), (a, b, c) => {
        const parts = [a, b, c].map(tallyOf);
        const whole = unordered(mergeTallies(parts).order);
        assert.deepEqual(unordered(mergeTallies(parts.toReversed()).order), whole);
        assert.deepEqual(unordered(mergeTallies([mergeTallies(parts.slice(0, 2)), ...parts.slice(2)]).order), whole);
        assert.deepEqual(unordered(mergeTallies([parts[0]!, mergeTallies(parts.slice(1))]).order), whole);
      }),
      { numRuns: 80 },
    );
  });

  it('can be saved and read whatever is merged, and loses no answer', () => {
    fc.assert(
      fc.property(shardOf(100), shardOf(30, 100), shardOf(15), (a, b, c) => {
        const parts = [a, b, c].map(tallyOf);
        for (const merged of [mergeTallies(parts), mergeTallies([mergeTallies(parts.slice(0, 2)), ...parts.slice(2)])]) {
          assert.deepEqual(parseTally(JSON.stringify(merged), 'x'), JSON.parse(JSON.stringify(merged)));
          const versioned = merged.labels.reduce((sum, { count }) => sum + count, 0);
          assert.equal(
            merged.order!.streams.reduce((sum, { n, late }) => sum + n + late, 0),
            versioned,
          );
        }
      }),
      { numRuns: 80 },
    );
  });

  it('counts fresh connections of one shard among the connections of all', () => {
    const fresh = tallyOf({
      client: 'A',
      sent: ['a', 'b', 'b'].map((label, connection) => ({ label, connection, sentAtMs: 0 })),
    });
    const pinned = tallyOf({ client: 'B', sent: ['b', 'b'].map((label) => ({ label, connection: 0, sentAtMs: 0 })) });
    assert.equal(fresh.order!.connections, null);
    assert.deepEqual(mergeTallies([fresh, pinned]).order!.connections, {
      groups: 4,
      sumSize: 5,
      sumSizeSquared: 7,
      sumInverseSize: 3.5,
      products: [
        [4, 0],
        [0, 1],
      ],
      samePairs: 2,
      sumLargest: 5,
      votes: [3, 1],
    });
    assert.equal(mergeTallies([fresh, fresh]).order!.connections, null);
  });

  it('knows nothing of the order when a part does not', () => {
    const typed = tallyFromCounts(['a'], [1]);
    assert.equal(mergeOrders([typed, tallyOf({ client: 'A', sent: [] })], typed.labels), null);
    assert.equal(mergeTallies([typed, typed]).order, null);
  });

  it('refuses more streams than can be judged', () => {
    const part = tallyOf({ client: 'A', sent: [{ label: 'a', connection: 0, sentAtMs: 0 }] });
    assert.equal(mergeTallies(Array.from({ length: 256 }, () => part)).order!.streams.length, 256);
    assert.throws(
      () => mergeTallies(Array.from({ length: 257 }, () => part)),
      /^RangeError: the tallies hold 257 streams .* more than the 256 .*; give fewer tallies$/,
    );
  });
});
