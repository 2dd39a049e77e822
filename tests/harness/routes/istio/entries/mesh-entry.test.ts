import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatewaysOf, istioOf, meshOf, said, service, virtualService } from '../istio-of.ts';

const HTTP = 'http: [{route: [{destination: {host: a}}]}]';

test('gateways default to the mesh; hosts are completed and sorted, the most specific first', () => {
  const istio = istioOf(service('a') + virtualService('v', `{hosts: ["*.example.com", a, x.example.com, "*"], ${HTTP}}`));
  assert.deepEqual(
    meshOf(istio).hosts.map(({ host }) => host),
    ['a.default.svc.cluster.local', 'x.example.com', '*.example.com', '*'],
  );
  assert.deepEqual([meshOf(istio).gateway, meshOf(istio).listener], [null, null]);
  assert.deepEqual(gatewaysOf(istio), []);
  assert.deepEqual(said(istio), ['3 missing service-missing', '3 missing service-missing']);
});

test('a ServiceEntry is a service of the mesh, wildcards included', () => {
  const entry =
    '{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: e}, spec: {hosts: ["*.example.com"], ports: [{number: 80, name: http, protocol: HTTP}], resolution: NONE}}\n---\n';
  assert.deepEqual(
    said(istioOf(service('a') + entry + virtualService('v', `{hosts: [x.example.com, "*.example.com"], ${HTTP}}`))),
    [],
  );
});

test('a host that is not exported to all is noted', () => {
  assert.deepEqual(said(istioOf(service('a') + virtualService('v', `{hosts: [a], exportTo: ["."], ${HTTP}}`))), [
    '3 note exported-to-some',
  ]);
  assert.deepEqual(said(istioOf(service('a') + virtualService('v', `{hosts: [a], exportTo: ["*"], ${HTTP}}`))), []);
});

test('Sidecars are read past with a warning', () => {
  assert.deepEqual(
    said(
      istioOf(
        '{apiVersion: networking.istio.io/v1, kind: Sidecar, metadata: {name: default}, spec: {egress: [{hosts: ["./*"]}]}}',
      ),
    ),
    ['1 warning sidecar-read-past'],
  );
});

test('no rules, no mesh', () => {
  assert.deepEqual(istioOf(service('a')).entries, []);
  assert.deepEqual(istioOf(virtualService('v', '{hosts: [a]}')).entries, []);
});
