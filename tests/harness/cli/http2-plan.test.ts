import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedHttp2, http2Fault, http2Notes } from '../../../harness/cli/http2-plan.ts';
import type { OptionName } from '../../../harness/cli/options.ts';
import type { Scheme } from '../../../harness/model/probe.ts';
import { planFor } from '../drive/rehearsal.ts';

const asked = (
  options: { http2?: boolean; streams?: number; fresh?: boolean },
  given: readonly OptionName[],
  starts: unknown = null,
  scheme: Scheme = 'http',
) => askedHttp2({ scheme }, { http2: undefined, streams: undefined, fresh: undefined, ...options }, new Set(given), starts);

describe('askedHttp2', () => {
  it('is one stream per connection unless more are asked for', () => {
    assert.equal(asked({}, []), null);
    assert.equal(asked({ http2: false }, ['http2']), null);
    assert.deepEqual(asked({ http2: true }, ['http2']), { streams: 1 });
    assert.deepEqual(asked({ http2: true, streams: 9 }, ['http2', 'streams']), { streams: 9 });
  });

  it('goes without saying for gRPC', () => {
    for (const scheme of ['grpc', 'grpcs'] as const) {
      assert.deepEqual(asked({}, [], null, scheme), { streams: 1 });
      assert.deepEqual(asked({ http2: true }, ['http2'], null, scheme), { streams: 1 });
      assert.deepEqual(asked({ streams: 9 }, ['streams'], null, scheme), { streams: 9 });
      assert.throws(() => asked({ http2: false }, ['http2'], null, scheme), /--no-http2: gRPC is spoken over HTTP\/2 only/);
    }
  });

  it('lets a comparison of connections try both ways with streams', () => {
    assert.deepEqual(asked({ http2: true, streams: 9, fresh: true }, ['http2', 'streams']), { streams: 9 });
    assert.throws(
      () => asked({ http2: true, streams: 9, fresh: true }, ['http2', 'streams', 'fresh']),
      /leave one of the two out/,
    );
  });

  it('is refused for a stand, which speaks HTTP/1.1, and not for a lab from manifests', () => {
    assert.throws(() => asked({ http2: true }, ['http2'], { stand: {}, shares: [] }), /--http2: this lab speaks HTTP\/1\.1/);
    assert.deepEqual(asked({ http2: true }, ['http2'], { layout: {} }), { streams: 1 });
  });
});

describe('http2Fault and http2Notes', () => {
  it('look at a probe only for HTTP/2', () => {
    const { probe } = planFor({ scheme: 'http', port: 1 }, {}, { headers: [['proxy-connection', 'x']] });
    assert.equal(http2Fault(null, probe), null);
    assert.match(http2Fault({ streams: 1 }, probe) ?? '', /not allowed in HTTP\/2/);
  });

  it('say how requests share connections', () => {
    const notes = (changes: object) => http2Notes(planFor({ scheme: 'http', port: 1 }, { connections: 4, ...changes })).join();
    assert.equal(notes({}), '');
    assert.equal(notes({ http2: { streams: 1 } }), 'HTTP/2, one request at a time on each of 4 connections');
    assert.equal(notes({ http2: { streams: 6 } }), 'HTTP/2, up to 6 requests at once (--streams) on each of 4 connections');
    assert.equal(notes({ http2: { streams: 6 }, freshConnections: true }), 'HTTP/2, a new connection for every request');
    const calls = (changes: object) => http2Notes(planFor({ scheme: 'grpc', port: 1 }, { connections: 1, ...changes })).join();
    assert.equal(calls({ http2: { streams: 1 } }), 'gRPC, one call at a time on one connection');
    assert.equal(calls({ http2: { streams: 6 } }), 'gRPC, up to 6 calls at once (--streams) on one connection');
    assert.equal(calls({ http2: { streams: 1 }, freshConnections: true }), 'gRPC, a new connection for every call');
  });
});
