import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayApi, ids, kept, manifest } from '../told.ts';
import { type Twin, testTwins } from '../twins.ts';

const rule = (text: string) => `  rules: [{${text}}]`;
const filter = (text: string) => rule(`filters: [{${text}}]`);
const path = (value: string, type = 'PathPrefix') => rule(`matches: [{path: {type: ${type}, value: "${value}"}}]`);
const MIRROR = 'type: RequestMirror, requestMirror: {backendRef: {name: a, port: 80}';
const REDIRECT = 'type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /b}}';
const HEADERS = '{type: RequestHeaderModifier, requestHeaderModifier: {remove: [a]}}';
const parents = (text: string) => `  parentRefs: [${text}]\n  rules: []`.replace('\n  rules: []', '');

const HTTP: readonly Twin[] = [
  [
    'a filter without its field',
    filter('type: RequestRedirect'),
    'filter-without-field',
    filter('type: RequestRedirect, requestRedirect: {port: 8080}'),
  ],
  [
    'a filter with the field of another',
    filter('type: URLRewrite, urlRewrite: {hostname: a}, cors: {}'),
    'filter-type',
    filter('type: URLRewrite, urlRewrite: {hostname: a}'),
  ],
  ['a filter twice', rule(`filters: [${HEADERS}, ${HEADERS}]`), 'repeated-item', rule(`filters: [${HEADERS}]`)],
  [
    'redirect and rewrite',
    rule('filters: [{type: RequestRedirect, requestRedirect: {port: 1}}, {type: URLRewrite, urlRewrite: {hostname: a}}]'),
    'fields-exclude',
    rule(`filters: [{type: URLRewrite, urlRewrite: {hostname: a}}, ${HEADERS}]`),
  ],
  [
    'redirect and backends',
    rule('filters: [{type: RequestRedirect, requestRedirect: {port: 1}}], backendRefs: [{name: a, port: 80}]'),
    'fields-exclude',
    rule('backendRefs: [{name: a, port: 80}]'),
  ],
  [
    'a mirror without port',
    filter('type: RequestMirror, requestMirror: {backendRef: {name: a}}'),
    'missing-field',
    filter(`${MIRROR}}`),
  ],
  [
    'percent and fraction',
    filter(`${MIRROR}, percent: 1, fraction: {numerator: 1}}`),
    'fields-exclude',
    filter(`${MIRROR}, fraction: {numerator: 1}}`),
  ],
  [
    'more than the whole',
    filter(`${MIRROR}, fraction: {numerator: 101}}`),
    'out-of-range',
    filter(`${MIRROR}, fraction: {numerator: 101, denominator: 1000}}`),
  ],
  [
    'no prefix to replace',
    rule(`matches: [{path: {type: Exact, value: /a}}], filters: [{${REDIRECT}}]`),
    'prefix-to-replace',
    rule(`matches: [{path: {value: /a}}], filters: [{${REDIRECT}}]`),
  ],
  [
    'two prefixes to replace',
    rule(`matches: [{path: {value: /a}}, {path: {value: /b}}], filters: [{${REDIRECT}}]`),
    'prefix-to-replace',
    filter(REDIRECT),
  ],
  [
    'a path type without its field',
    filter('type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath}}'),
    'missing-field',
    filter('type: URLRewrite, urlRewrite: {path: {type: ReplaceFullPath, replaceFullPath: ""}}'),
  ],
  ['a relative path', path('a'), 'invalid-path', path('/a')],
  ['a path with a hole', path('/a//b'), 'invalid-path', path('/a/b')],
  ['a path that goes up', path('/a/..'), 'invalid-path', path('/a/..b')],
  ['a path with a query', path('/a?b'), 'invalid-path', path('/a%3Fb')],
  ['an exact path with a blank', path('/a b', 'Exact'), 'invalid-path', path('/a b', 'RegularExpression')],
  [
    'a backend without port',
    rule('backendRefs: [{name: a}]'),
    'missing-field',
    rule('backendRefs: [{name: a, kind: B, group: c}]'),
  ],
  [
    'one try longer than all',
    rule('timeouts: {request: 1s, backendRequest: 1500ms}'),
    'timeouts-order',
    rule('timeouts: {request: 0s, backendRequest: 1500ms}'),
  ],
  [
    'a header matched twice',
    rule('matches: [{headers: [{name: a, value: b}, {name: a, value: c}]}]'),
    'repeated-item',
    rule('matches: [{headers: [{name: a, value: b}, {name: b, value: c}]}]'),
  ],
  [
    'a parent once without section',
    parents('{name: a}, {name: a, sectionName: b}'),
    'section-missing',
    parents('{name: a, sectionName: c}, {name: a, sectionName: b}'),
  ],
  [
    'a parent twice',
    parents('{name: a}, {name: a}'),
    'repeated-item',
    parents('{name: a}, {name: a, namespace: b}, {name: a, kind: Service, group: ""}'),
  ],
  [
    'everybody and somebody',
    filter('type: CORS, cors: {allowOrigins: ["*", "https://a"]}'),
    'fields-exclude',
    filter('type: CORS, cors: {allowOrigins: ["*"]}'),
  ],
];

const method = (text: string) => rule(`matches: [{method: {${text}}}]`);
const GRPC: readonly Twin[] = [
  ['a method of nothing', method('type: Exact'), 'missing-field', method('service: a.B')],
  ['a service that is no name', method('service: a/b'), 'invalid-value', method('type: RegularExpression, service: a/b')],
  ['a method that is no name', method('method: a.b'), 'invalid-value', method('method: ab')],
  ['a backend without port', rule('backendRefs: [{name: a}]'), 'missing-field', rule('backendRefs: [{name: a, port: 1}]')],
];

