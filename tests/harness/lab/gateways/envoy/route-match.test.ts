import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routeMatch } from '../../../../../harness/lab/gateways/envoy/route-match.ts';
import type { Condition, TextTest } from '../../../../../harness/routes/route-table.ts';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { envoyFor, type Part } from './parts.ts';

const place = { file: 'a.yaml', line: 7 };
const textTest = (kind: TextTest['kind'], value: string, ignoreCase = false): TextTest => ({ kind, value, ignoreCase });
const matchOf = (...conditions: readonly Condition[]): Part => routeMatch({ conditions, place });
const pathOf = (kind: TextTest['kind'], value: string, ignoreCase = false) => {
  const { headers, query_parameters, ...rest } = matchOf({ on: 'path', test: textTest(kind, value, ignoreCase), place });
  assert.deepEqual([headers, query_parameters], [[], []]);
  return rest;
};

test('no condition is every path', () => {
  assert.deepEqual(routeMatch(null), { prefix: '/', headers: [], query_parameters: [] });
});

test('paths by their kind', () => {
  assert.deepEqual(pathOf('exact', '/a'), { path: '/a' });
  assert.deepEqual(pathOf('exact', '/a', true), { path: '/a', case_sensitive: false });
  assert.deepEqual(pathOf('prefix', '/a/'), { prefix: '/a/' });
  assert.deepEqual(pathOf('path-prefix', '/a/'), { path_separated_prefix: '/a' });
  assert.deepEqual(pathOf('path-prefix', '/'), { prefix: '/' });
  assert.deepEqual(pathOf('regex', '/a.*'), { safe_regex: { regex: '/a.*' } });
});

test('ignoreUriCase leaves expressions alone, as it does in Istio', () => {
  assert.deepEqual(pathOf('regex', '/a', true), { safe_regex: { regex: '/a' } });
});

test('method, scheme and authority are headers of their own', () => {
  const on = ['method', 'scheme', 'authority'] as const;
  const { headers } = matchOf(...on.map((one): Condition => ({ on: one, test: textTest('exact', 'x'), place })));
  assert.deepEqual(
    headers,
    on.map((one) => ({ name: `:${one}`, string_match: { exact: 'x' } })),
  );
});

const headerOf = (test: TextTest, negated = false): Part => matchOf({ on: 'header', name: 'h', test, negated, place }).headers[0];

test('headers: present, compared, and without', () => {
  assert.deepEqual(headerOf(textTest('present', '')), { name: 'h', present_match: true });
  assert.deepEqual(headerOf(textTest('prefix', 'x', true)), { name: 'h', string_match: { prefix: 'x', ignore_case: true } });
  assert.deepEqual(headerOf(textTest('exact', 'x'), true), {
    name: 'h',
    string_match: { exact: 'x' },
    invert_match: true,
    treat_missing_header_as_empty: true,
  });
  // The two fields exclude each other in Envoy.
  assert.deepEqual(headerOf(textTest('present', ''), true), {
    name: 'h',
    present_match: true,
    invert_match: true,
    treat_missing_header_as_empty: false,
  });
});

test('an empty prefix, which Envoy refuses, is a header that is there', () => {
  assert.deepEqual(headerOf(textTest('prefix', '')), { name: 'h', present_match: true });
  assert.deepEqual(headerOf(textTest('exact', '')), { name: 'h', string_match: { exact: '' } });
  assert.deepEqual(headerOf(textTest('suffix', '*.example.com')), { name: 'h', string_match: { suffix: '.example.com' } });
});

test('query parameters', () => {
  assert.deepEqual(matchOf({ on: 'query', name: 'q', test: textTest('exact', 'x'), place }).query_parameters, [
    { name: 'q', string_match: { exact: 'x' } },
  ]);
});

test('what the lab cannot tell is an error with its line', () => {
  const rule = `match: [{ sourceLabels: { app: a } }], ${to({ v1: 1 })}`;
  assert.throws(
    () => envoyFor([SHOP, virtualService('rules', ['*'], [rule])].join('')),
    /^LabError: a\.yaml:\d+: match: the lab has one client and cannot tell it by .*; leave it out for the lab/,
  );
});

test('routes stand in the order of the rules, one per match, and those for other ports are left out', () => {
  const rules = [
    `match: [{ uri: { exact: "/a" }, port: 80 }, { uri: { exact: "/b" } }, { uri: { exact: "/c" }, port: 81 }], ${to({ v1: 1 })}`,
    `match: [{ port: 81 }], ${to({ v3: 1 })}`,
    to({ v2: 1 }),
  ];
  const routes = envoyFor([SHOP, virtualService('rules', ['*'], rules)].join('')).routes('gateway ingress :80');
  assert.deepEqual(
    routes.map(({ match, route }) => [match.path ?? match.prefix, route.cluster.split('|')[2]]),
    [
      ['/a', 'v1'],
      ['/b', 'v1'],
      ['/', 'v2'],
    ],
  );
});
