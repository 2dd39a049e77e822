import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, istio } from '../told.ts';
import { type Twin, testTwins } from '../twins.ts';

const TO_A = 'route: [{destination: {host: a}}]';
const http = (rule: string) => `  hosts: [a]\n  http: [{${rule}}]`;
const atGateway = (more: string) => `  hosts: [a.com]\n  gateways: [g]\n  ${more}`;

const TWINS: readonly Twin[] = [
  ['route beside redirect', http(`${TO_A}, redirect: {uri: /b}`), 'fields-exclude', http('redirect: {uri: /b}')],
  [
    'route beside directResponse',
    http(`${TO_A}, directResponse: {status: 200}`),
    'fields-exclude',
    http('directResponse: {status: 200}'),
  ],
  [
    'fault beside redirect',
    http('redirect: {uri: /b}, fault: {delay: {fixedDelay: 1s}}'),
    'fields-exclude',
    http(`${TO_A}, fault: {delay: {fixedDelay: 1s}}`),
  ],
  [
    'rewrite beside redirect',
    http('redirect: {uri: /b}, rewrite: {uri: /c}'),
    'fields-exclude',
    http(`${TO_A}, rewrite: {uri: /c}`),
  ],
  ['delegate beside route', http(`${TO_A}, delegate: {name: d}`), 'fields-exclude', http('delegate: {name: d}')],
  ['a rule that goes nowhere', http('timeout: 1s'), 'no-action', http(`timeout: 1s, ${TO_A}`)],
  ['an empty route', http('route: []'), 'no-action', http(TO_A)],
  ['no rules', '  hosts: [a]', 'no-rules', http(TO_A)],
  ['an empty list of rules', '  hosts: [a]\n  http: []', 'no-rules', `  hosts: [a]\n  http: []\n  tcp: [{${TO_A}}]`],
  ['a delegate in a delegate', '  http: [{delegate: {name: d}}]', 'delegate-twice', `  http: [{${TO_A}}]`],
  [
    'a delegate with gateways',
    `  gateways: [g]\n  http: [{${TO_A}}]`,
    'delegate-with-more',
    `  hosts: [a]\n  gateways: [g]\n  http: [{${TO_A}}]`,
  ],
  [
    '* in the mesh',
    `  hosts: ["*"]\n  http: [{${TO_A}}]`,
    'wildcard-in-mesh',
    `  hosts: ["*"]\n  gateways: [g]\n  http: [{${TO_A}}]`,
  ],
  [
    '* in the mesh and at a gateway',
    `  hosts: ["*"]\n  gateways: [g, mesh]\n  http: [{${TO_A}}]`,
    'wildcard-in-mesh',
    `  hosts: ["*.a"]\n  gateways: [g, mesh]\n  http: [{${TO_A}}]`,
  ],
  ['a host with a port', `  hosts: ["a:80"]\n  http: [{${TO_A}}]`, 'invalid-host', `  hosts: [a]\n  http: [{${TO_A}}]`],
  [
    'a host in a host',
    `  hosts: ["*.a.com", b.a.com]\n  http: [{${TO_A}}]`,
    'repeated-host',
    `  hosts: ["*.a.com", a.com]\n  http: [{${TO_A}}]`,
  ],
  [
    'a destination *',
    http('route: [{destination: {host: "*"}}]'),
    'invalid-host',
    http('route: [{destination: {host: "*.a.com"}}]'),
  ],
  ['a destination without name', http('route: [{destination: {host: ""}}]'), 'missing-host', http(TO_A)],
  [
    'a destination that is an address',
    http('route: [{destination: {host: 10.0.0.1}}]'),
    'invalid-host',
    http('route: [{destination: {host: a.10.b}}]'),
  ],
  [
    'a port without number',
    http('route: [{destination: {host: a, port: {}}}]'),
    'missing-field',
    http('route: [{destination: {host: a, port: {number: 80}}}]'),
  ],
  [
    'a port above all',
    http('route: [{destination: {host: a, port: {number: 65536}}}]'),
    'invalid-port',
    http('route: [{destination: {host: a, port: {number: 65535}}}]'),
  ],
  [
    'a subset that is no name',
    http('route: [{destination: {host: a, subset: v.1}}]'),
    'invalid-name',
    http('route: [{destination: {host: a, subset: v-1}}]'),
  ],
  [
    'a negative weight of TCP',
    '  hosts: [a]\n  tcp: [{route: [{destination: {host: a}, weight: -1}]}]',
    'negative-weight',
    '  hosts: [a]\n  tcp: [{route: [{destination: {host: a}, weight: 0}]}]',
  ],
  [
    'weights of TCP that sum to 0',
    '  hosts: [a]\n  tcp: [{route: [{destination: {host: a}}, {destination: {host: b}}]}]',
    'weights-sum-zero',
    '  hosts: [a]\n  tcp: [{route: [{destination: {host: a}}, {destination: {host: b}, weight: 1}]}]',
  ],
  [
    'an abort of 101 %',
    http(`${TO_A}, fault: {abort: {httpStatus: 500, percentage: {value: 101}}}`),
    'invalid-percentage',
    http(`${TO_A}, fault: {abort: {httpStatus: 500, percentage: {value: 100}}}`),
  ],
  [
    'an abort of -1 %',
    http(`${TO_A}, fault: {abort: {httpStatus: 500, percentage: {value: -1}}}`),
    'invalid-percentage',
    http(`${TO_A}, fault: {abort: {httpStatus: 500, percentage: {value: 0}}}`),
  ],
  [
    'a delay finer than Envoy',
    http(`${TO_A}, fault: {delay: {fixedDelay: 1s, percentage: {value: 0.00001}}}`),
    'invalid-percentage',
    http(`${TO_A}, fault: {delay: {fixedDelay: 1s, percentage: {value: 0.0001}}}`),
  ],
  [
    'an abort with status 99',
    http(`${TO_A}, fault: {abort: {httpStatus: 99}}`),
    'invalid-status',
    http(`${TO_A}, fault: {abort: {httpStatus: 404}}`),
  ],
  [
    'an unknown gRPC status',
    http(`${TO_A}, fault: {abort: {grpcStatus: GONE}}`),
    'invalid-status',
    http(`${TO_A}, fault: {abort: {grpcStatus: UNAVAILABLE}}`),
  ],
  ['a fault of nothing', http(`${TO_A}, fault: {}`), 'empty-fault', http(TO_A)],
  [
    'a mirror of 150 %',
    http(`${TO_A}, mirror: {host: b}, mirrorPercentage: {value: 150}`),
    'invalid-percentage',
    http(`${TO_A}, mirror: {host: b}, mirrorPercentage: {value: 15}`),
  ],
  [
    'mirror beside mirrors',
    http(`${TO_A}, mirror: {host: b}, mirrors: [{destination: {host: c}}]`),
    'fields-exclude',
    http(`${TO_A}, mirrors: [{destination: {host: c}}]`),
  ],
  [
    'a redirect to nowhere',
    http('redirect: {redirectCode: 301}'),
    'empty-redirect',
    http('redirect: {redirectCode: 301, authority: b}'),
  ],
  [
    'a redirect that is none',
    http('redirect: {uri: /b, redirectCode: 200}'),
    'invalid-status',
    http('redirect: {uri: /b, redirectCode: 308}'),
  ],
  ['a rewrite of nothing', http(`${TO_A}, rewrite: {}`), 'empty-rewrite', http(`${TO_A}, rewrite: {authority: b}`)],
  [
    'two rewrites',
    http(`${TO_A}, rewrite: {uri: /b, uriRegexRewrite: {match: a, rewrite: b}}`),
    'fields-exclude',
    http(`${TO_A}, rewrite: {uriRegexRewrite: {match: a, rewrite: b}}`),
  ],
  [
    'two hosts for one request',
    http(`${TO_A}, rewrite: {authority: b}, headers: {request: {set: {Host: c}}}`),
    'authority-twice',
    http(`${TO_A}, headers: {request: {set: {Host: c}}}`),
  ],
  [
    'a pseudo header',
    http(`${TO_A}, headers: {request: {set: {":path": c}}}`),
    'invalid-header',
    http(`${TO_A}, headers: {request: {set: {":authority": c}}}`),
  ],
  ['retries that are off', http(`${TO_A}, retries: {perTryTimeout: 2s}`), 'retries-off', http(`${TO_A}, retries: {attempts: 0}`)],
  [
    'an unknown retry condition',
    http(`${TO_A}, retries: {attempts: 3, retryOn: "5xx, reset"}`),
    'unknown-value',
    http(`${TO_A}, retries: {attempts: 3, retryOn: "5xx,reset,503"}`),
  ],
  [
    'an empty prefix of a header',
    http(`${TO_A}, match: [{headers: {a: {prefix: ""}}}]`),
    'empty-match',
    http(`${TO_A}, match: [{uri: {prefix: ""}}]`),
  ],
  [
    'a pattern RE2 does not know',
    http(`${TO_A}, match: [{uri: {regex: "/(?!x).*"}}]`),
    'invalid-regex',
    http(`${TO_A}, match: [{uri: {regex: "/(?i)x\\\\(?!.*"}}]`),
  ],
  [
    'a header that is none',
    http(`${TO_A}, match: [{headers: {"a b": {exact: c}}}]`),
    'invalid-header',
    http(`${TO_A}, match: [{headers: {a-b: {exact: c}}}]`),
  ],
  [
    'a claim in the mesh',
    http(`${TO_A}, match: [{headers: {"@request.auth.claims.a": {exact: c}}}]`),
    'claim-in-mesh',
    atGateway(`http: [{${TO_A}, match: [{headers: {"@request.auth.claims.a": {exact: c}}}]}]`),
  ],
  [
    'a gateway that is no name',
    `  hosts: [a]\n  gateways: [b/c/d]\n  http: [{${TO_A}}]`,
    'invalid-gateway-name',
    `  hosts: [a]\n  gateways: [b/c]\n  http: [{${TO_A}}]`,
  ],
  [
    'a server name outside of the hosts',
    atGateway(`tls: [{match: [{sniHosts: [b.com]}], ${TO_A}}]`),
    'sni-not-in-hosts',
    atGateway(`tls: [{match: [{sniHosts: [a.com]}], ${TO_A}}]`),
  ],
  [
    'no server names',
    atGateway(`tls: [{match: [{sniHosts: []}], ${TO_A}}]`),
    'empty-list',
    atGateway(`tls: [{match: [{sniHosts: [a.com]}], ${TO_A}}]`),
  ],
  [
    'no match of TLS',
    atGateway(`tls: [{match: [], ${TO_A}}]`),
    'empty-list',
    atGateway(`tls: [{match: [{sniHosts: [a.com]}], ${TO_A}}]`),
  ],
  [
    'a range that is none',
    `  hosts: [a]\n  tcp: [{match: [{destinationSubnets: [10.0.0.0/33]}], ${TO_A}}]`,
    'invalid-subnet',
    `  hosts: [a]\n  tcp: [{match: [{destinationSubnets: [10.0.0.0/8, "2001:db8::/32"]}], ${TO_A}}]`,
  ],
  [
    'everybody and somebody',
    `  hosts: [a]\n  exportTo: ["*", b]\n  http: [{${TO_A}}]`,
    'fields-exclude',
    `  hosts: [a]\n  exportTo: [., b]\n  http: [{${TO_A}}]`,
  ],
  [
    'the own namespace twice',
    `  hosts: [a]\n  exportTo: [., default]\n  http: [{${TO_A}}]`,
    'repeated-item',
    `  hosts: [a]\n  exportTo: [.]\n  http: [{${TO_A}}]`,
  ],
];

describe('rules of a VirtualService', () => {
  testTwins(TWINS, (spec) => istio('VirtualService', spec));

  it('takes the names that east-west gateways make of services', () => {
    const name = 'outbound_.9080_.v2_.reviews.default.svc.cluster.local';
    const spec = `  hosts: [${name}]\n  gateways: [g]\n  tls: [{match: [{sniHosts: [${name}]}], ${TO_A}}]`;
    assert.deepEqual(ids(istio('VirtualService', spec)), []);
  });

  it('warns of an abort without a status, which aborts nothing', () => {
    assert.deepEqual(ids(istio('VirtualService', http(`${TO_A}, fault: {abort: {percentage: {value: 10}}}`))), [
      'abort-without-status',
    ]);
  });

  it('says nothing of what follows from a fault that was told', () => {
    assert.deepEqual(ids(istio('VirtualService', `  host: [a]\n  gateways: [g]\n  http: [{rout: [{destination: {host: a}}]}]`)), [
      'unknown-field',
      'unknown-field',
    ]);
    assert.deepEqual(ids(istio('VirtualService', '  hosts: [a]\n  http: {}')), ['wrong-type']);
  });
});
