import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asks, given, hostAt, ids, route, sends, service, textOf, to } from './given.ts';

const HOST = 'v1.default.svc.cluster.local';
const parent = (more = '') => `parentRefs: [{name: v1, kind: Service, group: ""${more}}]`;
const shown = (read: ReturnType<typeof given>, port: number | null = null) =>
  hostAt(read, null, HOST, port)?.http.map((rule) => `${asks(rule)}: ${sends(rule)}`.replace(/^: /, ''));

describe('routes attached to a Service', () => {
  it('hold for the full name of the service, at every port', () => {
    const read = given(route('r', `${parent()}, rules: [{${to('v1')}}]`), service('v1'));
    assert.deepEqual(
      read.entries.map(({ kind, api, gateway, listener }) => [kind, api, gateway, listener]),
      [['mesh', 'gateway-api', null, null]],
    );
    assert.deepEqual(shown(read), ['v1 1']);
    assert.deepEqual(read.problems, []);
    assert.deepEqual(
      shown(given(route('r', `parentRefs: [{name: v1, kind: Service, group: core}], rules: [{${to('v1')}}]`), service('v1'))),
      ['v1 1'],
    );
  });

  it('are explained though the Service is not in the files', () => {
    const read = given(route('r', `${parent(', port: 80')}, rules: [{${to('v1')}}]`));
    assert.deepEqual(ids(read), ['parent-missing']);
    assert.deepEqual(shown(read, 80), ['v1 1']);
  });

  it('hold at the port that is named by number or by name, and not at one that is not there', () => {
    const two =
      '{apiVersion: v1, kind: Service, metadata: {name: v1}, spec: {selector: {app: v1}, ports: [{port: 80, name: http}, {port: 81, name: alt}]}}';
    const ofPort = (more: string) => given(route('r', `${parent(more)}, rules: [{${to('v1')}}]`), two);
    assert.deepEqual(shown(ofPort(', port: 81'), 81), ['v1 1']);
    assert.deepEqual(shown(ofPort(', sectionName: alt'), 81), ['v1 1']);
    assert.deepEqual(ids(ofPort(', port: 82')), ['route-not-attached']);
    assert.match(textOf(ofPort(', sectionName: http, port: 81'), 'route-not-attached'), /it has no port 81 named http$/);
  });

  it('for one port stand beside those for every port', () => {
    const read = given(
      route('all', `${parent()}, rules: [{matches: [{path: {value: /a}}], ${to('v1')}}]`),
      route('one', `${parent(', port: 80')}, rules: [{${to('v2')}}]`),
      service('v1'),
    );
    assert.deepEqual(shown(read, 80), ['path path-prefix /a: v1 1', 'v2 1']);
    assert.deepEqual(shown(read), ['path path-prefix /a: v1 1']);
  });

  it('of another namespace hold for clients there, instead of those of the service (consumer routes)', () => {
    const read = given(
      route('producer', `${parent()}, rules: [{${to('v1')}}]`),
      route(
        'consumer',
        `${parent(', namespace: default')}, rules: [{matches: [{path: {value: /a}}], ${to('v1', ', namespace: default')}}]`,
        ', namespace: shop',
      ),
      service('v1'),
    );
    assert.deepEqual(shown(read), [
      'path path-prefix /a · client shop: v1 1',
      'client shop: 404 no route of namespace shop matches',
      'v1 1',
    ]);
    assert.deepEqual(ids(read), []);
    const everything = given(
      route('consumer', `${parent(', namespace: default')}, rules: [{${to('v2', ', namespace: default')}}]`, ', namespace: shop'),
      service('v1'),
      service('v2'),
    );
    assert.deepEqual(shown(everything), ['client shop: v2 1']);
  });

  it('need no ReferenceGrant, as Istio has it', () => {
    const read = given(
      route('r', `${parent()}, rules: [{${to('v2', ', namespace: shop')}}]`),
      service('v1'),
      service('v2', ', namespace: shop'),
    );
    assert.deepEqual([shown(read), ids(read)], [['v2.shop.svc.cluster.local 1'], []]);
  });

  it('of several kinds exclude each other, and hostnames mean nothing', () => {
    const read = given(
      route('h', `${parent()}, hostnames: [a.com], rules: [{${to('v1')}}]`),
      route('g', `${parent()}, rules: [{${to('v2')}}]`, '', 'GRPCRoute'),
      route('t', `${parent()}, rules: [{${to('v3')}}]`, '', 'TCPRoute'),
      route('u', `${parent()}, rules: [{${to('v4')}}]`, '', 'UDPRoute'),
      service('v1'),
    );
    const host = hostAt(read, null, HOST);
    assert.deepEqual([host?.http.map(sends), host?.tcp, host?.udp.map(sends)], [['v2 1'], [], ['v4 1']]);
    assert.deepEqual(ids(read).toSorted(), ['hostnames-ignored', 'route-conflict', 'route-conflict']);
  });

  it('carry TCP and TLS too', () => {
    const tcp = given(
      route('a', `${parent()}, rules: [{${to('v1')}}]`, '', 'TCPRoute'),
      route('b', `${parent()}, rules: [{${to('v2')}}]`, '', 'TCPRoute'),
      service('v1'),
    );
    assert.deepEqual([hostAt(tcp, null, HOST)?.tcp.map(sends), hostAt(tcp, null, HOST)?.rivals], [['v1 1', 'v2 1'], 'one-of']);
    const tls = given(route('a', `${parent()}, hostnames: [x.com], rules: [{${to('v1')}}]`, '', 'TLSRoute'), service('v1'));
    assert.deepEqual(hostAt(tls, null, HOST)?.tls.map(asks), ['server name x.com']);
  });

  it('may be attached to a ServiceEntry of Istio', () => {
    const entry =
      '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {hosts: [a.example.com, b.example.com], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}}';
    const r = route('r', `parentRefs: [{name: e, kind: ServiceEntry, group: networking.istio.io}], rules: [{${to('v1')}}]`);
    assert.deepEqual(
      given(r, entry).entries[0]?.hosts.map(({ host }) => host),
      ['a.example.com', 'b.example.com'],
    );
    assert.deepEqual(ids(given(r)), ['parent-missing']);
  });
});
