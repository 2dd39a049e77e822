import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../../harness/judge/judge.ts';
import { expecting } from './given.ts';
import { sentences, withId } from './sentences.ts';
import { onConnections, ordered, type Sent } from './sequences.ts';

const of = (streams: readonly Sent[], rule = {}) => sentences([80, 20], ordered(streams, 2), rule);

describe('unit sentences', () => {
  it('tell pinned connections, what they are worth, and what to do', () => {
    const all = of([onConnections(1000, 50, [0.8, 0.2], 1n)]);
    assert.deepEqual(withId('M-CONN', all), [
      'Routing is decided per connection: two requests on one connection hit the same version 100 % of the time (68 % if independent). Your 1,000 requests are 50 independent decisions; the verdict uses those. Open more connections (-c) or disable keep-alive (--fresh).',
    ]);
    assert.match(all[0]!, /^M-PASS PASS\. 40\/10 of 50 connections is consistent with 80\/20 .* shift of 23\.9 pp/);
    assert.match(withId('M-LOWPOWER', all)[0]!, /^50 connections cannot .* for 2 pp 7,126, each on a connection of its own\.$/);
  });

  it('tell partly sticky connections by what their requests are worth', () => {
    const text = withId('M-CONN', of([onConnections(4000, 100, [0.8, 0.2], 1n, { stickiness: 0.6 })]))[0]!;
    assert.match(text, /Your 4,000 requests on 100 connections are worth about \d+ independent ones/);
  });

  it('tell clients, and how gateways come to route by them', () => {
    const machines = [0, 0, 1].map((version, i) => ({
      versions: Array.from({ length: 300 }, () => version),
      machine: `m${i}`,
    }));
    const text = withId('M-CLIENT', of(machines))[0]!;
    assert.match(text, /^Routing is decided per client, by its address or a cookie: .* Your 900 requests are 3 independent/);
    assert.match(text, /HAProxy balance source and nginx split_clients/);
  });

  it('speak of connections in a FAIL, with their share, and in what to send next', () => {
    const all = of([onConnections(5000, 500, [0.6, 0.4], 1n)]);
    assert.match(all[0]!, /^M-FAIL FAIL\. v2 got \d+\.\d % of 500 connections \(99 % interval .*\), expected 20 %\./);
    const few = of([onConnections(300, 3, [0.5, 0.5], 4n)], { tolerancePoints: 2 });
    assert.match(few[0]!, /^M-INCON INCONCLUSIVE\. .* Send about 7,126, each on a connection of its own\.$/);
  });

  it('are quiet when requests are decided one by one', () => {
    assert.deepEqual(withId('M-CONN', of([onConnections(1000, 50, [0.8, 0.2], 1n, { stickiness: 0 })])), []);
    const off = judge(expecting([80, 20], { diagnostics: 'off' }), ordered([onConnections(1000, 50, [0.8, 0.2], 1n)], 2));
    assert.deepEqual([off.unit, off.nEff, off.diagnostics, off.deff], ['request', 1000, [], null]);
  });
});
