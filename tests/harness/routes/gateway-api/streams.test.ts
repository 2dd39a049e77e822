import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asks, gateway, given, HTTP, hostAt, ids, route, sends, TO_GATEWAY, textOf, to } from './given.ts';

const TCP = '{name: tcp, port: 9000, protocol: TCP}';
const tcp = (name: string, more = '') => route(name, `${TO_GATEWAY}, rules: [{${to(name)}}]`, more, 'TCPRoute');
const created = (minute: number) => `, creationTimestamp: "2026-01-31T10:0${minute}:00Z"`;

describe('TCP and UDP', () => {
  it('have one route to a listener: the oldest', () => {
    const read = given(gateway(TCP), tcp('a', created(2)), tcp('b', created(1)));
    assert.deepEqual([hostAt(read, 'tcp', '*')?.tcp.map(sends), hostAt(read, 'tcp', '*')?.rivals], [['b 1'], null]);
    assert.match(textOf(read, 'route-rivals'), /^TCPRoute default\/a has no effect, because TCPRoute default\/b is older/);
  });

  it('keep several whose age is not known, and say that one of them counts', () => {
    const read = given(gateway(TCP), tcp('b'), tcp('a', created(1)));
    assert.deepEqual([hostAt(read, 'tcp', '*')?.tcp.map(sends), hostAt(read, 'tcp', '*')?.rivals], [['a 1', 'b 1'], 'one-of']);
    assert.match(textOf(read, 'route-rivals'), /nothing here says which/);
  });

  it('go to their own lists', () => {
    const read = given(
      gateway('{name: udp, port: 53, protocol: UDP}'),
      route('r', `${TO_GATEWAY}, rules: [{${to('dns')}}]`, '', 'UDPRoute'),
    );
    assert.deepEqual(hostAt(read, 'udp', '*')?.udp.map(sends), ['dns 1']);
    assert.deepEqual(ids(read), []);
  });
});

describe('TLS', () => {
  const PASS = '{name: tls, port: 443, protocol: TLS, hostname: "*.a.com", tls: {mode: Passthrough}}';
  const tls = (name: string, names: string, more = '') =>
    route(name, `${TO_GATEWAY}, hostnames: [${names}], rules: [{${to(name)}}]`, more, 'TLSRoute');

  it('is routed by server name, the names of listener and route taken together', () => {
    const read = given(gateway(PASS), tls('x', 'x.a.com, b.com'), tls('any', '"*.a.com"'));
    assert.deepEqual(
      read.entries[0]?.hosts.map(({ host, tls: rules }) => [host, rules.map((rule) => `${asks(rule)}: ${sends(rule)}`)]),
      [
        ['x.a.com', ['server name x.a.com: x 1', 'server name x.a.com: any 1']],
        ['*.a.com', ['server name *.a.com: any 1']],
      ],
    );
    assert.deepEqual(ids(read), ['host-ignored']);
  });

  it('may be terminated, for TLSRoutes and TCPRoutes alike', () => {
    const term = gateway('{name: tls, port: 443, protocol: TLS, tls: {mode: Terminate, certificateRefs: [{name: c}]}}');
    assert.deepEqual(given(term, tls('x', 'x.a.com')).entries[0]?.hosts[0]?.tls.map(sends), ['x 1']);
    assert.deepEqual(hostAt(given(term, tcp('t')), 'tls', '*')?.tcp.map(sends), ['t 1']);
  });
});

describe('listeners', () => {
  for (const [name, listeners, isConflict] of [
    ['equal', `${HTTP}, {name: b, port: 80, protocol: HTTP}`, true],
    ['told apart by host name', `${HTTP}, {name: b, port: 80, protocol: HTTP, hostname: a.com}`, false],
    ['of TCP and HTTP on one port', '{name: http, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: TCP}', true],
    [
      'of HTTP and HTTPS on one port',
      '{name: http, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTPS, tls: {}}',
      true,
    ],
    [
      'of HTTPS and TLS on one port',
      '{name: http, port: 443, protocol: HTTPS, hostname: a.com, tls: {}}, {name: b, port: 443, protocol: TLS, hostname: b.com, tls: {mode: Passthrough}}',
      false,
    ],
    ['of TCP and UDP on one port', '{name: http, port: 53, protocol: TCP}, {name: b, port: 53, protocol: UDP}', false],
  ] as const) {
    it(`${name} ${isConflict ? 'do not work' : 'work together'}`, () => {
      const read = given(gateway(listeners));
      assert.deepEqual(ids(read), isConflict ? ['listener-conflict', 'listener-conflict'] : []);
      assert.equal(read.entries.length, isConflict ? 0 : 2);
    });
  }

  it('of a protocol that is not explained are named with their line', () => {
    const read = given(
      gateway('{name: mesh, port: 15008, protocol: HBONE}'),
      route('r', `${TO_GATEWAY}, rules: [{${to('v1')}}]`),
    );
    assert.deepEqual(ids(read), ['protocol-unexplained', 'route-not-attached']);
    assert.match(textOf(read, 'route-not-attached'), /no listener that works/);
  });

  it('ask for client certificates where the Gateway says so', () => {
    const https = '{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: c}]}}';
    const mode = (text: string) => given(text).entries[0]?.listener?.tls?.mode;
    const validated = (tls: string) =>
      gateway(https).replace('gatewayClassName: c', `gatewayClassName: c, tls: {frontend: ${tls}}`);
    const validation = 'validation: {caCertificateRefs: [{name: ca, kind: ConfigMap, group: ""}]}';
    assert.equal(mode(gateway(https)), 'terminate');
    assert.equal(mode(validated(`{default: {${validation}}}`)), 'mutual');
    assert.equal(mode(validated(`{default: {}, perPort: [{port: 443, tls: {${validation}}}]}`)), 'mutual');
    assert.equal(mode(validated(`{default: {${validation}}, perPort: [{port: 443, tls: {}}]}`)), 'terminate');
  });
});
