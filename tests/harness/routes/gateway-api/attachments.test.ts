import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gateway, given, HTTP, hostAt, ids, route, service, TO_GATEWAY, textOf, to } from './given.ts';

const rules = `rules: [{${to('v1')}}]`;
const shop = ', namespace: shop';
const toShop = 'parentRefs: [{name: gw, namespace: default}]';

const from = (namespaces: string) =>
  gateway(`{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: ${namespaces}}}`);
const shopNamespace = (labels: string) => `{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: ${labels}}}`;
const isAttached = (...texts: string[]) => hostAt(given(...texts), 'http', '*') !== undefined;

describe('attachments', () => {
  it('lets in routes of the own namespace, and others only where the listener says so', () => {
    assert.ok(isAttached(gateway(HTTP), route('r', `${TO_GATEWAY}, ${rules}`)));
    assert.ok(!isAttached(gateway(HTTP), route('r', `${toShop}, ${rules}`, shop)));
    assert.ok(!isAttached(from('{from: Same}'), route('r', `${toShop}, ${rules}`, shop)));
    assert.ok(isAttached(from('{from: All}'), route('r', `${toShop}, ${rules}`, shop)));
    assert.match(
      textOf(given(gateway(HTTP), route('r', `${toShop}, ${rules}`, shop)), 'route-not-attached'),
      /takes no routes of namespace shop$/,
    );
  });

  for (const [selector, labels, expected] of [
    ['{matchLabels: {team: a}}', '{team: a}', true],
    ['{matchLabels: {team: a}}', '{team: b}', false],
    ['{matchLabels: {team: a}}', '{}', false],
    ['{matchLabels: {kubernetes.io/metadata.name: shop}}', '{}', true],
    ['{matchExpressions: [{key: team, operator: In, values: [a, b]}]}', '{team: b}', true],
    ['{matchExpressions: [{key: team, operator: NotIn, values: [a]}]}', '{}', true],
    ['{matchExpressions: [{key: team, operator: NotIn, values: [a]}]}', '{team: a}', false],
    ['{matchExpressions: [{key: team, operator: Exists}]}', '{}', false],
    ['{matchExpressions: [{key: team, operator: DoesNotExist}]}', '{}', true],
    ['{matchExpressions: [{key: constructor, operator: Exists}]}', '{}', false],
    ['{}', '{}', true],
  ] as const) {
    it(`lets in a namespace with ${labels} by ${selector}: ${expected}`, () => {
      const listener = from(`{from: Selector, selector: ${selector}}`);
      assert.equal(isAttached(listener, shopNamespace(labels), route('r', `${toShop}, ${rules}`, shop)), expected);
    });
  }

  it('does not know the labels of a namespace that is not in the files, but knows its name', () => {
    const byLabel = given(from('{from: Selector, selector: {matchLabels: {team: a}}}'), route('r', `${toShop}, ${rules}`, shop));
    assert.deepEqual(ids(byLabel), ['namespace-missing']);
    assert.notEqual(hostAt(byLabel, 'http', '*'), undefined);
    const byName = from('{from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: other}}}');
    assert.deepEqual(ids(given(byName, route('r', `${toShop}, ${rules}`, shop))), ['route-not-attached']);
  });

  it('takes kinds by protocol, and fewer where the listener names them', () => {
    const listeners = [
      HTTP,
      '{name: tcp, port: 81, protocol: TCP}',
      '{name: udp, port: 82, protocol: UDP}',
      '{name: pass, port: 83, protocol: TLS, tls: {mode: Passthrough}}',
      '{name: term, port: 84, protocol: TLS, tls: {mode: Terminate}}',
    ].join(', ');
    const attachedTo = (kind: string, hostnames = '') =>
      given(gateway(listeners), service('v1'), route('r', `${TO_GATEWAY}, ${hostnames}${rules}`, '', kind))
        .entries.filter(({ hosts }) => hosts.length > 0)
        .map(({ listener }) => listener?.name);
    assert.deepEqual(attachedTo('HTTPRoute'), ['http']);
    assert.deepEqual(attachedTo('GRPCRoute'), ['http']);
    assert.deepEqual(attachedTo('TCPRoute'), ['tcp', 'term']);
    assert.deepEqual(attachedTo('UDPRoute'), ['udp']);
    assert.deepEqual(attachedTo('TLSRoute', 'hostnames: [a.com], '), ['pass', 'term']);
    const grpcOnly = gateway(
      '{name: http, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: GRPCRoute}, {kind: TCPRoute}]}}',
    );
    assert.deepEqual(ids(given(grpcOnly, route('r', `${TO_GATEWAY}, ${rules}`))), [
      'route-kind-impossible',
      'route-not-attached',
    ]);
  });

  it('attaches to the section and the port that are named', () => {
    const listeners = `${HTTP}, {name: alt, port: 8080, protocol: HTTP}`;
    const attachedTo = (ref: string) =>
      given(gateway(listeners), service('v1'), route('r', `parentRefs: [{name: gw, ${ref}}], ${rules}`));
    assert.deepEqual(
      attachedTo('port: 8080').entries.map(({ hosts }) => hosts.length),
      [0, 1],
    );
    assert.deepEqual(
      attachedTo('sectionName: http').entries.map(({ hosts }) => hosts.length),
      [1, 0],
    );
    assert.match(
      textOf(attachedTo('sectionName: htp'), 'route-not-attached'),
      /no listener named htp \(there is http on port 80, alt on port 8080\)/,
    );
    assert.match(attachedTo('sectionName: htp').problems[0]?.fix ?? '', /sectionName: http/);
    assert.deepEqual(ids(attachedTo('sectionName: http, port: 8080')), ['route-not-attached']);
  });

  for (const [listener, names, hosts] of [
    ['test.example.com', '[test.example.com]', ['test.example.com']],
    ['test.example.com', '["*.example.com"]', ['test.example.com']],
    ['*.example.com', '[test.example.com, foo.test.example.com]', ['foo.test.example.com', 'test.example.com']],
    ['*.example.com', '["*.example.com"]', ['*.example.com']],
    ['*.example.com', '["*.com"]', ['*.example.com']],
    ['*.example.com', '["*.test.example.com"]', ['*.test.example.com']],
    ['*.example.com', '[example.com, test.example.net]', []],
    ['*.example.com', '[notexample.com]', []],
    ['*.example.com', '[]', ['*.example.com']],
  ] as const) {
    it(`serves ${names} at ${listener} as ${hosts.join(', ') || 'nothing'}`, () => {
      const read = given(
        gateway(`{name: http, port: 80, protocol: HTTP, hostname: "${listener}"}`),
        route('r', `${TO_GATEWAY}, hostnames: ${names}, ${rules}`),
      );
      assert.deepEqual(
        read.entries[0]?.hosts.map(({ host }) => host),
        hosts,
      );
      assert.deepEqual(ids(read), hosts.length === 0 ? ['route-not-attached'] : []);
    });
  }

  it('ignores the names that fit no listener, and says so', () => {
    const read = given(
      gateway('{name: http, port: 80, protocol: HTTP, hostname: "*.a.com"}'),
      route('r', `${TO_GATEWAY}, hostnames: [x.a.com, b.com], ${rules}`),
    );
    assert.deepEqual(ids(read), ['host-ignored']);
    assert.match(textOf(read, 'host-ignored'), /host name b\.com fits no listener/);
  });
});

