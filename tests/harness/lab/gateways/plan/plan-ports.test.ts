import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planPorts } from '../../../../../harness/lab/gateways/plan/plan-ports.ts';
import type { PortPlan, Split, Step } from '../../../../../harness/lab/gateways/plan/port-plan.ts';
import { LabError } from '../../../../../harness/lab/lab-error.ts';
import { SHOP, to, virtualService } from '../../../../lab/gateways/hand-built.ts';
import { layoutOf, paperWiring } from '../laid-out.ts';

/** `v1*4 v2*1`, the versions of a split with their weights. */
const splitText = ({ parts }: Split): string =>
  parts
    .map(
      (part) =>
        `${part.kind === 'pool' ? `${part.pool.name.split('|')[2]}/${part.pool.servers.length}` : part.status}*${part.weight}`,
    )
    .join(' ');

function stepText({ looks, action }: Step): string {
  const asked = looks.map(({ at, pattern, wanted }) => `${wanted ? '' : '!'}${'name' in at ? at.name : at.on}~${pattern}`);
  const then = action.kind === 'forward' ? splitText(action.split) : `${action.kind} ${action.status}`;
  return [...asked, then].join(' ');
}

const portText = (port: PortPlan): readonly string[] =>
  port.kind === 'stream'
    ? [splitText(port.split)]
    : port.hosts.map(({ pattern, steps }) => `${pattern}: ${steps.map(stepText).join(', ')}`);

function planned(text: string, id: string): readonly string[] {
  const layout = layoutOf(text);
  const port = planPorts(layout, paperWiring(layout)).find((one) => one.id === id);
  assert.ok(port !== undefined, `${id} of ${layout.listeners.map((one) => one.id)}`);
  return portText(port);
}

const INGRESS = 'gateway ingress :80';
const MESH = 'mesh shop.default.svc.cluster.local:80';

test('hosts go from the most specific to the widest, whatever their order', () => {
  const rule = [to({ v1: 1 })];
  const hosts = ['*', '*.com', 'a.b.com', '*.b.com'].map((host, index) => virtualService(`vs-${index}`, [host], rule));
  const patterns = planned([SHOP, ...hosts].join(''), INGRESS).map((host) => host.split(':')[0]);
  assert.deepEqual(patterns, ['a.b.com', '*.b.com', '*.com', '*']);
});

test('rules keep their order, and each of their matches is a step', () => {
  const rules = [
    `match: [{ uri: { prefix: /a } }, { method: { exact: POST }, headers: { X-B: { exact: c } } }], ${to({ v1: 1 })}`,
    `match: [{ withoutHeaders: { x-b: { exact: c } } }], ${to({ v2: 80, v3: 20 })}`,
    `directResponse: { status: 418 }`,
  ];
  assert.deepEqual(planned([SHOP, virtualService('vs', ['*'], rules)].join(''), INGRESS), [
    '*: path~^/a v1/1*1, method~^POST$ x-b~^c$ v1/1*1, !x-b~^c$ v2/1*80 v3/1*20, respond 418',
  ]);
});

test('what the port knows beforehand is not looked at again', () => {
  const rules = [
    `match: [{ port: 81 }], ${to({ v1: 1 })}`,
    `match: [{ port: 80 }], ${to({ v2: 1 })}`,
    `match: [{ scheme: { exact: https } }], ${to({ v3: 1 })}`,
  ];
  assert.deepEqual(planned([SHOP, virtualService('vs', ['*'], rules)].join(''), INGRESS), ['*: v2/1*1']);
});

test('weight 0 is left out, a single destination takes everything, and no endpoint is 503', () => {
  const rules = [to({ v1: 0, v2: 100 }), to({ v1: 0 }), to({ nobody: 1 }), to({ v4: 1, nobody: 3 })];
  assert.deepEqual(planned([SHOP, virtualService('vs', ['*'], rules)].join(''), INGRESS), [
    '*: v2/1*100, v1/1*1, 503*1, v4/3*1 503*3',
  ]);
});

test('a service that is not in the files is refused with its place', () => {
  assert.throws(
    () => planned([SHOP, virtualService('vs', ['*'], ['route: [{ destination: { host: nowhere } }]'])].join(''), INGRESS),
    (error) => error instanceof LabError && /^a\.yaml:\d+: nothing in these files is nowhere/.test(error.message),
  );
});

test('without a rule a service splits over all pods alike, in the mesh and outside', () => {
  assert.deepEqual(planned(SHOP, MESH), ['*: /6*1']);
  assert.deepEqual(planned(SHOP, MESH.replace('mesh', 'outside')), ['/6*1']);
});

test('in the mesh rules hold for the name of the service', () => {
  const rules = virtualService('vs', ['shop'], [to({ v1: 9, v2: 1 })]).replace('gateways: [front]', 'gateways: [mesh]');
  assert.deepEqual(planned([SHOP, rules].join(''), MESH), ['*: v1/1*9 v2/1*1']);
  assert.deepEqual(planned([SHOP, rules].join(''), MESH.replace('mesh', 'outside')), ['/6*1']);
});

test('a destination without a port has that of the call, in the mesh and at a gateway, over HTTP and TCP', () => {
  const ports = '{ name: http, port: 80 }, { name: http-b, port: 8080 }, { name: tcp, port: 90 }, { name: tcp-b, port: 91 }';
  const several = SHOP.replace('{ name: http, port: 80, targetPort: 8001 }', ports);
  const rules = virtualService('vs', ['shop'], [to({ v1: 9, v2: 1 })]).replace('gateways: [front]', 'gateways: [front, mesh]');
  const tcp = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: bytes }
spec: { hosts: [shop], tcp: [{ match: [{ port: 90 }], ${to({ v3: 1 })} }] }
---`;
  const text = [several, rules, tcp].join('');
  const at = (port: number) => planned(text, MESH.replace(':80', `:${port}`));
  assert.deepEqual([80, 8080, 90, 91].map(at), [['*: v1/1*9 v2/1*1'], ['*: v1/1*9 v2/1*1'], ['v3/1*1'], ['/6*1']]);
  assert.deepEqual(planned(text, INGRESS), ['shop.default.svc.cluster.local: v1/1*9 v2/1*1']);
});

test('a service port with rules that this port never meets answers 404, as Envoy does', () => {
  const rule = `match: [{ scheme: { exact: https } }], ${to({ v1: 1 })}`;
  const rules = virtualService('vs', ['shop'], [rule]).replace('gateways: [front]', 'gateways: [mesh]');
  assert.deepEqual(planned([SHOP, rules].join(''), MESH), ['*: ']);
});

test('httpsRedirect sends every request of its hosts to HTTPS', () => {
  const text = SHOP.replace('protocol: HTTP }, hosts: ["*"]', 'protocol: HTTP }, tls: { httpsRedirect: true }, hosts: ["a.com"]');
  assert.deepEqual(planned([text, virtualService('vs', ['a.com'], [to({ v1: 1 })])].join(''), INGRESS), ['a.com: redirect 301']);
});