const listener = (text: string) => `  gatewayClassName: a\n  listeners: [${text}]`;
const GATEWAY: readonly Twin[] = [
  [
    'TLS at a listener for HTTP',
    listener('{name: a, port: 80, protocol: HTTP, tls: {}}'),
    'tls-without-protocol',
    listener('{name: a, port: 80, protocol: HTTP}'),
  ],
  [
    'HTTPS that is passed through',
    listener('{name: a, port: 443, protocol: HTTPS, tls: {mode: Passthrough}}'),
    'tls-mode',
    listener('{name: a, port: 443, protocol: TLS, tls: {mode: Passthrough}}'),
  ],
  [
    'TLS without tls',
    listener('{name: a, port: 443, protocol: TLS}'),
    'tls-missing',
    listener('{name: a, port: 443, protocol: TLS, tls: {certificateRefs: [{name: b}]}}'),
  ],
  [
    'TLS that ends without certificate',
    listener('{name: a, port: 443, protocol: HTTPS, tls: {}}'),
    'missing-certificate',
    listener('{name: a, port: 443, protocol: HTTPS, tls: {options: {a: b}}}'),
  ],
  [
    'a host of TCP',
    listener('{name: a, port: 1, protocol: TCP, hostname: b}'),
    'fields-exclude',
    listener('{name: a, port: 1, protocol: TCP}'),
  ],
  [
    'two names of one listener',
    listener('{name: a, port: 1, protocol: HTTP}, {name: b, port: 1, protocol: HTTP}'),
    'repeated-item',
    listener('{name: a, port: 1, protocol: HTTP}, {name: b, port: 1, protocol: HTTP, hostname: c}'),
  ],
  [
    'one name of two listeners',
    listener('{name: a, port: 1, protocol: HTTP}, {name: a, port: 2, protocol: HTTP}'),
    'repeated-item',
    listener('{name: a, port: 1, protocol: HTTP}, {name: b, port: 2, protocol: HTTP}'),
  ],
  [
    'an address that is none',
    `${listener('{name: a, port: 1, protocol: HTTP}')}\n  addresses: [{value: b}]`,
    'invalid-address',
    `${listener('{name: a, port: 1, protocol: HTTP}')}\n  addresses: [{type: Hostname, value: b}]`,
  ],
];

const TLS: readonly Twin[] = [
  [
    'a host that is an address',
    '  hostnames: [10.0.0.1]\n  rules: [{backendRefs: [{name: a, port: 1}]}]',
    'invalid-host',
    '  hostnames: [a]\n  rules: [{backendRefs: [{name: a, port: 1}]}]',
  ],
  [
    'no backends',
    '  hostnames: [a]\n  rules: [{}]',
    'missing-field',
    '  hostnames: [a]\n  rules: [{backendRefs: [{name: a, port: 1}]}]',
  ],
];

describe('rules of the Gateway API', () => {
  describe('HTTPRoute', () => testTwins(HTTP, (spec) => gatewayApi('HTTPRoute', spec)));
  describe('GRPCRoute', () => testTwins(GRPC, (spec) => gatewayApi('GRPCRoute', spec)));
  describe('Gateway', () => testTwins(GATEWAY, (spec) => gatewayApi('Gateway', spec)));
  describe('TLSRoute', () => testTwins(TLS, (spec) => gatewayApi('TLSRoute', spec)));

  it('counts the matches of all rules', () => {
    const rules = (each: number) => `  rules:\n${`  - matches: [${'{},'.repeat(each)}]\n`.repeat(3)}`;
    assert.deepEqual(ids(gatewayApi('HTTPRoute', rules(42))), []);
    assert.deepEqual(ids(gatewayApi('HTTPRoute', rules(43))), ['wrong-length']);
  });

  it('keeps what is in the experimental channel alone, and warns', () => {
    const text = gatewayApi(
      'HTTPRoute',
      rule(
        'retry: {attempts: 3, codes: [503], backoff: 1s}, sessionPersistence: {sessionName: a, type: Cookie}, filters: [{type: ExternalAuth, externalAuth: {protocol: HTTP, backendRef: {name: a, port: 1}}}]',
      ),
    );
    assert.deepEqual(ids(text), ['experimental-field', 'experimental-field', 'experimental-field']);
    assert.deepEqual(kept(text), ['HTTPRoute a']);
  });

  it('takes an answer of the gateway itself, and no backends beside it', () => {
    const answer = 'filters: [{type: DirectResponse, directResponse: {statusCode: 403, body: {string: denied}}}]';
    assert.deepEqual(ids(gatewayApi('HTTPRoute', rule(answer))), ['experimental-field']);
    assert.deepEqual(ids(gatewayApi('HTTPRoute', rule(`${answer}, backendRefs: [{name: a, port: 1}]`))).toSorted(), [
      'experimental-field',
      'fields-exclude',
    ]);
  });

  it('takes sixteen rules of a TCPRoute in v1alpha2 and one in v1', () => {
    const rules = `  rules: [${'{backendRefs: [{name: a, port: 1}]},'.repeat(16)}]`;
    assert.deepEqual(ids(manifest('gateway.networking.k8s.io/v1alpha2', 'TCPRoute', rules)), ['old-version']);
    assert.deepEqual(ids(gatewayApi('TCPRoute', rules)), ['wrong-length']);
  });
});
