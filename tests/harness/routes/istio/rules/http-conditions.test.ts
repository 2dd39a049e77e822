import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conditionsOf,
  gateway,
  gatewaysOf,
  istioOf,
  meshOf,
  meshRule,
  said,
  server,
  service,
  virtualService,
} from '../istio-of.ts';

const rule = (match: string) =>
  meshRule(
    istioOf(service('a') + virtualService('a', `{hosts: [a], http: [{match: ${match}, route: [{destination: {host: a}}]}]}`)),
  );
const test1 = (kind: string, value: string, ignoreCase = false) => ({ kind, value, ignoreCase });

test('every comparison of a request', () => {
  assert.deepEqual(
    conditionsOf(
      rule(
        '[{uri: {prefix: /rate}, method: {exact: GET}, scheme: {exact: https}, authority: {prefix: a}, headers: {End-User: {exact: jason}, x-there: {}}, withoutHeaders: {x-not: {regex: "v.*"}}, queryParams: {v: {regex: "*"}}, port: 9080}]',
      ),
    ),
    [
      [
        { on: 'path', test: test1('prefix', '/rate') },
        { on: 'method', test: test1('exact', 'GET') },
        { on: 'scheme', test: test1('exact', 'https') },
        { on: 'authority', test: test1('prefix', 'a') },
        { on: 'header', name: 'end-user', test: test1('exact', 'jason'), negated: false },
        { on: 'header', name: 'x-there', test: test1('present', ''), negated: false },
        { on: 'header', name: 'x-not', test: test1('regex', 'v.*'), negated: true },
        { on: 'query', name: 'v', test: test1('present', '') },
        { on: 'port', port: 9080 },
      ],
    ],
  );
});

test('letter case is ignored in paths, not in regular expressions', () => {
  assert.deepEqual(conditionsOf(rule('[{uri: {prefix: /A}, ignoreUriCase: true}]')), [
    [{ on: 'path', test: test1('prefix', '/A', true) }],
  ]);
  assert.deepEqual(conditionsOf(rule('[{uri: {regex: /A}, ignoreUriCase: true}]')), [
    [{ on: 'path', test: test1('regex', '/A') }],
  ]);
});

test('a path without a comparison, and no match at all, take everything', () => {
  assert.deepEqual(conditionsOf(rule('[{uri: {}}]')), [[]]);
  assert.deepEqual(conditionsOf(rule('[]')), []);
  assert.deepEqual(conditionsOf(rule('null')), []);
});

test('several matches are alternatives, in order', () => {
  assert.equal(rule('[{uri: {exact: /a}}, {uri: {exact: /b}}]').matches.length, 2);
});

test('labels and namespace of the client, and claims of its token, are conditions on the client', () => {
  assert.deepEqual(conditionsOf(rule('[{sourceLabels: {app: a, version: v1}, sourceNamespace: prod}]')), [
    [{ on: 'client', text: 'client with label app = a and label version = v1 and namespace prod', namespace: 'prod' }],
  ]);
  assert.deepEqual(conditionsOf(rule('[{headers: {"@request.auth.claims.group": {exact: admin}}}]')), [
    [{ on: 'client', text: 'token with "@request.auth.claims.group" exact admin', namespace: null }],
  ]);
});

const bound = (match: string, gateways = '[front, mesh]') =>
  istioOf(
    service('a') +
      gateway('front', server(80, 'HTTP', '["*"]')) +
      virtualService(
        'a',
        `{hosts: [a, a.com], gateways: ${gateways}, http: [{match: ${match}, route: [{destination: {host: a}}]}]}`,
      ),
  );

test('a match that names gateways holds at these only, and is then not asked for labels', () => {
  const atFront = bound('[{gateways: [front], sourceLabels: {app: x}}]');
  assert.deepEqual(
    gatewaysOf(atFront)[0]?.hosts.flatMap(({ http }) => http.map(conditionsOf)),
    [[[]], [[]]],
  );
  assert.equal(meshOf(atFront), undefined);
  const inMesh = bound('[{gateways: [mesh]}]');
  assert.deepEqual(gatewaysOf(inMesh)[0]?.hosts, []);
  assert.equal(meshOf(inMesh).hosts.length, 2);
});

test('at a gateway its selector tells its labels in part', () => {
  const rules = (labels: string) => gatewaysOf(bound(`[{sourceLabels: ${labels}}]`))[0]!.hosts.flatMap(({ http }) => http);
  assert.deepEqual(rules('{istio: ingressgateway}').map(conditionsOf), [[[]], [[]]]);
  assert.deepEqual(rules('{istio: other}'), []);
  assert.deepEqual(conditionsOf(rules('{app: x}')[0]!), [
    [{ on: 'client', text: 'gateway pod with label app = x', namespace: null }],
  ]);
});

test('a port is settled at a gateway and asked in the mesh; one that no server has is told', () => {
  const istio = bound('[{port: 80}]');
  assert.deepEqual(
    gatewaysOf(istio)[0]?.hosts.flatMap(({ http }) => http.map(conditionsOf)),
    [[[]], [[]]],
  );
  assert.deepEqual(conditionsOf(meshRule(istio)), [[{ on: 'port', port: 80 }]]);
  const nowhere = bound('[{port: 81}]', '[front]');
  assert.deepEqual(gatewaysOf(nowhere)[0]?.hosts, []);
  assert.ok(said(nowhere).some((line) => line.endsWith('warning rules-not-used')));
});
