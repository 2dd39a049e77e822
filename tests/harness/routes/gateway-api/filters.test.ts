import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { found, gateway, given, HTTP, hostAt, ids, route, sends, service, TO_GATEWAY, to } from './given.ts';

const read = (rule: string, ...more: string[]) =>
  given(gateway(HTTP), route('r', `${TO_GATEWAY}, rules: [${rule}]`), service('v1'), ...more);
const ruleOf = (rule: string, ...more: string[]) => {
  const first = hostAt(read(rule, ...more), 'http', '*')?.http[0];
  assert.ok(first !== undefined);
  return first;
};

const redirect = (fields: string) => `{filters: [{type: RequestRedirect, requestRedirect: {${fields}}}]}`;
const rewrite = (fields: string) => `{filters: [{type: URLRewrite, urlRewrite: {${fields}}}], ${to('v1')}}`;

describe('redirects', () => {
  for (const [fields, text, port] of [
    ['', '302 {scheme}://{host}{path}', null],
    ['scheme: https, statusCode: 301', '301 https://{host}{path}', 443],
    ['scheme: http, port: 8080', '302 http://{host}:8080{path}', 8080],
    ['scheme: https, port: 443', '302 https://{host}{path}', 443],
    ['hostname: b.com, port: 8443', '302 {scheme}://b.com:8443{path}', 8443],
    ['path: {type: ReplaceFullPath, replaceFullPath: /x}', '302 {scheme}://{host}/x', null],
    ['path: {type: ReplacePrefixMatch, replacePrefixMatch: /x/}', '302 {scheme}://{host}/x{rest}', null],
  ] as const) {
    it(`with ${fields || 'nothing'} go to ${text}`, () => {
      const { action } = ruleOf(redirect(fields));
      assert.ok(action.kind === 'redirect');
      assert.deepEqual([`${action.status} ${action.text}`, action.redirect.port], [text, port]);
    });
  }
});

describe('rewrites', () => {
  it('exchange the whole path, the prefix by element, and the host', () => {
    assert.deepEqual(ruleOf(rewrite('path: {type: ReplaceFullPath, replaceFullPath: /x}')).rewrite?.path, {
      kind: 'full',
      value: '/x',
    });
    assert.deepEqual(ruleOf(rewrite('path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}')).rewrite?.path, {
      kind: 'prefix',
      value: '/x',
    });
    assert.deepEqual(ruleOf(rewrite('path: {type: ReplacePrefixMatch, replacePrefixMatch: /}')).rewrite?.path, {
      kind: 'prefix',
      value: '',
    });
    assert.deepEqual(
      [ruleOf(rewrite('hostname: b.com')).rewrite?.host, ruleOf(rewrite('hostname: b.com')).rewrite?.path],
      ['b.com', null],
    );
  });

  it('keep the prefix / as a condition, because it is what is replaced', () => {
    const [condition] = ruleOf(rewrite('path: {type: ReplacePrefixMatch, replacePrefixMatch: /x}')).matches[0]?.conditions ?? [];
    assert.ok(condition?.on === 'path');
    assert.deepEqual(condition.test, { kind: 'path-prefix', value: '/', ignoreCase: false });
  });
});

describe('mirrors', () => {
  const mirror = (more: string, name = 'v1', port = 80) =>
    `{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: ${name}, port: ${port}}${more}}}], ${to('v1')}}`;

  for (const [more, numerator, denominator, text] of [
    ['', 100, 100, '100'],
    [', percent: 20', 20, 100, '20'],
    [', percent: 0', 0, 100, '0'],
    [', fraction: {numerator: 5}', 5, 100, '5'],
    [', fraction: {numerator: 5, denominator: 1000}', 50, 10_000, '0.5'],
    [', fraction: {numerator: 1, denominator: 8}', 1250, 10_000, '12.5'],
    [', fraction: {numerator: 1, denominator: 3}', 333_333, 1_000_000, '33.3333'],
    [', fraction: {numerator: 2147483647, denominator: 2147483647}', 100, 100, '100'],
  ] as const) {
    it(`take ${text} % for ${more || 'nothing'}`, () => {
      assert.deepEqual(
        ruleOf(mirror(more)).mirrors.map(({ share }) => share),
        [{ numerator, denominator, text }],
      );
    });
  }

  it('are dropped where they are invalid', () => {
    const dropped = read(mirror('', 'v1', 81));
    assert.deepEqual(ids(dropped), ['backend-refused', 'mirror-dropped']);
    assert.deepEqual(
      hostAt(dropped, 'http', '*')?.http.map((rule) => [rule.mirrors.length, sends(rule)]),
      [[0, 'v1 1']],
    );
  });
});

