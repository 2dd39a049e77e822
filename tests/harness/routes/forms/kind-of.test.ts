import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ids, kept, manifest, told } from './told.ts';

const bare = (apiVersion: string, kind: string) => `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`;

const HTTP = '  hosts: [a]\n  http: [{route: [{destination: {host: a}}]}]';
const RULES = '  rules: [{backendRefs: [{name: a, port: 1}]}]';

describe('kinds and API versions', () => {
  for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
    it(`reads VirtualService ${version} without a word`, () => {
      assert.deepEqual(ids(manifest(`networking.istio.io/${version}`, 'VirtualService', HTTP)), []);
    });
  }

  const OLD: readonly (readonly [apiVersion: string, kind: string, fix: string])[] = [
    ['gateway.networking.k8s.io/v1alpha2', 'HTTPRoute', 'write gateway.networking.k8s.io/v1'],
    ['gateway.networking.k8s.io/v1alpha2', 'TCPRoute', 'write gateway.networking.k8s.io/v1'],
    ['gateway.networking.k8s.io/v1alpha2', 'UDPRoute', 'write gateway.networking.k8s.io/v1'],
  ];
  for (const [apiVersion, kind, fix] of OLD) {
    it(`reads ${kind} of ${apiVersion} and says what to write`, () => {
      const text = manifest(apiVersion, kind, RULES);
      assert.deepEqual(kept(text), [`${kind} a`]);
      assert.deepEqual(told(text), [`warning 1: apiVersion is "${apiVersion}", which current releases no longer serve; ${fix}`]);
    });
  }

  it('refuses a version that is not known, and names those that are', () => {
    assert.deepEqual(told(manifest('networking.istio.io/v1beta3', 'VirtualService', HTTP)), [
      'error 1: apiVersion is "networking.istio.io/v1beta3", a version that is not known; write networking.istio.io/v1; networking.istio.io/v1beta1 and networking.istio.io/v1alpha3 can be read as well',
    ]);
  });

  it('refuses a kind in the group of another, and one whose group is misspelt', () => {
    for (const apiVersion of [
      'gateway.networking.k8s.io/v1',
      'v1',
      'apps/v1',
      'networking.istio.oi/v1',
      'networking.k8s.io/v1',
    ]) {
      const [said] = told(manifest(apiVersion, 'VirtualService', HTTP));
      assert.equal(said, `error 1: apiVersion is "${apiVersion}", which has no VirtualService; write networking.istio.io/v1`);
    }
    assert.deepEqual(ids(manifest('networking.istio.io/v1', 'HTTPRoute', RULES)), ['wrong-group']);
  });

  it('tells the two Gateways apart by their group', () => {
    const spec = '  gatewayClassName: a\n  listeners: [{name: a, port: 80, protocol: HTTP}]';
    assert.deepEqual(ids(manifest('gateway.networking.k8s.io/v1', 'Gateway', spec)), []);
    assert.deepEqual([...new Set(ids(manifest('networking.istio.io/v1', 'Gateway', spec)))].sort(), [
      'missing-field',
      'unknown-field',
    ]);
  });

  it('refuses kinds in other letters, and near misses', () => {
    for (const kind of ['virtualService', 'Virtualservice', 'VirtualServices', 'VirtualServce']) {
      assert.deepEqual(told(manifest('networking.istio.io/v1', kind, HTTP)), [
        `error 2: kind is "${kind}", which is not known; did you mean VirtualService?`,
      ]);
    }
    assert.deepEqual(ids(bare('v1', 'service')), ['unknown-kind']);
    assert.deepEqual(ids(bare('v1', 'pods')), ['unknown-kind']);
  });

  it('leaves kinds of other projects alone that share a name with ours', () => {
    for (const [apiVersion, kind] of [
      ['serving.knative.dev/v1', 'Service'],
      ['gateway.solo.io/v1', 'VirtualService'],
      ['appmesh.k8s.aws/v1beta2', 'VirtualService'],
      ['v1', 'Secret'],
      ['v1', 'ConfigMap'],
      ['v1', 'Node'],
    ] as const) {
      assert.deepEqual(ids(bare(apiVersion, kind)), ['kind-skipped'], `${apiVersion} ${kind}`);
    }
  });

  it('says that the first version of the Gateway API is gone', () => {
    assert.deepEqual(ids(bare('networking.x-k8s.io/v1alpha1', 'HTTPRoute')), ['version-gone']);
    assert.deepEqual(ids(bare('gateway.networking.k8s.io/v1alpha2', 'ReferencePolicy')), ['unknown-kind']);
  });

  it('skips other kinds with one note each, at the first of them', () => {
    const text = [
      bare('v1', 'ConfigMap'),
      bare('networking.k8s.io/v1', 'Ingress'),
      bare('v1', 'ConfigMap').replace('a}', 'b}'),
    ].join('---\n');
    const said = told(text);
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^note 1: ConfigMap default\/a and 1 more of the kind skipped: /);
    assert.match(said[1] ?? '', /^note 5: Ingress default\/a of networking\.k8s\.io skipped: an Ingress .*--from outside/);
  });

  it('warns of kinds that may change where requests go', () => {
    for (const [apiVersion, kind] of [
      ['networking.istio.io/v1alpha3', 'EnvoyFilter'],
      ['extensions.istio.io/v1alpha1', 'WasmPlugin'],
      ['policy.linkerd.io/v1beta3', 'HTTPRoute'],
      ['config.istio.io/v1alpha2', 'RouteRule'],
      ['gateway.networking.k8s.io/v1', 'ListenerSet'],
      ['gateway.networking.k8s.io/v1', 'BackendTLSPolicy'],
    ] as const) {
      assert.match(told(bare(apiVersion, kind))[0] ?? '', /^warning 1: /);
    }
    for (const kind of ['StatefulSet', 'DaemonSet', 'ReplicaSet'])
      assert.match(told(bare('apps/v1', kind))[0] ?? '', /^note 1: .*their pods are not counted/);
  });
});
