import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_LATENCY } from '../../../harness/classify/latency.ts';
import { orderProblem } from '../../../harness/classify/order-problem.ts';
import type { OrderStatistics } from '../../../harness/model/order.ts';
import type { LabelTally } from '../../../harness/model/tally.ts';
import { naiveOrder } from './naive-order.ts';

const labelsOf = (text: string): LabelTally[] =>
  [...new Set(text)].map((label) => ({
    label,
    count: [...text].filter((letter) => letter === label).length,
    failing: 0,
    firstIndex: text.indexOf(label),
    statuses: {},
    latency: NO_LATENCY,
  }));
const orderOf = (text: string): OrderStatistics =>
  naiveOrder(Array.from(text, (label, index) => ({ label, connection: index % 3, sentAtMs: 0 })));

const TEXT = 'aababcbaab';
const LABELS = labelsOf(TEXT);
const ORDER = orderOf(TEXT);
const STREAM = ORDER.streams[0]!;
const MANY = 'aabcdefghijklmnopqrst';

describe('orderProblem', () => {
  it('finds nothing wrong with true statistics, nor with none', () => {
    assert.equal(orderProblem({ labels: LABELS, order: ORDER }), null);
    assert.equal(orderProblem({ labels: LABELS, order: null }), null);
    assert.equal(orderProblem({ labels: [], order: orderOf('') }), null);
    assert.equal(orderProblem({ labels: labelsOf(MANY), order: orderOf(MANY) }), null);
  });

  for (const [what, changes, reason] of [
    ['a slot of nobody', { slots: ['a', 'b', 'x'] }, /^\$\.order\.slots\[2\] is no label of the tally$/],
    ['a slot twice', { slots: ['a', 'b', 'b'] }, /^\$\.order\.slots are not at most 15 different labels$/],
    ['an other slot for nobody', { otherSlot: 3 }, /^\$\.order\.otherSlot is 3 but 3 of 3 labels have a slot$/],
    ['a label without a slot', { slots: ['a', 'b'] }, /^\$\.order\.otherSlot is null but 2 of 3 labels have a slot$/],
    ['no stream', { streams: [] }, /^\$\.order\.streams has 0 entries instead of 1 to 256$/],
    ['too many streams', { streams: new Array(257).fill(STREAM) }, /^\$\.order\.streams has 257 entries/],
    ['a broken stream', { streams: [{ ...STREAM, spacing: 5 }] }, /^\$\.order\.streams\[0\]\.spacing is 5/],
    [
      'a lost answer',
      { streams: [{ ...STREAM, late: 1 }] },
      /^\$\.order\.streams hold 11 answers with a version, but the labels 10$/,
    ],
    ['a client twice', { clients: [...ORDER.clients, ...ORDER.clients] }, /^\$\.order\.clients has a name that stands twice$/],
    ['a client without counts', { clients: [{ name: 'x', counts: [] }] }, /^\$\.order\.clients\[0\]\.counts is not 3 counts$/],
    ['no client', { clients: [] }, /^\$\.order\.clients do not add up to the 5 answers of slot 0$/],
    [
      'another client',
      { clients: [{ name: 'x', counts: [5, 3, 2] }] },
      /^\$\.order\.clients do not add up to the 4 answers of slot 1$/,
    ],
    ['broken groups', { connections: { ...ORDER.connections!, votes: [] } }, /^\$\.order\.connections\.votes is not/],
  ] as const) {
    it(`finds ${what}`, () => {
      assert.match(orderProblem({ labels: LABELS, order: { ...ORDER, ...changes } }) ?? 'nothing', reason);
    });
  }

  it('finds a stream with more answers of one label than there are', () => {
    const labels = LABELS.map((label) => ({
      ...label,
      count: label.count + (label.label === 'a' ? -1 : label.label === 'b' ? 1 : 0),
    }));
    assert.match(
      orderProblem({ labels, order: ORDER }) ?? 'nothing',
      /^\$\.order\.streams hold more than the 4 answers of slot 0$/,
    );
  });
});
