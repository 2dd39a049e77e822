import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, istio } from '../told.ts';
import { type Twin, testTwins } from '../twins.ts';

const server = (port: string, more: string) => `  servers: [{port: {${port}}, hosts: ["*"]${more}}]`;
const HTTPS = 'number: 443, name: https, protocol: HTTPS';
const HTTP = 'number: 80, name: http, protocol: HTTP';
const two = (name: string) =>
  `  servers:\n  - {port: {${HTTP}}, hosts: [a]}\n  - {port: {number: 81, name: ${name}, protocol: HTTP}, hosts: [b]}`;

const GATEWAY: readonly Twin[] = [
  ['no servers', '  selector: {istio: a}', 'missing-field', server(HTTP, '')],
  [
    'an unknown protocol',
    server('number: 80, name: a, protocol: HTPP', ''),
    'unknown-protocol',
    server('number: 80, name: a, protocol: http', ''),
  ],
  [
    'port 0',
    server('number: 0, name: a, protocol: TCP', ''),
    'invalid-port',
    `  servers: [{port: {number: 0, name: a, protocol: TCP}, hosts: [a], bind: "unix:///a"}]`,
  ],
  ['HTTPS without TLS', server(HTTPS, ''), 'tls-missing', server(HTTPS, ', tls: {mode: PASSTHROUGH}')],
  [
    'SIMPLE without certificates',
    server(HTTPS, ', tls: {mode: SIMPLE}'),
    'missing-certificate',
    server(HTTPS, ', tls: {mode: SIMPLE, credentialName: a}'),
  ],
  [
    'MUTUAL without an authority',
    server(HTTPS, ', tls: {mode: MUTUAL, serverCertificate: a, privateKey: b}'),
    'missing-certificate',
    server(HTTPS, ', tls: {mode: MUTUAL, serverCertificate: a, privateKey: b, caCertificates: c}'),
  ],
  [
    'TLS at a port for HTTP',
    server(HTTP, ', tls: {mode: SIMPLE, credentialName: a}'),
    'tls-without-protocol',
    server(HTTP, ', tls: {httpsRedirect: true}'),
  ],
  [
    'the certificates of the mesh and others',
    server(HTTPS, ', tls: {mode: ISTIO_MUTUAL, credentialName: a}'),
    'fields-exclude',
    server(HTTPS, ', tls: {mode: ISTIO_MUTUAL}'),
  ],
  [
    'two ways to name certificates',
    server(HTTPS, ', tls: {mode: SIMPLE, credentialName: a, credentialNames: [b]}'),
    'fields-exclude',
    server(HTTPS, ', tls: {mode: SIMPLE, credentialNames: [b]}'),
  ],
  ['one name of two ports', two('http'), 'repeated-item', two('http-b')],
  [
    'a host that is none',
    '  servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["a b"]}]',
    'invalid-host',
    '  servers: [{port: {number: 80, name: a, protocol: HTTP}, hosts: ["./*.a.com"]}]',
  ],
  ['targetPort', server(`${HTTP}, targetPort: 8080`, ''), 'not-supported', server(HTTP, '')],
];

const policy = (text: string) => `  host: a\n  trafficPolicy: {${text}}`;
const DESTINATION_RULE: readonly Twin[] = [
  ['an empty host', '  host: ""', 'missing-host', '  host: a'],
  ['a host with a port', '  host: a:80', 'invalid-host', '  host: "*.a"'],
  [
    'a subset twice',
    '  host: a\n  subsets: [{name: v1}, {name: v1}]',
    'repeated-item',
    '  host: a\n  subsets: [{name: v1}, {name: v2}]',
  ],
  ['a subset without a name', '  host: a\n  subsets: [{name: ""}]', 'invalid-name', '  host: a\n  subsets: [{name: a}]'],
  ['a policy of nothing', policy(''), 'empty-policy', policy('tls: {mode: DISABLE}')],
  ['limits of nothing', policy('connectionPool: {}'), 'empty-policy', policy('connectionPool: {tcp: {maxConnections: 1}}')],
  [
    'a negative limit',
    policy('connectionPool: {tcp: {maxConnections: -1}}'),
    'out-of-range',
    policy('connectionPool: {tcp: {maxConnections: 0}}'),
  ],
  [
    'a policy of no port',
    policy('portLevelSettings: [{tls: {mode: DISABLE}}]'),
    'missing-field',
    policy('portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]'),
  ],
  [
    'more than all ejected',
    policy('outlierDetection: {maxEjectionPercent: 101}'),
    'invalid-percentage',
    policy('outlierDetection: {maxEjectionPercent: 100}'),
  ],
  [
    'failures that are not split',
    policy('outlierDetection: {consecutiveLocalOriginFailures: 1}'),
    'field-needs-other',
    policy('outlierDetection: {consecutiveLocalOriginFailures: 1, splitExternalLocalOriginErrors: true}'),
  ],
  [
    'a table that is no prime',
    policy('loadBalancer: {consistentHash: {useSourceIp: true, maglev: {tableSize: 65536}}}'),
    'invalid-value',
    policy('loadBalancer: {consistentHash: {useSourceIp: true, maglev: {tableSize: 65537}}}'),
  ],
  [
    'places that do not sum to 100',
    policy('loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 50}}]}}'),
    'invalid-percentage',
    policy('loadBalancer: {localityLbSetting: {distribute: [{from: a, to: {b: 50, c: 50}}]}}'),
  ],
  [
    'MUTUAL without certificates',
    policy('tls: {mode: MUTUAL}'),
    'missing-certificate',
    policy('tls: {mode: MUTUAL, credentialName: a}'),
  ],
  [
    'a policy of a subset',
    '  host: a\n  subsets: [{name: a, trafficPolicy: {connectionPool: {}}}]',
    'empty-policy',
    '  host: a\n  subsets: [{name: a, trafficPolicy: {tls: {mode: DISABLE}}}]',
  ],
];

