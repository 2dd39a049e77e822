import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateway, gatewaysOf, istioOf, said, server, textOf } from '../istio-of.ts';

const FRONT = gateway('front', server(31400, 'TCP', '["*"]'));
const ingress = (name: string, selector: string, ports: string) =>
  `{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: istio-system}, spec: {type: NodePort, selector: ${selector}, ports: ${ports}}}\n---\n`;
const nodePort = (text: string) => gatewaysOf(istioOf(FRONT + text))[0]!.listener!.nodePort;

test('the node port is that of the ingress Service that has the port', () => {
  const installed = ingress(
    'istio-ingressgateway',
    '{app: ig, istio: ingressgateway}',
    '[{name: http2, port: 80, nodePort: 30080}]',
  );
  const extra = ingress('extra', '{istio: ingressgateway}', '[{name: tcp, port: 31400, nodePort: 31400}]');
  assert.equal(nodePort(installed + extra), 31400);
  assert.equal(nodePort(ingress('extra', '{istio: ingressgateway}', '[{name: tcp, port: 31400}]')), null);
  assert.deepEqual(said(istioOf(FRONT + installed + extra)), []);
});

test('a supplied ingress Service without the port is an error that names it', () => {
  const istio = istioOf(FRONT + ingress('istio-ingressgateway', '{istio: ingressgateway}', '[{name: http2, port: 80}]'));
  assert.match(
    textOf(istio, 'ingress-port-missing'),
    /port 31400 is not open at the gateway: Service istio-system\/istio-ingressgateway has 80; add port 31400/,
  );
  assert.deepEqual(said(istio), ['1 error ingress-port-missing']);
});

test('a Service that selects something else, or contradicts, is no ingress', () => {
  for (const selector of ['{istio: egressgateway}', '{app: x}', '{}', '{istio: other, app: ig}']) {
    assert.deepEqual(
      said(istioOf(FRONT + ingress('s', selector, '[{name: http2, port: 80}]'))),
      ['1 note ingress-not-given'],
      selector,
    );
  }
});

test('without an ingress Service one note names all ports', () => {
  const istio = istioOf(
    FRONT + gateway('other', `${server(80, 'HTTP', '["*"]')}, ${server(443, 'HTTPS', '["*"]', '{mode: SIMPLE}')}`),
  );
  assert.deepEqual(said(istio), ['1 note ingress-not-given']);
  assert.match(textOf(istio, 'ingress-not-given'), /port 80, 443, 31400 must be open/);
});
