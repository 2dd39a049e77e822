import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EndedConnections } from '../../../harness/drive/ended-connections.ts';
import { NO_CONNECTION } from '../../../harness/drive/lane.ts';
import { Slot } from '../../../harness/drive/slot.ts';

/** A slot whose connection is what the test says. */
function slotOn(connection: number) {
  const lane = { connection, phase: 'waiting' as const, send() {}, cancel() {} };
  return { lane, slot: new Slot({ opened: 0, openLane: () => lane }, 1) };
}

describe('EndedConnections', () => {
  it('tells of a connection when its slot reports from another one, and of the last at the end', () => {
    const told: number[] = [];
    const connections = new EndedConnections((connection) => told.push(connection), []);
    const { lane, slot } = slotOn(4);
    connections.follow(slot);
    connections.follow(slot);
    assert.deepEqual(told, []);
    lane.connection = 7;
    connections.follow(slot);
    assert.deepEqual(told, [4]);
    connections.end();
    connections.end();
    assert.deepEqual(told, [4, 7]);
  });

  it('tells of a shared connection when the last of its slots has left it', () => {
    const told: number[] = [];
    const [a, b] = [slotOn(1), slotOn(1)];
    const connections = new EndedConnections((connection) => told.push(connection), [a.slot, b.slot]);
    for (const { slot } of [a, b]) connections.follow(slot);
    a.lane.connection = 2;
    connections.follow(a.slot);
    assert.deepEqual(told, []);
    b.lane.connection = 2;
    connections.follow(b.slot);
    assert.deepEqual(told, [1]);
    connections.end();
    assert.deepEqual(told, [1, 2]);
  });

  it('knows requests that never had a connection', () => {
    const told: number[] = [];
    const connections = new EndedConnections((connection) => told.push(connection), []);
    const { lane, slot } = slotOn(NO_CONNECTION);
    connections.follow(slot);
    lane.connection = 3;
    connections.follow(slot);
    connections.end();
    assert.deepEqual(told, [3]);
  });

  it('tells of every connection exactly once, shared or not', () => {
    const moves = fc.array(fc.record({ slot: fc.nat(4), moves: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(moves, fc.boolean(), (steps, isShared) => {
        const slots = Array.from({ length: 5 }, (_, i) => slotOn(isShared ? 0 : i));
        let next = 5;
        const told: number[] = [];
        const used = new Set<number>();
        const sharing = isShared ? slots.map(({ slot }) => slot) : [];
        const connections = new EndedConnections((connection) => told.push(connection), sharing);
        for (const step of steps) {
          const { lane, slot } = slots[step.slot]!;
          // A shared connection that is left is left for the newest, as lanes do.
          if (step.moves) lane.connection = isShared && next % 2 === 0 ? Math.max(lane.connection, next - 1) : next++;
          connections.follow(slot);
          used.add(lane.connection);
        }
        connections.end();
        assert.deepEqual(
          told.toSorted((a, b) => a - b),
          [...used].toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
