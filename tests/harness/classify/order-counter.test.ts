import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_LATENCY } from '../../../harness/classify/latency.ts';
import { createOrderCounter, NO_VERSION } from '../../../harness/classify/order-counter.ts';
import type { OrderStatistics } from '../../../harness/model/order.ts';
import type { LabelTally } from '../../../harness/model/tally.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { naiveOrder, rounded, type Sent } from './naive-order.ts';

fc.configureGlobal({ seed: 20260131 });

const talliesOf = (sent: readonly Sent[]): LabelTally[] => {
  const counts = new Map<string, number>();
  for (const { label } of sent) {
    if (label !== null) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => ({ label, count, failing: 0, firstIndex: 0, statuses: {}, latency: NO_LATENCY }));
};

/** Feeds requests in the order of `arrival`; `onEach` runs after each of them. */
const counted = (
  sent: readonly Sent[],
  arrival: readonly number[],
  onEach: (told: () => OrderStatistics, count: number) => void = () => {},
) => {
  const prefix: (readonly [string | null, number])[] = [];
  const counter = createOrderCounter('here', (label, index) => prefix.push([label, index]));
  const numbers = new Map<string, number>();
  const soFar: Sent[] = [];
  const told = () => counter.toStatistics(talliesOf(soFar));
  for (const index of arrival) {
    const one = sent[index]!;
    soFar.push(one);
    if (one.label === null) {
      counter.failed(index);
    } else {
      if (!numbers.has(one.label)) {
        numbers.set(one.label, counter.register(one.label));
        counter.admit(numbers.get(one.label)!);
      }
      counter.answered(numbers.get(one.label)!, index, one.connection, one.sentAtMs);
    }
    onEach(told, soFar.length);
  }
  return { counter, prefix, told };
};
const inOrder = (sent: readonly Sent[]): number[] => sent.map((_, index) => index);

const requests = (most: number) =>
  fc.integer({ min: 1, max: 60 }).chain((labels) =>
    fc.array(
      fc.record({
        label: fc.option(
          fc.nat(labels - 1).map((label) => `v${label}`),
          { freq: 12 },
        ),
        connection: fc.nat(7),
        sentAtMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
        jitter: fc.nat(40),
      }),
      { maxLength: most },
    ),
  );
const arrivalOf = (sent: readonly (Sent & { readonly jitter: number })[]): number[] =>
  inOrder(sent).toSorted((a, b) => a + sent[a]!.jitter - (b + sent[b]!.jitter) || b - a);

