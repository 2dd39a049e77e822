import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseGroupBy } from '../../../harness/classify/group-by.ts';
import { createTallyBuilder } from '../../../harness/classify/tally-builder.ts';
import { compareConnections } from '../../../harness/judge/compare-connections.ts';
import { judge } from '../../../harness/judge/judge.ts';
import type { Tally } from '../../../harness/model/tally.ts';
import { xoshiro } from '../../../harness/stats/xoshiro.ts';
import { expecting } from './given.ts';

const EXPECTED = expecting([80, 20]);

/** Requests dealt in turn to some connections; `pick` says where one goes. */
const measured = (n: number, connections: number, pick: (connection: number) => string): Tally => {
  const builder = createTallyBuilder({ scheme: 'tcp', groupBy: parseGroupBy('line'), labelCap: 64, onOverCap: () => {} });
  for (let index = 0; index < n; index += 1) {
    const connection = index % connections;
    const body = Buffer.from(pick(connection));
    builder.answer({ index, connection, status: 0, headers: [], body, sentAtMs: index, latencyMs: 1, uncorrectedMs: null });
  }
  return builder.snapshot({
    driver: 'test',
    target: 'http://127.0.0.1:1/',
    probe: null,
    connections: { opened: connections, fresh: connections === n },
    startedAt: '2026-11-21T09:00:00.000Z',
    endedAt: '2026-11-21T09:00:01.000Z',
    elapsedMs: 1000,
    end: 'done',
    endDetail: null,
    gate: null,
  });
};

const drawer = (seed: string, share = 0.8) => {
  const random = xoshiro(seed);
  return () => (random.nextUniform() < share ? 'v1' : 'v2');
};

const pinned = (seed: string) => {
  const draw = drawer(seed);
  const places = new Map<number, string>();
  return (connection: number) => {
    const place = places.get(connection) ?? draw();
    places.set(connection, place);
    return place;
  };
};

const compared = (fresh: Tally, kept: Tally) =>
  compareConnections({ tally: fresh, verdict: judge(EXPECTED, fresh) }, { tally: kept, verdict: judge(EXPECTED, kept) }, 0.01);

describe('compareConnections', () => {
  it('says per request where kept connections are as mixed as new ones', () => {
    const found = compared(measured(1000, 1000, drawer('1')), measured(1000, 32, drawer('2')));
    assert.equal(found.picks, 'per-request');
    assert.equal(found.keptUnit, 'request');
    assert.equal(found.differ, false);
    assert.match(found.text, /per request/);
  });

  it('says per connection where each connection keeps its version, and compares one vote of each', () => {
    const found = compared(measured(1000, 1000, drawer('1')), measured(1000, 40, pinned('2')));
    assert.equal(found.picks, 'per-connection');
    assert.equal(found.keptUnit, 'connection');
    assert.equal(
      found.kept.reduce((sum, count) => sum + count, 0),
      40,
    );
    assert.equal(found.differ, false, found.text);
    assert.match(found.text, /per connection.*--fresh/);
  });

  it('does not call pinned connections a different split, seed after seed', () => {
    const differing = Array.from({ length: 40 }, (_, i) =>
      compared(measured(400, 400, drawer(`${i}`)), measured(400, 20, pinned(`${1000 + i}`))),
    ).filter(({ differ }) => differ);
    assert.ok(differing.length <= 3, `${differing.length} of 40`);
  });

  it('counts one vote per connection where the few connections do not show how they are picked', () => {
    const one = (connection: number) => (connection === 0 ? 'v2' : 'v1');
    const found = compared(measured(400, 400, drawer('1')), measured(400, 20, one));
    assert.deepEqual([found.picks, found.keptUnit, found.differ], ['unclear', 'connection', false]);
    assert.deepEqual(found.kept.toSorted(), [1, 19]);
  });

  it('tells two splits apart', () => {
    const found = compared(measured(1000, 1000, drawer('1')), measured(1000, 32, drawer('2', 0.6)));
    assert.equal(found.differ, true);
    assert.ok(found.log10P! < -5);
  });

  it('does not know where everything was answered alike, or nothing was', () => {
    const same = compared(
      measured(500, 500, drawer('1')),
      measured(500, 8, () => 'v1'),
    );
    assert.equal(same.picks, 'unclear');
    assert.match(same.text, /answered alike/);
    const nothing = compared(measured(0, 1, drawer('1')), measured(0, 1, drawer('1')));
    assert.deepEqual([nothing.picks, nothing.p, nothing.differ], ['unclear', null, false]);
    assert.doesNotMatch(nothing.text, /NaN/);
  });
});