describe('timeouts and retries', () => {
  const timed = (fields: string) => {
    const { timeoutMs, retries } = ruleOf(`{${fields}, ${to('v1')}}`);
    return [timeoutMs, retries?.attempts, retries?.perTryTimeoutMs, retries?.backoffMs, retries?.retryOn];
  };

  it('limit the whole answer, or each try', () => {
    assert.deepEqual(timed('timeouts: {request: 10s}'), [10_000, undefined, undefined, undefined, undefined]);
    assert.deepEqual(timed('timeouts: {request: 10s, backendRequest: 1s500ms}'), [
      1500,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(timed('timeouts: {request: 0s}')[0], 0);
    assert.deepEqual(timed('timeouts: {request: 0s, backendRequest: 2s}')[0], 2000);
    assert.deepEqual(
      timed('retry: {codes: [500, 503], attempts: 3, backoff: 100ms}, timeouts: {request: 1m, backendRequest: 2s}'),
      [60_000, 3, 2000, 100, 'connect-failure,500,503'],
    );
    assert.deepEqual(timed('retry: {}'), [null, 2, null, null, 'connect-failure']);
  });

  it('are refused where they are no duration', () => {
    assert.deepEqual(found(read(`{timeouts: {request: 1.5s}, ${to('v1')}}`)), ['error duration-wrong 3']);
  });
});

describe('what is not explained', () => {
  it('is told with its line, and kept with the rule', () => {
    const cors = `{filters: [{type: CORS, cors: {allowOrigins: ["*"]}}], ${to('v1')}}`;
    assert.deepEqual(found(read(cors)), ['note filter-unexplained 3']);
    assert.deepEqual(
      ruleOf(cors).unexplained.map(({ field, place }) => [field, place.line]),
      [['spec.rules[0].filters[0] (CORS)', 3]],
    );
    const backend = '{backendRefs: [{name: v1, port: 80, filters: [{type: URLRewrite, urlRewrite: {hostname: b.com}}]}]}';
    assert.deepEqual(
      ruleOf(backend).unexplained.map(({ field }) => field),
      ['spec.rules[0].backendRefs[0].filters[0] (URLRewrite)'],
    );
    assert.equal(ruleOf(backend).rewrite, null);
  });

  it('claims nothing where such a filter may answer instead of a backend', () => {
    const rule = '{filters: [{type: ExtensionRef, extensionRef: {group: x.io, kind: Answer, name: a}}]}';
    assert.deepEqual(ruleOf(rule).action, { kind: 'forward', destinations: [] });
    assert.deepEqual(ids(read(rule)), ['filter-unexplained']);
    assert.equal(sends(ruleOf('{filters: [{type: DirectResponse, directResponse: {statusCode: 204}}]}')), '204 direct response');
  });

  it('warns of sessions, which hide the weights', () => {
    assert.deepEqual(found(read(`{sessionPersistence: {sessionName: s}, ${to('v1')}}`)), ['warning session-persistence 3']);
  });
});

describe('header changes', () => {
  it('belong to the rule', () => {
    const rule = ruleOf(
      `{filters: [{type: RequestHeaderModifier, requestHeaderModifier: {add: [{name: a, value: b}]}}, {type: ResponseHeaderModifier, responseHeaderModifier: {remove: [c]}}], ${to('v1')}}`,
    );
    assert.deepEqual(
      [rule.requestHeaders, rule.responseHeaders],
      [
        { set: {}, add: { a: 'b' }, remove: [] },
        { set: {}, add: {}, remove: ['c'] },
      ],
    );
  });
});