describe('createOrderCounter', () => {
  it('gives in one pass what the full sequence gives, whatever the order of arrival', () => {
    fc.assert(
      fc.property(requests(200), (sent) => {
        const { told, prefix } = counted(sent, arrivalOf(sent));
        // Votes go to the request that was sent first, also when it was answered later.
        assert.deepEqual(rounded(told()), rounded(naiveOrder(sent, 'here')));
        assert.deepEqual(
          prefix,
          sent.map(({ label }, index) => [label, index]),
        );
      }),
      { numRuns: 150 },
    );
  });

  for (const n of [4096, 4097, 12_345]) {
    it(`gives what the full sequence of ${n} requests gives`, () => {
      const stream = xoshiro(BigInt(n));
      const random = (): number => stream.nextUniform();
      const sent = Array.from({ length: n }, (_, index) => ({
        label: random() < 0.01 ? null : `v${Math.floor(20 * random() ** 3)}`,
        connection: Math.floor(index / 300) * 8 + Math.floor(8 * random()),
        sentAtMs: index * 1.7,
        jitter: Math.floor(500 * random()),
      }));
      const { told } = counted(sent, arrivalOf(sent));
      assert.deepEqual(rounded(told()), rounded(naiveOrder(sent, 'here')));
    });
  }

  it('is not disturbed by being read at any time', () => {
    fc.assert(
      fc.property(requests(60), fc.integer({ min: 1, max: 20 }), (sent, every) => {
        const quiet = counted(sent, inOrder(sent)).told();
        const reading = counted(sent, inOrder(sent), (told, count) => {
          if (count % every === 0) assert.deepEqual(rounded(told()), rounded(naiveOrder(sent.slice(0, count), 'here')));
        });
        assert.deepEqual(reading.told(), quiet);
      }),
      { numRuns: 40 },
    );
  });

  it('closes connections without changing what they say', () => {
    fc.assert(
      fc.property(requests(80), (sent) => {
        const { counter, told } = counted(sent, inOrder(sent));
        const before = told();
        for (let connection = 0; connection < 8; connection += 1) {
          counter.closed(connection);
          assert.deepEqual(rounded(told()), rounded(before));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('shares one slot among the rest when there are more labels than it can tell apart', () => {
    const sent = Array.from({ length: 400 }, (_, index) => ({ label: `v${(index * index) % 100}`, connection: 0, sentAtMs: 0 }));
    const more = [
      ...sent,
      ...Array.from({ length: 600 }, (_, index) => ({ label: `w${index % 100}`, connection: 1, sentAtMs: 0 })),
    ];
    const { told } = counted(more, inOrder(more));
    const { slots, otherSlot, streams, clients, connections } = told();
    assert.deepEqual([slots.length, otherSlot, streams[0]!.n, streams[0]!.late], [15, 15, 1000, 0]);
    assert.deepEqual(streams[0]!.cumulative.at(-1), clients[0]!.counts);
    assert.equal(connections!.sumSize, 1000);
    assert.equal(
      connections!.products
        .flat()
        .reduce((sum, value) => sum + value, 0)
        .toFixed(6),
      '1000.000000',
    );
  });

  it('leaves what is more than the window behind out of the order, and only out of that', () => {
    const n = 70_000;
    const sent = Array.from({ length: n }, (_, index) => ({
      label: index % 3 === 0 ? 'b' : 'a',
      connection: 0,
      sentAtMs: index,
    }));
    const late = [5, 6];
    const arrival = [...inOrder(sent).filter((index) => !late.includes(index)), ...late];
    const { told, prefix } = counted(sent, arrival);
    assert.deepEqual(rounded(told()), rounded(naiveOrder(sent, 'here', new Set(late))));
    // A prefix with a hole is none.
    assert.deepEqual(
      prefix.map(([, index]) => index),
      [0, 1, 2, 3, 4],
    );
  });

  it('is stalled while half a window waits for one request, and goes on when that comes', () => {
    const { counter, prefix } = counted([], []);
    const label = counter.register('a');
    counter.admit(label);
    for (let index = 1; index <= 32_768; index += 1) {
      assert.equal(counter.isStalled, false);
      counter.answered(label, index, 0, 0);
    }
    assert.equal(counter.isStalled, true);
    counter.failed(0);
    assert.equal(counter.isStalled, false);
    assert.deepEqual(prefix.slice(0, 2), [
      [null, 0],
      ['a', 1],
    ]);
    assert.equal(prefix.length, 32_769);
  });

  it('takes an answer into the order only when its label is a version by then', () => {
    const { counter, prefix } = counted([], []);
    const label = counter.register('a');
    counter.answered(label, 0, 0, 0);
    counter.answered(label, 2, 0, 0);
    counter.admit(label);
    counter.answered(label, 3, 0, 0);
    counter.answered(NO_VERSION, 1, 0, 0);
    assert.deepEqual(prefix, [
      [null, 0],
      [null, 1],
      ['a', 2],
      ['a', 3],
    ]);
    const { streams, connections } = counter.toStatistics([
      { label: 'a', count: 3, failing: 2, firstIndex: 0, statuses: {}, latency: NO_LATENCY },
    ]);
    assert.deepEqual([streams[0]!.n, streams[0]!.late, connections], [2, 1, null]);
  });
});
