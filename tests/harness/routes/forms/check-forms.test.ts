import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayApi, istio, kept, manifest, told } from './told.ts';

const service = (spec: string) => manifest('v1', 'Service', spec);
const route = (spec: string) =>
  istio(
    'VirtualService',
    `
  hosts: [reviews]
  http:
  - route:
${spec}`,
  );

/** What people write by mistake, and what they are told. */
const MISTAKES: readonly (readonly [name: string, text: string, said: readonly string[]])[] = [
  [
    'a misspelt weight',
    route('    - {destination: {host: reviews}, wieght: 90}'),
    ['error 8: spec.http[0].route[0].wieght is not a field that is known here; did you mean weight?'],
  ],
  [
    'a weight in quotes',
    route('    - {destination: {host: reviews}, weight: "80"}'),
    ['error 8: spec.http[0].route[0].weight is the text "80" where a whole number belongs; write weight: 80 without quotes'],
  ],
  [
    'a negative weight',
    route('    - {destination: {host: reviews}, weight: -5}'),
    ['error 8: spec.http[0].route[0].weight is -5, below 0; write 0 or more'],
  ],
  [
    'a broken weight',
    route('    - {destination: {host: reviews}, weight: 33.3}'),
    ['error 8: spec.http[0].route[0].weight is the number 33.3 where a whole number belongs; write a whole number'],
  ],
  [
    'a missing destination',
    route('    - weight: 80'),
    ['error 8: spec.http[0].route[0].destination is missing; write destination:'],
  ],
  [
    'a misspelt destination, told once',
    route('    - destinaton: {host: reviews}'),
    ['error 8: spec.http[0].route[0].destinaton is not a field that is known here; did you mean destination?'],
  ],
  [
    'a missing host',
    route('    - destination: {subset: v1}'),
    ['error 8: spec.http[0].route[0].destination.host is missing; write host:'],
  ],
  [
    'a host alone for a destination',
    route('    - destination: reviews'),
    [
      'error 8: spec.http[0].route[0].destination is the text "reviews" where a set of fields belongs; write destination: {host: "reviews"}',
    ],
  ],
  [
    'weights that sum to 0',
    route('    - {destination: {host: a}, weight: 0}\n    - {destination: {host: b}}'),
    ['error 7: spec.http[0].route has 2 destinations whose weights sum to 0; write weight: behind each of them, one above 0'],
  ],
  [
    'fields in the spelling of old releases',
    istio('VirtualService', '  hosts: [a]\n  http:\n  - mirror_percentage: {value: 10}\n    route: [{destination: {host: a}}]'),
    ['error 7: spec.http[0].mirror_percentage is not a field that is known here; did you mean mirrorPercentage?'],
  ],
  [
    'a deprecated field',
    istio('VirtualService', '  hosts: [a]\n  http:\n  - mirrorPercent: 20\n    route: [{destination: {host: a}}]'),
    ['warning 7: spec.http[0].mirrorPercent is deprecated; write mirrorPercentage: {value: 20}'],
  ],
  [
    'a text for a list',
    istio('VirtualService', '  hosts: reviews\n  tcp: [{route: [{destination: {host: a}}]}]'),
    ['error 5: spec.hosts is the text "reviews" where a list belongs; write hosts: ["reviews"]'],
  ],
  [
    'a set of fields for a list',
    istio('VirtualService', '  hosts: [reviews]\n  http:\n    route: []'),
    ['error 6: spec.http is a set of fields where a list belongs; write - before every item of http'],
  ],
  [
    'a text for a match',
    istio(
      'VirtualService',
      '  hosts: [a]\n  http:\n  - match: [{headers: {end-user: luffy}}]\n    route: [{destination: {host: a}}]',
    ),
    [
      'error 7: spec.http[0].match[0].headers.end-user is the text "luffy" where a set of fields belongs; write end-user: {exact: "luffy"}',
    ],
  ],
  [
    'two ways to compare',
    istio(
      'VirtualService',
      '  hosts: [a]\n  http:\n  - match: [{uri: {exact: /a, prefix: /b}}]\n    route: [{destination: {host: a}}]',
    ),
    ['error 7: spec.http[0].match[0].uri.prefix cannot be together with exact; keep one of exact, prefix'],
  ],
  [
    'a number for a duration',
    istio('VirtualService', '  hosts: [a]\n  http:\n  - timeout: 5\n    route: [{destination: {host: a}}]'),
    ['error 7: spec.http[0].timeout is the number 5 where a text belongs; write timeout: 5s, a number with its unit'],
  ],
  [
    'a duration of 0',
    istio('VirtualService', '  hosts: [a]\n  http:\n  - timeout: 0s\n    route: [{destination: {host: a}}]'),
    ['error 7: spec.http[0].timeout is "0s", below 1 ms; write 1ms or more; leave it out for none'],
  ],
  [
    'a load balancer in small letters',
    istio('DestinationRule', '  host: a\n  trafficPolicy: {loadBalancer: {simple: random}}'),
    ['error 6: spec.trafficPolicy.loadBalancer.simple is "random", which is not known here; did you mean RANDOM?'],
  ],
  [
    'a label value without quotes',
    istio('DestinationRule', '  host: a\n  subsets:\n  - name: one\n    labels: {version: 1}'),
    ['error 8: spec.subsets[0].labels.version is the number 1 where a text belongs; write version: "1" in quotes'],
  ],
  [
    'a weight above the limit of the Gateway API',
    gatewayApi('HTTPRoute', '  rules:\n  - backendRefs: [{name: a, port: 80, weight: 1000001}]'),
    ['error 6: spec.rules[0].backendRefs[0].weight is 1000001, above 1000000; write 0 to 1000000'],
  ],
  [
    'a backend without a port',
    gatewayApi('TCPRoute', '  rules:\n  - backendRefs: [{name: a}]'),
    ['error 6: spec.rules[0].backendRefs[0].port is missing, and a Service needs it; write port: and the port of the Service'],
  ],
  [
    'the path type of Ingress',
    gatewayApi('HTTPRoute', '  rules:\n  - matches: [{path: {type: Prefix, value: /}}]'),
    ['error 6: spec.rules[0].matches[0].path.type is "Prefix", which is not known here; did you mean PathPrefix?'],
  ],
  ['no rules', gatewayApi('HTTPRoute', '  rules: []'), ['error 5: spec.rules is empty; write at least one item']],
  [
    'nodeport',
    service('  type: NodePort\n  ports:\n  - {port: 80, nodeport: 31400}'),
    ['error 7: spec.ports[0].nodeport is not a field that is known here; did you mean nodePort?'],
  ],
  [
    'a port number in quotes where a name could stand',
    service('  ports:\n  - {port: 80, targetPort: "8080"}'),
    ['error 6: spec.ports[0].targetPort is the text "8080"; write targetPort: 8080 without quotes; a text is the name of a port'],
  ],
  [
    'a Deployment of the articles',
    manifest(
      'extensions/v1beta1',
      'Deployment',
      '  replicas: 1\n  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: b}]}',
    ),
    [
      'warning 1: apiVersion is "extensions/v1beta1", which current releases no longer serve; write apps/v1, which needs spec.selector',
    ],
  ],
  [
    'the same with the version alone changed',
    manifest(
      'apps/v1',
      'Deployment',
      '  template:\n    metadata: {labels: {app: a}}\n    spec: {containers: [{name: a, image: b}]}',
    ),
    ['error 4: spec.selector is missing; write selector:'],
  ],
];

