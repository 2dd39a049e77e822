import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linted, service, to, virtualService } from './linted.ts';

const rule = (match: string | null, uri: string): string =>
  `  - { ${match === null ? '' : `match: [${match}], `}rewrite: { uri: "${uri}" }, route: [${to('a')}] }`;
const prefix = (value: string): string => `{ uri: { prefix: "${value}" } }`;
const found = (id: string, http: string) => linted(id, service('a'), virtualService('a', http));

describe('a rewrite of a raw prefix', () => {
  it('glues: to what the rule itself takes, or to any longer element', () => {
    assert.match(
      found('rewrite-glues', rule(prefix('/rat'), '/ratings'))[0] ?? '',
      /^warning: .*\/ratings\/1 becomes \/ratingsings\/1$/,
    );
    assert.match(found('rewrite-glues', rule(prefix('/rate'), '/ratings'))[0] ?? '', /\/rates\/1 becomes \/ratingss\/1$/);
    assert.match(found('rewrite-glues', rule(prefix('/rate/'), '/ratings'))[0] ?? '', /\/rate\/1 becomes \/ratings1$/);
    assert.match(found('rewrite-glues', rule(prefix('/'), '/v1'))[0] ?? '', /\/1 becomes \/v11$/);
    assert.match(found('rewrite-glues', rule(null, '/v1'))[0] ?? '', /\/1 becomes \/v11$/);
  });

  it('shows another path where an earlier rule takes the new one', () => {
    const http = `  - { match: [${prefix('/ratings')}], route: [${to('a')}] }\n${rule(prefix('/rat'), '/ratings')}`;
    assert.match(found('rewrite-glues', http)[0] ?? '', /\/rats\/1 becomes \/ratingss\/1$/);
  });

  it('doubles a slash', () => {
    assert.match(
      found('rewrite-double-slash', rule(prefix('/httpbin'), '/'))[0] ?? '',
      /^warning: .*\/httpbin\/status becomes \/\/status$/,
    );
  });

  it('is fine with slashes on both sides, with exact paths, and where nothing changes', () => {
    for (const [match, uri] of [
      [prefix('/rate/'), '/ratings/'],
      [prefix('/httpbin/'), '/'],
      ['{ uri: { exact: /rate } }', '/ratings'],
      [prefix('/rate'), '/rate'],
      [null, '/'],
    ] as const) {
      assert.deepEqual(found('rewrite-glues', rule(match, uri)), [], uri);
      assert.deepEqual(found('rewrite-double-slash', rule(match, uri)), [], uri);
    }
  });

  it('is none of Gateway API, which joins by element', () => {
    const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r }
spec:
  parentRefs: [{ name: gw }]
  rules:
  - matches: [{ path: { type: PathPrefix, value: /rat } }]
    filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: /ratings } } }]
    backendRefs: [{ name: a, port: 80 }]`;
    assert.deepEqual(linted('rewrite-glues', service('a'), route), []);
  });
});
