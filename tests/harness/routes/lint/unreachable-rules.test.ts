import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linted, service, to, virtualService } from './linted.ts';

const rule = (match: string | null): string => `  - { ${match === null ? '' : `match: [${match}], `}route: [${to('a')}] }`;
const found = (...matches: readonly (string | null)[]): number =>
  linted('rule-unreachable', service('a'), virtualService('a', matches.map(rule).join('\n'))).length;
const prefix = (value: string): string => `{ uri: { prefix: ${value} } }`;
const header = (value: string, more = ''): string => `{ headers: { x: { exact: ${value} } }${more} }`;

describe('a rule that nothing reaches', () => {
  it('stands behind one that takes everything', () => {
    for (const all of [null, prefix('/'), '{ uri: { regex: ".*" } }']) assert.equal(found(all, prefix('/a')), 1);
    assert.equal(found(prefix('/a'), null), 0);
  });

  it('stands behind one with a shorter prefix, or the same, and no more conditions', () => {
    assert.equal(found(prefix('/a'), prefix('/ab')), 1);
    assert.equal(found(prefix('/a'), '{ uri: { exact: /ab } }'), 1);
    assert.equal(found(prefix('/a'), header('b', ', uri: { prefix: /a/c }')), 1);
    assert.equal(found(header('b'), header('b', ', uri: { prefix: /a }')), 1);
    assert.equal(found('{ headers: { x: {} } }', header('b')), 1);
    assert.equal(found(header('b', ', uri: { prefix: /a }'), prefix('/a')), 0);
    assert.equal(found(prefix('/ab'), prefix('/a')), 0);
    assert.equal(found(header('b'), header('c')), 0);
    assert.equal(found('{ uri: { regex: "/a.*" } }', prefix('/a')), 0);
  });

  it('is one of which every alternative is taken before', () => {
    assert.equal(found(`${prefix('/a')}, ${prefix('/b')}`, `${prefix('/a')}, ${prefix('/bc')}`), 1);
    assert.equal(found(prefix('/a'), `${prefix('/a')}, ${prefix('/b')}`), 0);
  });

  it('is not one that asks for a header to be absent, nor one in another letter case', () => {
    const without = '{ withoutHeaders: { x: { exact: b } } }';
    assert.equal(found(header('b'), without), 0);
    assert.equal(found('{ withoutHeaders: { x: { prefix: b } } }', '{ withoutHeaders: { x: { exact: bc } } }'), 0);
    assert.equal(found(without, without), 1);
    assert.equal(found(prefix('/a'), '{ uri: { prefix: /a }, ignoreUriCase: true }'), 0);
    assert.equal(found('{ uri: { prefix: /A }, ignoreUriCase: true }', prefix('/ab')), 1);
  });

  it('is one that repeats a match of another route in Gateway API, and not one that is used at another host', () => {
    const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: gw }
spec: { gatewayClassName: x, listeners: [{ name: http, port: 80, protocol: HTTP }] }`;
    const route = (name: string, hosts: string, path: string): string => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: ${name} }
spec:
  parentRefs: [{ name: gw }]
  hostnames: [${hosts}]
  rules: [{ matches: [{ path: { value: ${path} } }], backendRefs: [{ name: a, port: 80 }] }]`;
    const ids = (...routes: readonly string[]) => linted('rule-unreachable', service('a'), gateway, ...routes).length;
    assert.equal(ids(route('r1', 'a.example.com', '/x'), route('r2', 'a.example.com', '/x')), 1);
    assert.equal(ids(route('r1', 'a.example.com', '/x'), route('r2', '"*.example.com"', '/x')), 0);
    assert.equal(ids(route('r1', 'a.example.com', '/x'), route('r2', 'a.example.com', '/y')), 0);
  });
});