describe('checkForms', () => {
  for (const [name, text, said] of MISTAKES) {
    it(`tells ${name}`, () => {
      assert.deepEqual(told(text), said);
      assert.equal(kept(text).length, said.every((line) => line.startsWith('warning')) ? 1 : 0);
    });
  }

  it('keeps a well-formed object and says nothing', () => {
    const text = route(
      '    - {destination: {host: reviews, subset: v1}, weight: 90}\n    - {destination: {host: reviews}, weight: 10}',
    );
    assert.deepEqual(told(text), []);
    assert.deepEqual(kept(text), ['VirtualService a']);
  });

  it('takes a field without a value as not written', () => {
    assert.deepEqual(told(`${route('    - destination: {host: reviews, subset: }')}  tcp:\nstatus:\n`), []);
    assert.deepEqual(told(route('    - destination: {host: }')), [
      'error 8: spec.http[0].route[0].destination.host is missing; write host:',
    ]);
    assert.deepEqual(told(route('    -')), [
      'error 8: spec.http[0].route[0] is an empty item where a set of fields belongs; write fields behind the -, name: value',
    ]);
  });

  it('takes the value null for no field, also in free maps', () => {
    assert.deepEqual(told(istio('DestinationRule', '  host: a\n  subsets: [{name: a, labels: {version: }}]')), []);
  });

  it('tells all faults of a file, in the order of its lines, each once', () => {
    const text = istio(
      'VirtualService',
      '  hosts: [a]\n  htpp: 1\n  http:\n  - match: 3\n    route: [{destination: {host: a}, weight: x}]\n  gatewys: []',
    );
    assert.deepEqual(
      told(text).map((line) => line.split(' is ')[0]),
      ['error 6: spec.htpp', 'error 8: spec.http[0].match', 'error 9: spec.http[0].route[0].weight', 'error 10: spec.gatewys'],
    );
  });

  it('counts what is more than twenty faults', () => {
    const said = told(istio('VirtualService', `  hosts: [a]\n  http:\n${'  - {rout: 1}\n'.repeat(50)}`));
    assert.equal(said.length, 21);
    assert.equal(said.at(-1), 'error 1: 30 more faults; put these right first');
  });

  it('looks at the metadata', () => {
    assert.deepEqual(told('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  lables: {istio-injection: enabled}\n'), [
      'error 5: metadata.lables is not a field that is known here; did you mean labels?',
    ]);
    assert.deepEqual(told('apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels: {a: "b c"}\n').length, 1);
  });

  it('leaves the status alone', () => {
    assert.deepEqual(told(`${service('  ports: [{port: 80}]')}status: {loadBalancer: {anything: [1]}}\n`), []);
  });
});
