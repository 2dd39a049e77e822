import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSidecarInjected } from '../../../../harness/routes/cluster/sidecar-injection.ts';

type Pod = Parameters<typeof isSidecarInjected>[0];
const NOTHING: Pod = {
  namespace: 'bookinfo',
  namespaceLabels: null,
  labels: {},
  annotations: {},
  isOnHostNetwork: false,
  hasProxy: false,
};
const injected = (pod: Partial<Pod>) => isSidecarInjected({ ...NOTHING, ...pod });
const ENABLED = { 'istio-injection': 'enabled' };
const DISABLED = { 'istio-injection': 'disabled' };
const pod = (value: string) => ({ 'sidecar.istio.io/inject': value });

describe('isSidecarInjected', () => {
  it('follows the labels of the namespace', () => {
    assert.equal(injected({ namespaceLabels: ENABLED }), true);
    assert.equal(injected({ namespaceLabels: DISABLED }), false);
    assert.equal(injected({ namespaceLabels: { 'istio.io/rev': 'canary' } }), true);
    assert.equal(injected({ namespaceLabels: {} }), false);
    assert.equal(injected({}), null);
  });

  it('lets a no anywhere win over a yes', () => {
    assert.equal(injected({ namespaceLabels: ENABLED, labels: pod('false') }), false);
    assert.equal(injected({ namespaceLabels: ENABLED, annotations: pod('false') }), false);
    assert.equal(injected({ namespaceLabels: DISABLED, labels: pod('true') }), false);
    assert.equal(injected({ labels: pod('false') }), false);
    assert.equal(injected({ namespaceLabels: ENABLED, labels: pod('disabled') }), false);
  });

  it('takes a yes from the label of the pod, not from its annotation', () => {
    assert.equal(injected({ labels: pod('true') }), true);
    assert.equal(injected({ namespaceLabels: {}, labels: pod('true') }), true);
    assert.equal(injected({ namespaceLabels: {}, annotations: pod('true') }), false);
    assert.equal(injected({ annotations: pod('true') }), null);
    assert.equal(injected({ namespaceLabels: ENABLED, labels: pod('true'), annotations: pod('false') }), true);
    assert.equal(injected({ labels: { 'istio.io/rev': 'canary' } }), true);
  });

  it('never where it cannot be, and always where it is seen', () => {
    assert.equal(injected({ namespaceLabels: ENABLED, isOnHostNetwork: true }), false);
    assert.equal(injected({ namespaceLabels: ENABLED, namespace: 'kube-system' }), false);
    assert.equal(injected({ namespaceLabels: DISABLED, hasProxy: true }), true);
  });
});
