import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asks, gateway, given, HTTP, hostAt, ids, route, sends, TO_GATEWAY, textOf, to } from './given.ts';

const read = (...matches: string[]) =>
  given(
    gateway(HTTP),
    route(
      'r',
      `${TO_GATEWAY}, rules: [${matches.map((match, index) => `{matches: [${match}], ${to(`v${index}`)}}`).join(', ')}]`,
      '',
      'GRPCRoute',
    ),
  );
const rules = (...matches: string[]) => hostAt(read(...matches), 'http', '*')?.http ?? [];

describe('grpcMatch', () => {
  for (const [match, condition] of [
    ['{method: {service: foo.Bar, method: Do}}', 'path exact /foo.Bar/Do'],
    ['{method: {service: foo.Bar}}', 'path prefix /foo.Bar/'],
    ['{method: {method: Do}}', 'path regex /[^/]+/Do'],
    ['{method: {service: "", method: Do}}', 'path regex /[^/]+/Do'],
    ['{method: {type: RegularExpression, service: "foo.*", method: "A|B"}}', 'path regex /(?:foo.*)/(?:A|B)'],
    ['{method: {type: RegularExpression, service: "foo.*"}}', 'path regex /(?:foo.*)/[^/]+'],
    ['{}', ''],
    ['{headers: [{name: version, value: one}]}', 'header version exact one'],
  ] as const) {
    it(`asks for ${condition || 'nothing'} by ${match}`, () => assert.deepEqual(rules(match).map(asks), [condition]));
  }

  it('orders by characters of the service, then of the method, then by headers', () => {
    const ordered = rules(
      '{}',
      '{method: {service: a.B}}',
      '{method: {service: a.B, method: Do}}',
      '{method: {service: longer.Name}}',
      '{headers: [{name: h, value: x}]}',
    );
    assert.deepEqual(ordered.map(sends), ['v3 1', 'v2 1', 'v1 1', 'v4 1', 'v0 1']);
    assert.deepEqual(
      ordered.map(({ rank }) => rank),
      [
        'more characters of the service',
        'more characters of the method',
        'more characters of the service',
        'more header matches',
        'fewer header matches',
      ],
    );
  });
});

describe('HTTPRoutes and GRPCRoutes at one listener', () => {
  const both = (http: string, grpc: string, more = '') =>
    given(
      gateway(HTTP),
      route('b-http', `${TO_GATEWAY}, hostnames: [${http}], rules: [{${to('v1')}}]`, more),
      route(
        'c-grpc',
        `${TO_GATEWAY}, hostnames: [${grpc}], rules: [{${to('v2')}}]`,
        ', creationTimestamp: "2026-01-31T10:00:00Z"',
        'GRPCRoute',
      ),
    );

  it('exclude each other where they share a host name: the older stays, else the first by name', () => {
    assert.deepEqual(ids(both('a.com', 'b.com')), []);
    assert.match(textOf(both('a.com', '"*.com"'), 'route-conflict'), /^GRPCRoute default\/c-grpc is refused/);
    const younger = both('a.com', '"*.com"', ', creationTimestamp: "2026-01-31T11:00:00Z"');
    assert.match(textOf(younger, 'route-conflict'), /^HTTPRoute default\/b-http is refused/);
    assert.deepEqual(
      younger.entries[0]?.hosts.map(({ host }) => host),
      ['*.com'],
    );
  });
});
