import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, manifest } from '../told.ts';
import { type Twin, testTwins } from '../twins.ts';

const SERVICE: readonly Twin[] = [
  ['no ports', '  selector: {a: b}', 'missing-field', '  selector: {a: b}\n  clusterIP: None'],
  [
    'several ports without names',
    '  ports: [{port: 1}, {port: 2}]',
    'missing-field',
    '  ports: [{port: 1, name: a}, {port: 2, name: b}]',
  ],
  [
    'a name twice',
    '  ports: [{port: 1, name: a}, {port: 2, name: a}]',
    'repeated-item',
    '  ports: [{port: 1, name: a}, {port: 2, name: b}]',
  ],
  [
    'a number twice',
    '  ports: [{port: 1, name: a}, {port: 1, name: b}]',
    'repeated-item',
    '  ports: [{port: 1, name: a}, {port: 1, name: b, protocol: UDP}]',
  ],
  [
    'a nodePort without its type',
    '  ports: [{port: 1, nodePort: 31400}]',
    'field-needs-other',
    '  type: NodePort\n  ports: [{port: 1, nodePort: 31400}]',
  ],
  ['no name to stand for', '  type: ExternalName', 'missing-field', '  type: ExternalName\n  externalName: a.com'],
  ['a target above all', '  ports: [{port: 1, targetPort: 70000}]', 'invalid-port', '  ports: [{port: 1, targetPort: http}]'],
  [
    'a target that is no name',
    '  ports: [{port: 1, targetPort: HTTP}]',
    'invalid-port',
    '  ports: [{port: 1, targetPort: http-1}]',
  ],
];

const pod = (container: string) => `  containers: [{name: a, image: b, ${container}}]`;
const POD: readonly Twin[] = [
  ['no containers', '  containers: []', 'empty-list', pod('')],
  ['no image', '  containers: [{name: a}]', 'missing-field', pod('')],
  [
    'a container twice',
    '  containers: [{name: a, image: b}, {name: a, image: b}]',
    'repeated-item',
    '  containers: [{name: a, image: b}, {name: c, image: b}]',
  ],
  ['a number in the environment', pod('env: [{name: A, value: 80}]'), 'wrong-type', pod('env: [{name: A, value: "80"}]')],
  [
    'two values',
    pod('env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: b}}}]'),
    'fields-exclude',
    pod('env: [{name: A, valueFrom: {fieldRef: {fieldPath: b}}}]'),
  ],
  [
    'a probe of nothing',
    pod('readinessProbe: {periodSeconds: 1}'),
    'missing-field',
    pod('readinessProbe: {tcpSocket: {port: http}}'),
  ],
  [
    'a probe of two ways',
    pod('readinessProbe: {tcpSocket: {port: 1}, httpGet: {port: 1}}'),
    'fields-exclude',
    pod('readinessProbe: {httpGet: {port: 1}}'),
  ],
  ['a misspelt probe', pod('readinesProbe: {httpGet: {port: 1}}'), 'unknown-field', pod('readinessProbe: {httpGet: {port: 1}}')],
];

const deployment = (selector: string, more = '') =>
  `  selector: {${selector}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: a, image: b}]${more}}`;
const DEPLOYMENT: readonly Twin[] = [
  ['a selector of nothing', deployment(''), 'empty-selector', deployment('matchLabels: {a: b}')],
  ['a selector of others', deployment('matchLabels: {a: c}'), 'selector-mismatch', deployment('matchLabels: {a: b}')],
  [
    'an unknown operator',
    deployment('matchExpressions: [{key: a, operator: Is}]'),
    'unknown-value',
    deployment('matchExpressions: [{key: a, operator: Exists}]'),
  ],
  [
    'an operator without values',
    deployment('matchExpressions: [{key: a, operator: In}]'),
    'missing-field',
    deployment('matchExpressions: [{key: a, operator: In, values: [b]}]'),
  ],
  [
    'pods that end',
    deployment('matchLabels: {a: b}', ', restartPolicy: Never'),
    'invalid-value',
    deployment('matchLabels: {a: b}', ', restartPolicy: Always'),
  ],
];

describe('rules of Kubernetes', () => {
  describe('Service', () => testTwins(SERVICE, (spec) => manifest('v1', 'Service', spec)));
  describe('Pod', () => testTwins(POD, (spec) => manifest('v1', 'Pod', spec)));
  describe('Deployment', () => testTwins(DEPLOYMENT, (spec) => manifest('apps/v1', 'Deployment', spec)));

  it('leaves open what no route depends on', () => {
    const text = pod('resources: {limits: {cpu: 1}}, securityContext: {anything: 1}, volumeMounts: [{name: v, mountPath: /v}]');
    assert.deepEqual(
      ids(manifest('v1', 'Pod', `${text}\n  affinity: {nodeAffinity: {}}\n  volumes: [{name: v, emptyDir: {}}]`)),
      [],
    );
  });
});
