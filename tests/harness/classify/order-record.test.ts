import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { orderRecord } from '../../../harness/classify/order-record.ts';
import { naiveOrder } from './naive-order.ts';

const ORDER = naiveOrder(Array.from('aab', (label) => ({ label, connection: 0, sentAtMs: 0.5 })));
const read = (changes: object) => orderRecord(structuredClone({ ...ORDER, ...changes }), '$.order');

describe('orderRecord', () => {
  it('keeps everything', () => assert.deepEqual(read({}), ORDER));

  it('takes squares that are above 2^53', () => {
    const connections = { ...ORDER.connections!, sumSizeSquared: 1e20, samePairs: 1e19 };
    assert.deepEqual(read({ connections }).connections, connections);
  });

  for (const [changes, reason] of [
    [{ otherSlot: 16 }, /^\$\.order\.otherSlot is 16 but must be the number of a slot/],
    [{ slots: [''] }, /^\$\.order\.slots\[0\] is ""/],
    [{ streams: [{ ...ORDER.streams[0], n: 0.5 }] }, /^\$\.order\.streams\[0\]\.n is 0\.5/],
    [{ streams: [{ ...ORDER.streams[0], sentAtMs: [-1] }] }, /^\$\.order\.streams\[0\]\.sentAtMs\[0\] is -1/],
    [{ streams: [{ ...ORDER.streams[0], opening: { slot: 0, length: 0 } }] }, /opening\.length is 0/],
    [{ connections: { ...ORDER.connections!, groups: 0 } }, /^\$\.order\.connections\.groups is 0/],
    [{ clients: [{ name: 'a\nb', counts: [] }] }, /^\$\.order\.clients\[0\]\.name is "a\\nb" but must be a name/],
    [{ wieght: 1 }, /^\$\.order\.wieght is not a known field/],
  ] as const) {
    it(`refuses ${JSON.stringify(changes).slice(0, 60)}`, () => {
      assert.throws(() => read(changes), { name: 'RangeError', message: reason });
    });
  }
});
