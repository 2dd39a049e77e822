import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  conditionsOf,
  destinationsOf,
  istioOf,
  meshOf,
  namesOf,
  said,
  service,
  splitOf,
  textOf,
  virtualService,
} from '../istio-of.ts';

const leaf = (http: string, more = '', namespace = 'team') =>
  virtualService('leaf', `{http: [${http}]${more}}`, `, namespace: ${namespace}`);
const root = (match: string, more = '') =>
  virtualService(
    'root',
    `{hosts: [a], http: [{name: root, match: ${match}, delegate: {name: leaf, namespace: team}${more}}, {name: rest, route: [{destination: {host: a}}]}]}`,
  );
const rules = (text: string) => meshOf(istioOf(service('a') + text)).hosts[0]!.http;
const TO_A = 'route: [{destination: {host: a.default.svc.cluster.local}}]';

test('the rules of a delegate stand where the rule that delegates stands, with both matches', () => {
  const [first, second, third] = rules(
    root('[{uri: {prefix: /p}, headers: {x: {exact: "1"}}}]', ', timeout: 3s') +
      leaf(`{name: one, match: [{uri: {prefix: /p/q}, method: {exact: GET}}], timeout: 1s, ${TO_A}}, {name: two, ${TO_A}}`),
  );
  assert.deepEqual(namesOf([first!, second!, third!]), ['root-one', 'root-two', 'rest']);
  assert.deepEqual([first?.timeoutMs, second?.timeoutMs], [1000, 3000]);
  assert.equal(first?.object.name, 'leaf');
  const path = (value: string) => ({ on: 'path', test: { kind: 'prefix', value, ignoreCase: false } });
  const header = { on: 'header', name: 'x', test: { kind: 'exact', value: '1', ignoreCase: false }, negated: false };
  assert.deepEqual(conditionsOf(first!), [
    [path('/p/q'), { on: 'method', test: { kind: 'exact', value: 'GET', ignoreCase: false } }, header],
  ]);
  assert.deepEqual(conditionsOf(second!), [[path('/p'), header]]);
});

test('hosts of a delegate are completed with its own namespace', () => {
  const [first] = rules(root('[{uri: {prefix: /p}}]') + leaf('{route: [{destination: {host: b}}]}'));
  assert.deepEqual(splitOf(first!), ['b.team.svc.cluster.local:?/=100']);
});

test('a match outside that of the root leaves the rule out, and that is said', () => {
  const outside = (match: string) => istioOf(service('a') + root('[{uri: {prefix: /p}}]') + leaf(`{match: [${match}], ${TO_A}}`));
  for (const match of [
    '{uri: {prefix: /q}}',
    '{uri: {prefix: /}}',
    '{uri: {exact: /q}}',
    '{uri: {regex: /p}}',
    '{uri: {prefix: /p}, ignoreUriCase: true}',
  ]) {
    assert.ok(
      said(outside(match)).some((line) => line.endsWith('warning delegate-match-conflict')),
      match,
    );
    assert.deepEqual(namesOf(meshOf(outside(match)).hosts[0]!.http), ['rest']);
  }
  for (const match of ['{uri: {prefix: /p}}', '{uri: {exact: /pq}}', '{method: {exact: GET}}', '{port: 80}']) {
    assert.deepEqual(said(outside(match)), [], match);
  }
});

test('a merged prefix always lies within that of the root', () => {
  const path = fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(path, path, (outer, inner) => {
      const [first, second] = rules(
        root(`[{uri: {prefix: "${outer}"}}]`) + leaf(`{match: [{uri: {prefix: "${inner}"}}], ${TO_A}}`),
      );
      assert.equal(second !== undefined, inner.startsWith(outer));
      if (second !== undefined)
        assert.deepEqual(conditionsOf(first!), [[{ on: 'path', test: { kind: 'prefix', value: inner, ignoreCase: false } }]]);
    }),
    { numRuns: 40 },
  );
});

test('a delegate that is in no file leaves a rule whose outcome is unknown', () => {
  const istio = istioOf(service('a') + root('[{uri: {prefix: /p}}]'));
  const [first] = meshOf(istio).hosts[0]!.http;
  assert.deepEqual(
    destinationsOf(first!.action).map(({ host, service: known }) => [host, known]),
    [['delegate team/leaf', null]],
  );
  assert.deepEqual(conditionsOf(first!).length, 1);
  assert.match(textOf(istio, 'delegate-missing'), /team\/leaf is not in these files/);
});

test('delegates that Istio does not take', () => {
  const problem = (text: string) =>
    said(istioOf(service('a') + root('[{uri: {prefix: /p}}]') + text)).filter((line) => line.includes('delegate'));
  assert.deepEqual(problem(leaf('{delegate: {name: root}}')), ['5 error delegate-nested']);
  assert.deepEqual(problem(leaf(`{${TO_A}}`, ', exportTo: ["."]')), ['3 warning delegate-not-exported']);
  assert.deepEqual(problem(leaf(`{${TO_A}}`, ', exportTo: [default]')), []);
  assert.deepEqual(problem(leaf(`{${TO_A}}`, ', hosts: [b]')), ['3 error delegate-has-hosts']);
});

test('a VirtualService without hosts that nobody delegates to is noted', () => {
  assert.deepEqual(said(istioOf(leaf(`{${TO_A}}`))), ['1 note delegate-unused']);
});