describe('withoutIsolated', () => {
  const listener = (name: string, hostname: string) =>
    `{name: ${name}, port: 80, protocol: HTTP${hostname === '' ? '' : `, hostname: "${hostname}"`}}`;
  const all = gateway(
    [
      listener('any', ''),
      listener('wild', '*.example.com'),
      listener('foo', '*.foo.example.com'),
      listener('abc', 'abc.foo.example.com'),
    ].join(', '),
  );
  const names = 'hostnames: [bar.com, "*.example.com", "*.foo.example.com", abc.foo.example.com]';
  const hostsOf = (section: string) =>
    given(all, route('r', `parentRefs: [{name: gw${section}}], ${names}, ${rules}`)).entries.map(({ hosts }) =>
      hosts.map(({ host }) => host).join(' '),
    );

  it('leaves each listener the names that no more specific one owns (conformance: HTTP listener isolation)', () => {
    assert.deepEqual(hostsOf(', sectionName: any'), ['bar.com', '', '', '']);
    assert.deepEqual(hostsOf(', sectionName: wild'), ['', '*.example.com', '', '']);
    assert.deepEqual(hostsOf(', sectionName: foo'), ['', '', '*.foo.example.com', '']);
    assert.deepEqual(hostsOf(', sectionName: abc'), ['', '', '', 'abc.foo.example.com']);
    assert.deepEqual(hostsOf(''), ['bar.com', '*.example.com', '*.foo.example.com', 'abc.foo.example.com']);
  });

  it('reports a name that the route loses, and none that another listener serves for it', () => {
    const one = given(all, route('r', `parentRefs: [{name: gw, sectionName: any}], hostnames: [abc.foo.example.com], ${rules}`));
    assert.match(textOf(one, 'host-isolated'), /go to listener abc, .* not to listener any$/);
    assert.deepEqual(ids(given(all, route('r', `${TO_GATEWAY}, ${names}, ${rules}`))), []);
  });
});