const SERVICE_ENTRY: readonly Twin[] = [
  ['every host', '  hosts: ["*"]', 'invalid-host', '  hosts: ["*.a"]'],
  ['a name that cannot be resolved', '  hosts: ["*.a"]\n  resolution: DNS', 'invalid-host', '  hosts: [b.a]\n  resolution: DNS'],
  [
    'endpoints without resolution',
    '  hosts: [a]\n  endpoints: [{address: 10.0.0.1}]',
    'fields-exclude',
    '  hosts: [a]\n  resolution: STATIC\n  endpoints: [{address: 10.0.0.1}]',
  ],
  [
    'a name among addresses',
    '  hosts: [a]\n  resolution: STATIC\n  endpoints: [{address: b.com}]',
    'invalid-address',
    '  hosts: [a]\n  resolution: DNS\n  endpoints: [{address: b.com}]',
  ],
  [
    'an endpoint without address',
    '  hosts: [a]\n  resolution: STATIC\n  endpoints: [{weight: 1}]',
    'missing-field',
    '  hosts: [a]\n  resolution: STATIC\n  endpoints: [{network: b}]',
  ],
  [
    'endpoints and a selector',
    '  hosts: [a]\n  resolution: STATIC\n  endpoints: [{address: 10.0.0.1}]\n  workloadSelector: {labels: {a: b}}',
    'fields-exclude',
    '  hosts: [a]\n  resolution: STATIC\n  workloadSelector: {labels: {a: b}}',
  ],
  [
    'a port of an endpoint alone',
    '  hosts: [a]\n  resolution: STATIC\n  ports: [{number: 80, name: b}]\n  endpoints: [{address: 10.0.0.1, ports: {c: 80}}]',
    'port-not-defined',
    '  hosts: [a]\n  resolution: STATIC\n  ports: [{number: 80, name: b}]\n  endpoints: [{address: 10.0.0.1, ports: {b: 80}}]',
  ],
  [
    'a port twice',
    '  hosts: [a]\n  ports: [{number: 80, name: a}, {number: 80, name: b}]',
    'repeated-item',
    '  hosts: [a]\n  ports: [{number: 80, name: a}, {number: 81, name: b}]',
  ],
  [
    'a range that must be resolved',
    '  hosts: [a]\n  resolution: DNS\n  addresses: [10.0.0.0/8]',
    'fields-exclude',
    '  hosts: [a]\n  resolution: DNS\n  addresses: [10.0.0.1]',
  ],
  [
    'hosts that TCP cannot tell apart',
    '  hosts: [a, b]\n  resolution: STATIC\n  ports: [{number: 80, name: a, protocol: TCP}]',
    'fields-exclude',
    '  hosts: [a, b]\n  resolution: STATIC\n  ports: [{number: 80, name: a, protocol: HTTP}]',
  ],
  [
    'a selector with *',
    '  hosts: [a]\n  resolution: STATIC\n  workloadSelector: {labels: {a: "b*"}}',
    'invalid-value',
    '  hosts: [a]\n  resolution: STATIC\n  workloadSelector: {labels: {a: b}}',
  ],
];

const WORKLOAD_ENTRY: readonly Twin[] = [
  ['no address', '  weight: 1', 'missing-field', '  address: 10.0.0.1'],
  ['an address with a port', '  address: 10.0.0.1:80', 'invalid-address', '  address: vm.example.com'],
  ['a socket with ports', '  address: unix:///a\n  ports: {http: 80}', 'fields-exclude', '  address: unix:///a'],
  ['a socket that is none', '  address: unix://a/', 'invalid-address', '  address: unix://@a'],
  ['a port above all', '  address: "::1"\n  ports: {http: 70000}', 'invalid-port', '  address: "::1"\n  ports: {http: 7000}'],
];

const SIDECAR: readonly Twin[] = [
  ['a Sidecar of nothing', '  workloadSelector: {labels: {a: b}}', 'empty-sidecar', '  egress: [{hosts: [./*]}]'],
  ['a host without namespace', '  egress: [{hosts: [reviews]}]', 'invalid-host', '  egress: [{hosts: ["*/reviews"]}]'],
  [
    'the listener for all not last',
    '  egress: [{hosts: [./*]}, {port: {number: 80, protocol: HTTP}, hosts: [./*]}]',
    'catch-all-not-last',
    '  egress: [{port: {number: 80, protocol: HTTP}, hosts: [./*]}, {hosts: [./*]}]',
  ],
];

describe('rules of the other kinds of Istio', () => {
  describe('Gateway', () => {
    testTwins(GATEWAY, (spec) => istio('Gateway', spec));
    it('takes no dots in its name', () => assert.deepEqual(ids(istio('Gateway', server(HTTP, ''), 'a.b')), ['invalid-name']));
    it('warns of certificates that are not used', () =>
      assert.deepEqual(ids(istio('Gateway', server(HTTPS, ', tls: {mode: PASSTHROUGH, credentialName: a}'))), [
        'certificate-unused',
      ]));
  });
  describe('DestinationRule', () => testTwins(DESTINATION_RULE, (spec) => istio('DestinationRule', spec)));
  describe('ServiceEntry', () => testTwins(SERVICE_ENTRY, (spec) => istio('ServiceEntry', spec)));
  describe('WorkloadEntry', () => testTwins(WORKLOAD_ENTRY, (spec) => istio('WorkloadEntry', spec)));
  describe('Sidecar', () => testTwins(SIDECAR, (spec) => istio('Sidecar', spec)));
});
