import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RouteProbe } from '../../../../../harness/model/routes-report.ts';
import { answerOf, service, sharesText, subsets, tableOf, to, virtualService } from '../tables.ts';

/** What a rule with one match does to a probe: `v1` takes it, `v2` is the rest. */
const taken = (match: string, said: Partial<RouteProbe>): string => {
  const http = `  - { match: [${match}], route: [${to('a', 'v1')}] }\n  - { route: [${to('a', 'v2')}] }`;
  const answer = answerOf(tableOf(service('a'), subsets('a', 'v1', 'v2'), virtualService('a', http)), { host: 'a', ...said });
  return answer.uncertain === null ? sharesText(answer) : 'open';
};

describe('conditions of a VirtualService', () => {
  it('compare headers without letter case of the name', () => {
    assert.equal(taken('{ headers: { end-user: { exact: luffy } } }', { headers: [['End-User', 'luffy']] }), 'v1 1');
    assert.equal(taken('{ headers: { end-user: { exact: luffy } } }', { headers: [['End-User', 'Luffy']] }), 'v2 1');
    assert.equal(taken('{ headers: { end-user: { exact: luffy } } }', {}), 'v2 1');
    assert.equal(taken('{ headers: { x: {} } }', { headers: [['x', '']] }), 'v1 1');
    assert.equal(taken('{ headers: { x: {} } }', {}), 'v2 1');
  });

  it('take an absent header for an empty one in withoutHeaders with a value, and for absent in one without', () => {
    assert.equal(taken('{ withoutHeaders: { x: { exact: a } } }', {}), 'v1 1');
    assert.equal(taken('{ withoutHeaders: { x: { exact: a } } }', { headers: [['x', 'a']] }), 'v2 1');
    assert.equal(taken('{ withoutHeaders: { x: { regex: ".*" } } }', {}), 'v2 1');
    assert.equal(taken('{ withoutHeaders: { x: {} } }', {}), 'v1 1');
    assert.equal(taken('{ withoutHeaders: { x: {} } }', { headers: [['x', 'b']] }), 'v2 1');
  });

  it('compare paths without the query, and queries by their first value', () => {
    assert.equal(taken('{ uri: { exact: /a } }', { path: '/a?x=1' }), 'v1 1');
    assert.equal(taken('{ uri: { exact: /a }, ignoreUriCase: true }', { path: '/A' }), 'v1 1');
    assert.equal(taken('{ uri: { regex: "/[a-z]+" } }', { path: '/ab?x' }), 'v1 1');
    assert.equal(taken('{ uri: { regex: "/[a-z]+" } }', { path: '/ab/' }), 'v2 1');
    assert.equal(taken('{ queryParams: { x: { exact: "1" } } }', { path: '/?x=1&x=2' }), 'v1 1');
    assert.equal(taken('{ queryParams: { x: { exact: "2" } } }', { path: '/?x=1&x=2' }), 'v2 1');
    assert.equal(taken('{ queryParams: { x: {} } }', { path: '/?x' }), 'v1 1');
  });

  it('compare method, scheme and authority', () => {
    assert.equal(taken('{ method: { exact: POST } }', { method: 'POST' }), 'v1 1');
    assert.equal(taken('{ method: { exact: POST } }', {}), 'v2 1');
    assert.equal(taken('{ scheme: { exact: https } }', {}), 'v2 1');
    assert.equal(taken('{ authority: { prefix: a. } }', {}), 'v1 1');
  });

  it('hold all together, and any of several', () => {
    assert.equal(taken('{ uri: { prefix: /a }, headers: { x: { exact: "1" } } }', { path: '/a' }), 'v2 1');
    assert.equal(taken('{ uri: { prefix: /a } }, { uri: { prefix: /b } }', { path: '/b' }), 'v1 1');
  });

  it('leave open what the probe does not say', () => {
    assert.equal(taken('{ sourceLabels: { app: x } }', {}), 'open');
    assert.equal(taken('{ uri: { regex: "/\\\\pL*" } }', {}), 'open');
    assert.equal(taken('{ sourceLabels: { app: x }, uri: { prefix: /a } }', { path: '/b' }), 'v2 1');
  });

  it('know the namespace of a client in the mesh', () => {
    assert.equal(taken('{ sourceNamespace: shop }', {}), 'v1 1');
    assert.equal(taken('{ sourceNamespace: other }', {}), 'v2 1');
    assert.equal(taken('{ sourceNamespace: shop, sourceLabels: { app: x } }', {}), 'open');
    assert.equal(taken('{ sourceNamespace: other, sourceLabels: { app: x } }', {}), 'v2 1');
  });

  it('know the port that is called', () => {
    assert.equal(taken('{ port: 80 }', {}), 'v1 1');
    assert.equal(taken('{ port: 81 }', {}), 'v2 1');
  });
});
