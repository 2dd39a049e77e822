import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EndedConnections } from '../../../harness/drive/ended-connections.ts';
import { NO_CONNECTION } from '../../../harness/drive/lane.ts';
import type { Slot } from '../../../harness/drive/slot.ts';

const slot = (connection: number) => ({ connection }) as { connection: number } & Slot;

function watching(sharing: readonly Slot[] = []) {
  const ended: number[] = [];
  return { ended, connections: new EndedConnections((connection) => ended.push(connection), sharing) };
}

describe('ended connections', () => {
  it('are told when their slot reports from another one', () => {
    const { ended, connections } = watching();
    const one = slot(0);
    connections.follow(one);
    connections.follow(one);
    assert.deepEqual(ended, []);
    one.connection = 3;
    connections.follow(one);
    assert.deepEqual(ended, [0]);
  });

  it('are told at the end, each once', () => {
    const { ended, connections } = watching();
    for (const one of [slot(0), slot(1)]) connections.follow(one);
    connections.end();
    connections.end();
    assert.deepEqual(ended, [0, 1]);
  });

  it('do not include a connection that there never was', () => {
    const { ended, connections } = watching();
    const one = slot(NO_CONNECTION);
    connections.follow(one);
    one.connection = 5;
    connections.follow(one);
    one.connection = NO_CONNECTION;
    connections.follow(one);
    connections.end();
    assert.deepEqual(ended, [5]);
  });

  it('have ended when the last slot that shares them has left', () => {
    const slots = [slot(0), slot(0)];
    const { ended, connections } = watching(slots);
    for (const one of slots) connections.follow(one);
    slots[0]!.connection = 1;
    connections.follow(slots[0]!);
    assert.deepEqual(ended, []);
    slots[1]!.connection = 1;
    connections.follow(slots[1]!);
    assert.deepEqual(ended, [0]);
    connections.end();
    assert.deepEqual(ended, [0, 1]);
  });

  it('are told exactly once each, however slots wander', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (all) => {
        const { ended, connections } = watching();
        const slots = [0, 1, 2, 3].map((number) => slot(number));
        const seen = new Set<number>();
        let next = 4;
        for (const [i, isNew] of all) {
          if (isNew) slots[i]!.connection = next++;
          connections.follow(slots[i]!);
          seen.add(slots[i]!.connection);
        }
        connections.end();
        assert.deepEqual(ended.toSorted(), [...seen].toSorted());
      }),
    );
  });

  it('are told exactly once each where slots share them, each moving on to the newest or to a new one', () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('stay', 'join', 'open')), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (all) => {
        const slots = [0, 1, 2, 3].map(() => slot(0));
        const { ended, connections } = watching(slots);
        const seen = new Set<number>();
        let newest = 0;
        for (const [i, move] of all) {
          if (move === 'open') newest++;
          if (move !== 'stay') slots[i]!.connection = newest;
          connections.follow(slots[i]!);
          seen.add(slots[i]!.connection);
        }
        connections.end();
        assert.deepEqual(ended.toSorted(), [...seen].toSorted());
      }),
    );
  });
});
