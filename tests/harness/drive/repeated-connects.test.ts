import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RepeatedConnects, repeatedAfterS, SOONEST_REPEATED_MS } from '../../../harness/drive/repeated-connects.ts';
import { tcpServer } from './loopback-server.ts';

describe('repeatedAfterS', () => {
  it('knows the seconds after which kernels repeat a connection request', () => {
    // tcp_syn_linear_timeouts = 4 (Linux since 6.5): 1, 2, 3, 4, 5, 7, 11 s; RFC 6298, section 2.1 and 5.5: 1, 3, 7, 15 s.
    for (const s of [1, 2, 3, 4, 5, 7, 11, 15])
      for (const offMs of [-49, 0, 24, 64, 399]) assert.equal(repeatedAfterS(s * 1_000 + offMs), s, `${s} s and ${offMs} ms`);
    for (const tookMs of [0, 0.4, 200, 949, 1_500, 1_900, 6_000, 8_000, 60_000]) assert.equal(repeatedAfterS(tookMs), null);
  });

  it('never finds one sooner than the soonest, and only near a whole second', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 20_000, noNaN: true }), (tookMs) => {
        const afterS = repeatedAfterS(tookMs);
        if (afterS === null) return;
        assert.ok(tookMs >= SOONEST_REPEATED_MS);
        assert.ok(Math.abs(tookMs - afterS * 1_000) <= 400);
      }),
    );
  });
});

describe('RepeatedConnects', () => {
  it('counts by the second, the soonest first', () => {
    const repeated = new RepeatedConnects();
    for (const tookMs of [3_010, 0.2, 1_020, 1_030, 2_500, 900]) repeated.opened(tookMs);
    assert.deepEqual(repeated.record(), [
      { afterS: 1, connections: 2 },
      { afterS: 3, connections: 1 },
    ]);
  });

  it('watches a socket from its attempt to connect, not from the look-up of its name', async () => {
    const server = await tcpServer(() => {});
    const repeated = new RepeatedConnects();
    const took: number[] = [];
    repeated.opened = (tookMs) => took.push(tookMs);
    const socket = new Socket();
    repeated.watch(socket);
    socket.connect({
      host: 'a.name',
      port: server.port,
      lookup: (_host, _options, callback) => setTimeout(() => callback(null, [{ address: '127.0.0.1', family: 4 }]), 300),
    });
    await once(socket, 'connect');
    socket.destroy();
    assert.equal(took.length, 1);
    assert.ok(took[0]! < 250, `${took[0]} ms`);
  });

  it('says nothing of a connection that is refused', async () => {
    const server = await tcpServer(() => {});
    await server.close();
    const repeated = new RepeatedConnects();
    const socket = connect({ host: '127.0.0.1', port: server.port });
    repeated.watch(socket);
    await assert.rejects(once(socket, 'connect'));
    assert.deepEqual(repeated.record(), []);
  });
});
